import Store

/// What has been written stays as it is: the database itself refuses, whoever asks.
/// Parameters may be emptied, as putting a backup back does.
extension LedgerTables {
  static let guards = Migration(
    "ledger 002: entries, closings and parameters are never changed",
    sqlite: """
      CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries
      BEGIN SELECT RAISE(ABORT, 'ledger_entries_append_only'); END
      ;;
      CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries
      BEGIN SELECT RAISE(ABORT, 'ledger_entries_append_only'); END
      ;;
      CREATE TRIGGER ledger_lines_no_update BEFORE UPDATE ON ledger_lines
      BEGIN SELECT RAISE(ABORT, 'ledger_lines_append_only'); END
      ;;
      CREATE TRIGGER ledger_lines_no_delete BEFORE DELETE ON ledger_lines
      BEGIN SELECT RAISE(ABORT, 'ledger_lines_append_only'); END
      ;;
      CREATE TRIGGER ledger_closings_no_update BEFORE UPDATE ON ledger_closings
      BEGIN SELECT RAISE(ABORT, 'ledger_closings_append_only'); END
      ;;
      CREATE TRIGGER ledger_closings_no_delete BEFORE DELETE ON ledger_closings
      BEGIN SELECT RAISE(ABORT, 'ledger_closings_append_only'); END
      ;;
      CREATE TRIGGER ledger_matches_no_delete BEFORE DELETE ON ledger_matches
      BEGIN SELECT RAISE(ABORT, 'ledger_matches_append_only'); END
      ;;
      CREATE TRIGGER ledger_matches_undone_only BEFORE UPDATE ON ledger_matches
      WHEN OLD.undone_at IS NOT NULL OR NEW.amount <> OLD.amount OR NEW.debit_line <> OLD.debit_line
        OR NEW.credit_line <> OLD.credit_line OR NEW.day <> OLD.day OR NEW.made_at <> OLD.made_at
        OR NEW.entity <> OLD.entity OR NEW.account <> OLD.account
      BEGIN SELECT RAISE(ABORT, 'ledger_matches_append_only'); END
      ;;
      CREATE TRIGGER ledger_parameters_no_update BEFORE UPDATE ON ledger_parameters
      BEGIN SELECT RAISE(ABORT, 'ledger_parameters_append_only'); END
      ;;
      CREATE TRIGGER ledger_entries_period_open BEFORE INSERT ON ledger_entries
      WHEN EXISTS (SELECT 1 FROM ledger_closings WHERE entity = NEW.entity AND kind <> 'day' AND until_day > NEW.day)
      BEGIN SELECT RAISE(ABORT, 'ledger_entries_period_closed'); END
      ;;
      CREATE TRIGGER ledger_lines_counted BEFORE INSERT ON ledger_lines
      WHEN NEW.place > (SELECT line_count FROM ledger_entries WHERE id = NEW.entry)
      BEGIN SELECT RAISE(ABORT, 'ledger_lines_counted'); END
      """,
    postgres: """
      CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = ''integrity_constraint_violation''; END'
      ;;
      CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries
      FOR EACH ROW EXECUTE FUNCTION ledger_refuse('ledger_entries_append_only')
      ;;
      CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries
      FOR EACH ROW EXECUTE FUNCTION ledger_refuse('ledger_entries_append_only')
      ;;
      CREATE TRIGGER ledger_entries_no_truncate BEFORE TRUNCATE ON ledger_entries
      FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse('ledger_entries_append_only')
      ;;
      CREATE TRIGGER ledger_lines_no_update BEFORE UPDATE ON ledger_lines
      FOR EACH ROW EXECUTE FUNCTION ledger_refuse('ledger_lines_append_only')
      ;;
      CREATE TRIGGER ledger_lines_no_delete BEFORE DELETE ON ledger_lines
      FOR EACH ROW EXECUTE FUNCTION ledger_refuse('ledger_lines_append_only')
      ;;
      CREATE TRIGGER ledger_lines_no_truncate BEFORE TRUNCATE ON ledger_lines
      FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse('ledger_lines_append_only')
      ;;
      CREATE TRIGGER ledger_closings_no_update BEFORE UPDATE ON ledger_closings
      FOR EACH ROW EXECUTE FUNCTION ledger_refuse('ledger_closings_append_only')
      ;;
      CREATE TRIGGER ledger_closings_no_delete BEFORE DELETE ON ledger_closings
      FOR EACH ROW EXECUTE FUNCTION ledger_refuse('ledger_closings_append_only')
      ;;
      CREATE TRIGGER ledger_closings_no_truncate BEFORE TRUNCATE ON ledger_closings
      FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse('ledger_closings_append_only')
      ;;
      CREATE TRIGGER ledger_matches_no_delete BEFORE DELETE ON ledger_matches
      FOR EACH ROW EXECUTE FUNCTION ledger_refuse('ledger_matches_append_only')
      ;;
      CREATE TRIGGER ledger_matches_undone_only BEFORE UPDATE ON ledger_matches FOR EACH ROW
      WHEN (OLD.undone_at IS NOT NULL OR NEW.amount <> OLD.amount OR NEW.debit_line <> OLD.debit_line
        OR NEW.credit_line <> OLD.credit_line OR NEW.day <> OLD.day OR NEW.made_at <> OLD.made_at
        OR NEW.entity <> OLD.entity OR NEW.account <> OLD.account)
      EXECUTE FUNCTION ledger_refuse('ledger_matches_append_only')
      ;;
      CREATE TRIGGER ledger_parameters_no_update BEFORE UPDATE ON ledger_parameters
      FOR EACH ROW EXECUTE FUNCTION ledger_refuse('ledger_parameters_append_only')
      ;;
      CREATE FUNCTION ledger_period_open() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN
        IF EXISTS (SELECT 1 FROM ledger_closings WHERE entity = NEW.entity AND kind <> ''day'' AND until_day > NEW.day) THEN
          RAISE EXCEPTION USING MESSAGE = ''ledger_entries_period_closed'', ERRCODE = ''integrity_constraint_violation'';
        END IF;
        RETURN NEW;
      END'
      ;;
      CREATE TRIGGER ledger_entries_period_open BEFORE INSERT ON ledger_entries
      FOR EACH ROW EXECUTE FUNCTION ledger_period_open()
      ;;
      CREATE FUNCTION ledger_lines_counted() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN
        IF NEW.place > (SELECT line_count FROM ledger_entries WHERE id = NEW.entry) THEN
          RAISE EXCEPTION USING MESSAGE = ''ledger_lines_counted'', ERRCODE = ''integrity_constraint_violation'';
        END IF;
        RETURN NEW;
      END'
      ;;
      CREATE TRIGGER ledger_lines_counted BEFORE INSERT ON ledger_lines
      FOR EACH ROW EXECUTE FUNCTION ledger_lines_counted()
      """)
}
