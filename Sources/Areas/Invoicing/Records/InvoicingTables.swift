import Store

/// The tables of the area. Released text never changes: what comes later is a new migration.
package enum InvoicingTables {
  package static let migrations = [tables, guards] + SettlementTables.migrations + [cancellations, reductions]

  private static let tables =
    Migration(
      "invoicing 001: charges, series, invoices, deposit calls, settings",
      """
      CREATE TABLE invoice_entities (
        entity TEXT NOT NULL REFERENCES organisations (id),
        from_day TEXT NOT NULL,
        term_days BIGINT NOT NULL CHECK (term_days BETWEEN 0 AND 60),
        vat_point TEXT NOT NULL CHECK (vat_point IN ('debits', 'receipts')),
        iban TEXT,
        bic TEXT,
        ics TEXT,
        electronic_address TEXT,
        email TEXT,
        indemnity_note TEXT NOT NULL,
        penalty_note TEXT NOT NULL,
        discount_note TEXT NOT NULL,
        footer TEXT NOT NULL,
        set_at BIGINT NOT NULL,
        set_by TEXT NOT NULL,
        PRIMARY KEY (entity, from_day)
      )
      ;;
      CREATE TABLE invoice_customers (
        customer TEXT PRIMARY KEY REFERENCES organisations (id),
        nature TEXT CHECK (nature IN ('business', 'consumer', 'public')),
        purchase_order TEXT,
        buyer_reference TEXT,
        email TEXT,
        electronic_address TEXT,
        term_days BIGINT CHECK (term_days BETWEEN 0 AND 60),
        language TEXT NOT NULL,
        set_at BIGINT NOT NULL,
        set_by TEXT NOT NULL
      )
      ;;
      CREATE TABLE invoice_series (
        id TEXT PRIMARY KEY,
        entity TEXT NOT NULL REFERENCES organisations (id),
        purpose TEXT NOT NULL CHECK (purpose IN ('invoices', 'credits', 'deposits')),
        prefix TEXT NOT NULL UNIQUE,
        reason TEXT NOT NULL,
        opened_at BIGINT NOT NULL,
        opened_by TEXT NOT NULL,
        UNIQUE (entity, purpose)
      )
      ;;
      CREATE TABLE charges (
        id TEXT PRIMARY KEY,
        origin TEXT NOT NULL UNIQUE,
        entity TEXT NOT NULL REFERENCES organisations (id),
        customer TEXT NOT NULL REFERENCES organisations (id),
        kind TEXT NOT NULL,
        label TEXT NOT NULL,
        from_day TEXT NOT NULL,
        until_day TEXT NOT NULL,
        billable_from TEXT NOT NULL,
        quantity BIGINT NOT NULL,
        unit TEXT NOT NULL,
        net BIGINT NOT NULL,
        vat_category TEXT NOT NULL,
        vat_rate BIGINT NOT NULL CHECK (vat_rate BETWEEN 0 AND 10000),
        exemption_code TEXT,
        exemption_reason TEXT,
        contract TEXT,
        explanation TEXT NOT NULL,
        search_key TEXT NOT NULL,
        posted_at BIGINT NOT NULL,
        posted_by TEXT NOT NULL,
        cancelled_at BIGINT,
        cancelled_by TEXT,
        cancel_reason TEXT,
        CHECK (from_day < until_day),
        CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL))
      )
      ;;
      CREATE INDEX charges_by_customer ON charges (customer, billable_from)
      ;;
      CREATE INDEX charges_by_day ON charges (billable_from)
      ;;
      CREATE TABLE invoice_runs (
        id TEXT PRIMARY KEY,
        month TEXT NOT NULL,
        started_at BIGINT NOT NULL,
        started_by TEXT NOT NULL,
        planned BIGINT NOT NULL,
        ended_at BIGINT
      )
      ;;
      CREATE INDEX invoice_runs_by_time ON invoice_runs (started_at)
      ;;
      CREATE TABLE invoice_refusals (
        run TEXT NOT NULL REFERENCES invoice_runs (id),
        entity TEXT NOT NULL REFERENCES organisations (id),
        customer TEXT NOT NULL REFERENCES organisations (id),
        part TEXT NOT NULL,
        problems TEXT NOT NULL,
        PRIMARY KEY (run, entity, customer, part)
      )
      ;;
      CREATE TABLE invoices (
        id TEXT PRIMARY KEY,
        series TEXT NOT NULL REFERENCES invoice_series (id),
        place BIGINT NOT NULL CHECK (place > 0),
        number TEXT NOT NULL UNIQUE,
        type BIGINT NOT NULL CHECK (type IN (380, 381, 384, 386)),
        entity TEXT NOT NULL REFERENCES organisations (id),
        customer TEXT NOT NULL REFERENCES organisations (id),
        issue_day TEXT NOT NULL,
        due_day TEXT NOT NULL,
        month TEXT NOT NULL,
        nature TEXT NOT NULL,
        vat_point TEXT NOT NULL,
        net BIGINT NOT NULL,
        vat BIGINT NOT NULL,
        total BIGINT NOT NULL,
        content TEXT NOT NULL,
        reasons TEXT NOT NULL,
        previous TEXT NOT NULL,
        digest TEXT NOT NULL UNIQUE,
        run TEXT REFERENCES invoice_runs (id),
        search_key TEXT NOT NULL,
        issued_at BIGINT NOT NULL,
        issued_by TEXT NOT NULL,
        UNIQUE (series, place),
        UNIQUE (series, previous),
        CHECK (total = net + vat),
        CHECK (issue_day <= due_day)
      )
      ;;
      CREATE INDEX invoices_by_customer ON invoices (customer, issue_day)
      ;;
      CREATE INDEX invoices_by_day ON invoices (issue_day)
      ;;
      CREATE INDEX invoices_by_run ON invoices (run)
      ;;
      CREATE TABLE invoice_lines (
        invoice TEXT NOT NULL REFERENCES invoices (id),
        place BIGINT NOT NULL,
        origin TEXT UNIQUE,
        charge TEXT UNIQUE REFERENCES charges (id),
        kind TEXT NOT NULL,
        label TEXT NOT NULL,
        from_day TEXT NOT NULL,
        until_day TEXT NOT NULL,
        billable_from TEXT NOT NULL,
        net BIGINT NOT NULL,
        vat_category TEXT NOT NULL,
        vat_rate BIGINT NOT NULL,
        contract TEXT,
        PRIMARY KEY (invoice, place),
        CHECK (from_day < until_day)
      )
      ;;
      CREATE INDEX invoice_lines_by_day ON invoice_lines (billable_from)
      ;;
      CREATE TABLE invoice_credited_lines (
        invoice TEXT NOT NULL,
        place BIGINT NOT NULL,
        credited_invoice TEXT NOT NULL,
        credited_place BIGINT NOT NULL,
        net BIGINT NOT NULL,
        PRIMARY KEY (invoice, place),
        FOREIGN KEY (invoice, place) REFERENCES invoice_lines (invoice, place),
        FOREIGN KEY (credited_invoice, credited_place) REFERENCES invoice_lines (invoice, place),
        CHECK (invoice <> credited_invoice)
      )
      ;;
      CREATE INDEX invoice_credited_lines_of ON invoice_credited_lines (credited_invoice, credited_place)
      ;;
      CREATE TABLE invoice_vat (
        invoice TEXT NOT NULL REFERENCES invoices (id),
        category TEXT NOT NULL,
        rate BIGINT NOT NULL,
        base BIGINT NOT NULL,
        vat BIGINT NOT NULL,
        PRIMARY KEY (invoice, category, rate)
      )
      ;;
      CREATE TABLE invoice_predecessors (
        invoice TEXT NOT NULL REFERENCES invoices (id),
        predecessor TEXT NOT NULL REFERENCES invoices (id),
        relation TEXT NOT NULL CHECK (relation IN ('credits', 'corrects', 'settles')),
        PRIMARY KEY (invoice, predecessor),
        CHECK (invoice <> predecessor)
      )
      ;;
      CREATE INDEX invoice_predecessors_of ON invoice_predecessors (predecessor)
      ;;
      CREATE TABLE invoice_sendings (
        invoice TEXT NOT NULL REFERENCES invoices (id),
        address TEXT NOT NULL,
        queued_at BIGINT NOT NULL,
        queued_by TEXT NOT NULL,
        PRIMARY KEY (invoice, address)
      )
      ;;
      CREATE TABLE deposit_calls (
        id TEXT PRIMARY KEY,
        origin TEXT NOT NULL UNIQUE,
        series TEXT NOT NULL REFERENCES invoice_series (id),
        place BIGINT NOT NULL CHECK (place > 0),
        number TEXT NOT NULL UNIQUE,
        entity TEXT NOT NULL REFERENCES organisations (id),
        customer TEXT NOT NULL REFERENCES organisations (id),
        contract TEXT,
        issue_day TEXT NOT NULL,
        due_day TEXT NOT NULL,
        amount BIGINT NOT NULL CHECK (amount > 0),
        content TEXT NOT NULL,
        previous TEXT NOT NULL,
        digest TEXT NOT NULL UNIQUE,
        search_key TEXT NOT NULL,
        issued_at BIGINT NOT NULL,
        issued_by TEXT NOT NULL,
        UNIQUE (series, place),
        UNIQUE (series, previous),
        CHECK (issue_day <= due_day)
      )
      ;;
      CREATE INDEX deposit_calls_by_customer ON deposit_calls (customer, issue_day)
      """)
}
