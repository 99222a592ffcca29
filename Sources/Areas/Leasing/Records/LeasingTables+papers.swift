import Store

/// The words of papers as the house wrote them, and the papers that were made. Neither is ever changed.
extension LeasingTables {
  static let paperTables = Migration(
    "leasing 007: texts of papers, papers made",
    """
    CREATE TABLE lease_texts (
      id TEXT PRIMARY KEY, scheme TEXT REFERENCES lease_schemes (id),
      kind TEXT NOT NULL CHECK (kind IN ('contract', 'amendment', 'index', 'entry', 'exit', 'notice', 'dismissal', 'deposit', 'insurance', 'term')),
      language TEXT NOT NULL, from_day TEXT NOT NULL, body TEXT NOT NULL, made_at BIGINT NOT NULL, made_by TEXT NOT NULL,
      CHECK ((kind = 'contract') = (scheme IS NOT NULL))
    )
    ;;
    CREATE INDEX lease_texts_by_kind ON lease_texts (kind, language, from_day)
    ;;
    CREATE TABLE lease_papers (
      id TEXT PRIMARY KEY, lease TEXT NOT NULL REFERENCES leases (id) DEFERRABLE INITIALLY DEFERRED,
      kind TEXT NOT NULL CHECK (kind IN ('contract', 'amendment', 'index', 'entry', 'exit', 'notice', 'dismissal', 'deposit', 'insurance', 'term')),
      matter TEXT NOT NULL, language TEXT NOT NULL, text TEXT REFERENCES lease_texts (id), digest TEXT NOT NULL,
      size BIGINT NOT NULL CHECK (size > 0), content TEXT NOT NULL, made_at BIGINT NOT NULL, made_by TEXT NOT NULL
    )
    ;;
    CREATE INDEX lease_papers_by_lease ON lease_papers (lease, kind, matter, made_at)
    """)

  static let noticeGrounds = Migration(
    "leasing 011: for what a landlord gave notice",
    """
    ALTER TABLE lease_notices ADD COLUMN ground TEXT
      CHECK (ground IN ('term', 'rebuilding', 'storeys', 'housing', 'restoration'))
    """)

  static let filings = Migration(
    "leasing 012: what a signed paper was filed for",
    """
    CREATE TABLE lease_filings (
      file TEXT PRIMARY KEY REFERENCES lease_files (id), amendment TEXT REFERENCES lease_amendments (id),
      notice TEXT REFERENCES lease_notices (id), CHECK ((amendment IS NULL) <> (notice IS NULL))
    )
    """)

  static let reminderTables = Migration(
    "leasing 008: what was told of obligations",
    """
    CREATE TABLE obligation_reminders (
      subject TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, stage BIGINT NOT NULL CHECK (stage > 0), sent_at BIGINT NOT NULL,
      PRIMARY KEY (subject, kind, day, stage)
    )
    """)
}
