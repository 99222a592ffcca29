import Store

/// The tables of the area. Released text never changes: what comes later is a new migration.
package enum PaymentsTables {
  package static let migrations = [debits, bank, money, late, indexes, floors, regimes, takenBack, returns]

  static let debits = Migration(
    "payments 001: mandates and collections",
    """
    CREATE TABLE mandates (
      id TEXT PRIMARY KEY,
      entity TEXT NOT NULL REFERENCES organisations (id),
      customer TEXT NOT NULL REFERENCES organisations (id),
      reference TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 35),
      scheme TEXT NOT NULL CHECK (scheme IN ('CORE', 'B2B')),
      is_once BIGINT NOT NULL CHECK (is_once IN (0, 1)),
      holder TEXT NOT NULL,
      street TEXT NOT NULL,
      postcode TEXT NOT NULL,
      town TEXT NOT NULL,
      country TEXT NOT NULL,
      signed_on TEXT NOT NULL,
      notice_days BIGINT CHECK (notice_days BETWEEN 1 AND 14),
      revoked_on TEXT,
      revoked_reason TEXT,
      search_key TEXT NOT NULL,
      recorded_at BIGINT NOT NULL,
      recorded_by TEXT NOT NULL,
      UNIQUE (entity, reference),
      CHECK ((revoked_on IS NULL) = (revoked_reason IS NULL))
    )
    ;;
    CREATE INDEX mandates_by_customer ON mandates (customer, entity)
    ;;
    CREATE TABLE mandate_accounts (
      mandate TEXT NOT NULL REFERENCES mandates (id),
      place BIGINT NOT NULL CHECK (place > 0),
      iban TEXT NOT NULL,
      bic TEXT,
      since TEXT NOT NULL,
      recorded_at BIGINT NOT NULL,
      recorded_by TEXT NOT NULL,
      PRIMARY KEY (mandate, place)
    )
    ;;
    CREATE TABLE mandate_documents (
      mandate TEXT PRIMARY KEY REFERENCES mandates (id),
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      digest TEXT NOT NULL,
      content TEXT NOT NULL,
      recorded_at BIGINT NOT NULL,
      recorded_by TEXT NOT NULL
    )
    ;;
    CREATE TABLE collections (
      id TEXT PRIMARY KEY,
      entity TEXT NOT NULL REFERENCES organisations (id),
      day TEXT NOT NULL,
      message TEXT NOT NULL UNIQUE,
      place BIGINT NOT NULL CHECK (place > 0),
      item_count BIGINT NOT NULL CHECK (item_count > 0),
      total BIGINT NOT NULL CHECK (total > 0),
      content TEXT NOT NULL,
      digest TEXT NOT NULL,
      made_at BIGINT NOT NULL,
      made_by TEXT NOT NULL,
      cancelled_at BIGINT,
      cancelled_by TEXT,
      UNIQUE (entity, day, place)
    )
    ;;
    CREATE TABLE collection_items (
      id TEXT PRIMARY KEY,
      collection TEXT NOT NULL REFERENCES collections (id),
      mandate TEXT NOT NULL REFERENCES mandates (id),
      account BIGINT NOT NULL,
      entity TEXT NOT NULL,
      customer TEXT NOT NULL REFERENCES organisations (id),
      document TEXT NOT NULL,
      amount BIGINT NOT NULL CHECK (amount > 0),
      end_to_end TEXT NOT NULL UNIQUE,
      sequence TEXT NOT NULL,
      block BIGINT NOT NULL,
      paid_on TEXT,
      returned_on TEXT,
      return_reason TEXT,
      cancelled_at BIGINT,
      CHECK ((returned_on IS NULL) = (return_reason IS NULL))
    )
    ;;
    CREATE UNIQUE INDEX collection_items_once ON collection_items (entity, document)
      WHERE paid_on IS NULL AND returned_on IS NULL AND cancelled_at IS NULL
    ;;
    CREATE INDEX collection_items_by_collection ON collection_items (collection)
    ;;
    CREATE INDEX collection_items_by_mandate ON collection_items (mandate)
    ;;
    CREATE INDEX collection_items_by_document ON collection_items (entity, document)
    ;;
    CREATE TABLE debit_notices (
      entity TEXT NOT NULL,
      document TEXT NOT NULL,
      mandate TEXT NOT NULL REFERENCES mandates (id),
      day TEXT NOT NULL,
      amount BIGINT NOT NULL,
      told_on TEXT NOT NULL,
      told_at BIGINT NOT NULL,
      PRIMARY KEY (entity, document, day, amount)
    )
    """)

  static let bank = Migration(
    "payments 002: bank statements and their movements",
    """
    CREATE TABLE bank_statements (
      id TEXT PRIMARY KEY,
      entity TEXT NOT NULL REFERENCES organisations (id),
      iban TEXT NOT NULL,
      name TEXT NOT NULL,
      number TEXT,
      opening BIGINT NOT NULL,
      opening_day TEXT NOT NULL,
      closing BIGINT NOT NULL,
      closing_day TEXT NOT NULL,
      content_digest TEXT NOT NULL,
      imported_at BIGINT NOT NULL,
      imported_by TEXT NOT NULL,
      UNIQUE (iban, name)
    )
    ;;
    CREATE INDEX bank_statements_by_day ON bank_statements (iban, closing_day)
    ;;
    CREATE TABLE bank_movements (
      id TEXT PRIMARY KEY,
      statement TEXT NOT NULL REFERENCES bank_statements (id),
      entity TEXT NOT NULL,
      place BIGINT NOT NULL CHECK (place > 0),
      part BIGINT NOT NULL CHECK (part >= 0),
      amount BIGINT NOT NULL CHECK (amount <> 0),
      booked TEXT NOT NULL,
      end_to_end TEXT,
      mandate TEXT,
      counterparty TEXT NOT NULL,
      counterparty_iban TEXT,
      label TEXT NOT NULL,
      named TEXT NOT NULL,
      bank_reference TEXT,
      code TEXT,
      batch TEXT,
      reason TEXT,
      is_reversal BIGINT NOT NULL CHECK (is_reversal IN (0, 1)),
      search_key TEXT NOT NULL,
      settled_at BIGINT,
      settled_by TEXT,
      settled_how TEXT,
      UNIQUE (statement, place, part),
      CHECK ((settled_at IS NULL) = (settled_how IS NULL))
    )
    ;;
    CREATE INDEX bank_movements_waiting ON bank_movements (booked) WHERE settled_at IS NULL
    ;;
    CREATE INDEX bank_movements_by_day ON bank_movements (booked, id)
    """)
}
