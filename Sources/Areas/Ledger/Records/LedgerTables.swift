import Store

/// The tables of the area. Released text never changes: what comes later is a new migration.
enum LedgerTables {
  static let migrations = [books, guards, accounts, parameters, limitation]

  private static let books = Migration(
    "ledger 001: charts, entries, matches, closings, dated parameters",
    """
    CREATE TABLE ledger_standard_accounts (
      number TEXT PRIMARY KEY,
      name TEXT NOT NULL
    )
    ;;
    CREATE TABLE ledger_accounts (
      entity TEXT NOT NULL REFERENCES organisations (id),
      number TEXT NOT NULL CHECK (length(number) >= 3),
      name TEXT NOT NULL,
      opened_at BIGINT NOT NULL,
      PRIMARY KEY (entity, number)
    )
    ;;
    CREATE TABLE ledger_auxiliaries (
      number TEXT PRIMARY KEY,
      organisation TEXT NOT NULL UNIQUE REFERENCES organisations (id),
      opened_at BIGINT NOT NULL
    )
    ;;
    CREATE TABLE ledger_entries (
      id TEXT PRIMARY KEY,
      entity TEXT NOT NULL REFERENCES organisations (id),
      year BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      book TEXT NOT NULL,
      day TEXT NOT NULL,
      piece TEXT NOT NULL CHECK (length(piece) > 0),
      piece_day TEXT NOT NULL,
      label TEXT NOT NULL CHECK (length(label) > 0),
      origin TEXT NOT NULL,
      validated_at BIGINT NOT NULL,
      line_count BIGINT NOT NULL CHECK (line_count >= 2),
      total BIGINT NOT NULL CHECK (total > 0),
      previous TEXT NOT NULL,
      digest TEXT NOT NULL,
      UNIQUE (entity, year, number),
      UNIQUE (entity, origin)
    )
    ;;
    CREATE INDEX ledger_entries_by_day ON ledger_entries (entity, day, number)
    ;;
    CREATE INDEX ledger_entries_by_validation ON ledger_entries (entity, validated_at)
    ;;
    CREATE TABLE ledger_lines (
      id TEXT PRIMARY KEY,
      entry TEXT NOT NULL REFERENCES ledger_entries (id),
      place BIGINT NOT NULL CHECK (place > 0),
      entity TEXT NOT NULL,
      day TEXT NOT NULL,
      account TEXT NOT NULL,
      auxiliary TEXT,
      auxiliary_name TEXT,
      amount BIGINT NOT NULL CHECK (amount <> 0),
      document TEXT,
      vat_category TEXT,
      vat_rate BIGINT,
      vat_base BIGINT,
      UNIQUE (entry, place),
      FOREIGN KEY (entity, account) REFERENCES ledger_accounts (entity, number),
      CHECK ((auxiliary IS NULL) = (auxiliary_name IS NULL)),
      CHECK ((vat_category IS NULL) = (vat_rate IS NULL) AND (vat_category IS NULL) = (vat_base IS NULL))
    )
    ;;
    CREATE INDEX ledger_lines_by_account ON ledger_lines (entity, account, auxiliary, day)
    ;;
    CREATE INDEX ledger_lines_by_day ON ledger_lines (entity, day)
    ;;
    CREATE INDEX ledger_lines_by_document ON ledger_lines (entity, document) WHERE document IS NOT NULL
    ;;
    CREATE TABLE ledger_matches (
      id TEXT PRIMARY KEY,
      entity TEXT NOT NULL,
      account TEXT NOT NULL,
      auxiliary TEXT,
      letter BIGINT NOT NULL CHECK (letter > 0),
      debit_line TEXT NOT NULL REFERENCES ledger_lines (id),
      credit_line TEXT NOT NULL REFERENCES ledger_lines (id),
      amount BIGINT NOT NULL CHECK (amount > 0),
      day TEXT NOT NULL,
      made_at BIGINT NOT NULL,
      undone_on TEXT,
      undone_at BIGINT,
      CHECK ((undone_on IS NULL) = (undone_at IS NULL))
    )
    ;;
    CREATE INDEX ledger_matches_by_debit ON ledger_matches (debit_line)
    ;;
    CREATE INDEX ledger_matches_by_credit ON ledger_matches (credit_line)
    ;;
    CREATE INDEX ledger_matches_by_account ON ledger_matches (entity, account, auxiliary, letter)
    ;;
    CREATE TABLE ledger_closings (
      id TEXT PRIMARY KEY,
      entity TEXT NOT NULL REFERENCES organisations (id),
      place BIGINT NOT NULL CHECK (place > 0),
      kind TEXT NOT NULL CHECK (kind IN ('day', 'month', 'year')),
      from_day TEXT NOT NULL,
      until_day TEXT NOT NULL,
      entry_count BIGINT NOT NULL,
      total BIGINT NOT NULL,
      running_count BIGINT NOT NULL,
      running_total BIGINT NOT NULL,
      last_entry TEXT REFERENCES ledger_entries (id),
      content_digest TEXT NOT NULL,
      previous TEXT NOT NULL,
      digest TEXT NOT NULL,
      closed_at BIGINT NOT NULL,
      closed_by TEXT NOT NULL,
      CHECK (from_day < until_day),
      UNIQUE (entity, place),
      UNIQUE (entity, kind, from_day),
      UNIQUE (entity, kind, until_day)
    )
    ;;
    CREATE TABLE ledger_parameters (
      name TEXT NOT NULL,
      from_day TEXT NOT NULL,
      value BIGINT NOT NULL,
      reference TEXT NOT NULL,
      source TEXT NOT NULL,
      verified BIGINT NOT NULL CHECK (verified IN (0, 1)),
      added_at BIGINT NOT NULL,
      added_by TEXT NOT NULL,
      PRIMARY KEY (name, from_day, added_at)
    )
    """)
}
