import Store

extension InvoicingTables {
  /// A deposit call is never changed; that it was cancelled is written beside it, once.
  static let cancellations = Migration(
    "invoicing 005: deposit calls that were cancelled",
    sqlite: """
      CREATE TABLE deposit_call_cancellations (
        deposit_call TEXT PRIMARY KEY REFERENCES deposit_calls (id),
        cancelled_on TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        cancelled_at BIGINT NOT NULL,
        cancelled_by TEXT NOT NULL
      )
      ;;
      CREATE TRIGGER deposit_call_cancellations_no_update BEFORE UPDATE ON deposit_call_cancellations
      BEGIN SELECT RAISE(ABORT, 'deposit_call_cancellations_append_only'); END
      ;;
      CREATE TRIGGER deposit_call_cancellations_no_delete BEFORE DELETE ON deposit_call_cancellations
      BEGIN SELECT RAISE(ABORT, 'deposit_call_cancellations_append_only'); END
      """,
    postgres: """
      CREATE TABLE deposit_call_cancellations (
        deposit_call TEXT PRIMARY KEY REFERENCES deposit_calls (id),
        cancelled_on TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        cancelled_at BIGINT NOT NULL,
        cancelled_by TEXT NOT NULL
      )
      ;;
      CREATE TRIGGER deposit_call_cancellations_no_update BEFORE UPDATE ON deposit_call_cancellations
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('deposit_call_cancellations_append_only')
      ;;
      CREATE TRIGGER deposit_call_cancellations_no_delete BEFORE DELETE ON deposit_call_cancellations
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('deposit_call_cancellations_append_only')
      ;;
      CREATE TRIGGER deposit_call_cancellations_no_truncate BEFORE TRUNCATE ON deposit_call_cancellations
      FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse('deposit_call_cancellations_append_only')
      """)

  /// What was taken off a call that stands, since less is asked: beside it too.
  static let reductions = Migration(
    "invoicing 006: deposit calls of which less is asked",
    sqlite: """
      CREATE TABLE deposit_call_reductions (
        id TEXT PRIMARY KEY,
        deposit_call TEXT NOT NULL REFERENCES deposit_calls (id),
        reduced_on TEXT NOT NULL,
        amount BIGINT NOT NULL CHECK (amount > 0),
        reason TEXT NOT NULL CHECK (reason <> ''),
        reduced_at BIGINT NOT NULL,
        reduced_by TEXT NOT NULL
      )
      ;;
      CREATE INDEX deposit_call_reductions_by_call ON deposit_call_reductions (deposit_call)
      ;;
      CREATE TRIGGER deposit_call_reductions_no_update BEFORE UPDATE ON deposit_call_reductions
      BEGIN SELECT RAISE(ABORT, 'deposit_call_reductions_append_only'); END
      ;;
      CREATE TRIGGER deposit_call_reductions_no_delete BEFORE DELETE ON deposit_call_reductions
      BEGIN SELECT RAISE(ABORT, 'deposit_call_reductions_append_only'); END
      """,
    postgres: """
      CREATE TABLE deposit_call_reductions (
        id TEXT PRIMARY KEY,
        deposit_call TEXT NOT NULL REFERENCES deposit_calls (id),
        reduced_on TEXT NOT NULL,
        amount BIGINT NOT NULL CHECK (amount > 0),
        reason TEXT NOT NULL CHECK (reason <> ''),
        reduced_at BIGINT NOT NULL,
        reduced_by TEXT NOT NULL
      )
      ;;
      CREATE INDEX deposit_call_reductions_by_call ON deposit_call_reductions (deposit_call)
      ;;
      CREATE TRIGGER deposit_call_reductions_no_update BEFORE UPDATE ON deposit_call_reductions
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('deposit_call_reductions_append_only')
      ;;
      CREATE TRIGGER deposit_call_reductions_no_delete BEFORE DELETE ON deposit_call_reductions
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('deposit_call_reductions_append_only')
      ;;
      CREATE TRIGGER deposit_call_reductions_no_truncate BEFORE TRUNCATE ON deposit_call_reductions
      FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse('deposit_call_reductions_append_only')
      """)
}
