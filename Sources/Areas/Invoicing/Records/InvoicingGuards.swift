import Store

/// What was issued stays as it is: the database itself refuses, whoever asks.
extension InvoicingTables {
  static let guards = Migration(
    "invoicing 002: what was issued is never changed",
    sqlite: """
      CREATE TRIGGER invoice_series_no_update BEFORE UPDATE ON invoice_series
      BEGIN SELECT RAISE(ABORT, 'invoice_series_append_only'); END
      ;;
      CREATE TRIGGER invoice_series_no_delete BEFORE DELETE ON invoice_series
      BEGIN SELECT RAISE(ABORT, 'invoice_series_append_only'); END
      ;;
      CREATE TRIGGER invoices_no_update BEFORE UPDATE ON invoices
      BEGIN SELECT RAISE(ABORT, 'invoices_append_only'); END
      ;;
      CREATE TRIGGER invoices_no_delete BEFORE DELETE ON invoices
      BEGIN SELECT RAISE(ABORT, 'invoices_append_only'); END
      ;;
      CREATE TRIGGER invoice_lines_no_update BEFORE UPDATE ON invoice_lines
      BEGIN SELECT RAISE(ABORT, 'invoice_lines_append_only'); END
      ;;
      CREATE TRIGGER invoice_lines_no_delete BEFORE DELETE ON invoice_lines
      BEGIN SELECT RAISE(ABORT, 'invoice_lines_append_only'); END
      ;;
      CREATE TRIGGER invoice_credited_lines_no_update BEFORE UPDATE ON invoice_credited_lines
      BEGIN SELECT RAISE(ABORT, 'invoice_credited_lines_append_only'); END
      ;;
      CREATE TRIGGER invoice_credited_lines_no_delete BEFORE DELETE ON invoice_credited_lines
      BEGIN SELECT RAISE(ABORT, 'invoice_credited_lines_append_only'); END
      ;;
      CREATE TRIGGER invoice_vat_no_update BEFORE UPDATE ON invoice_vat
      BEGIN SELECT RAISE(ABORT, 'invoice_vat_append_only'); END
      ;;
      CREATE TRIGGER invoice_vat_no_delete BEFORE DELETE ON invoice_vat
      BEGIN SELECT RAISE(ABORT, 'invoice_vat_append_only'); END
      ;;
      CREATE TRIGGER invoice_predecessors_no_update BEFORE UPDATE ON invoice_predecessors
      BEGIN SELECT RAISE(ABORT, 'invoice_predecessors_append_only'); END
      ;;
      CREATE TRIGGER invoice_predecessors_no_delete BEFORE DELETE ON invoice_predecessors
      BEGIN SELECT RAISE(ABORT, 'invoice_predecessors_append_only'); END
      ;;
      CREATE TRIGGER deposit_calls_no_update BEFORE UPDATE ON deposit_calls
      BEGIN SELECT RAISE(ABORT, 'deposit_calls_append_only'); END
      ;;
      CREATE TRIGGER deposit_calls_no_delete BEFORE DELETE ON deposit_calls
      BEGIN SELECT RAISE(ABORT, 'deposit_calls_append_only'); END
      ;;
      CREATE TRIGGER charges_cancelled_only BEFORE UPDATE ON charges
      WHEN OLD.cancelled_at IS NOT NULL OR NEW.origin <> OLD.origin OR NEW.net <> OLD.net OR NEW.entity <> OLD.entity
        OR NEW.customer <> OLD.customer OR NEW.vat_rate <> OLD.vat_rate OR NEW.label <> OLD.label OR NEW.billable_from <> OLD.billable_from
      BEGIN SELECT RAISE(ABORT, 'charges_append_only'); END
      """,
    postgres: """
      CREATE FUNCTION invoicing_refuse() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = ''integrity_constraint_violation''; END'
      ;;
      CREATE TRIGGER invoice_series_no_update BEFORE UPDATE ON invoice_series
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('invoice_series_append_only')
      ;;
      CREATE TRIGGER invoice_series_no_delete BEFORE DELETE ON invoice_series
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('invoice_series_append_only')
      ;;
      CREATE TRIGGER invoice_series_no_truncate BEFORE TRUNCATE ON invoice_series
      FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse('invoice_series_append_only')
      ;;
      CREATE TRIGGER invoices_no_update BEFORE UPDATE ON invoices
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('invoices_append_only')
      ;;
      CREATE TRIGGER invoices_no_delete BEFORE DELETE ON invoices
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('invoices_append_only')
      ;;
      CREATE TRIGGER invoices_no_truncate BEFORE TRUNCATE ON invoices
      FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse('invoices_append_only')
      ;;
      CREATE TRIGGER invoice_lines_no_update BEFORE UPDATE ON invoice_lines
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('invoice_lines_append_only')
      ;;
      CREATE TRIGGER invoice_lines_no_delete BEFORE DELETE ON invoice_lines
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('invoice_lines_append_only')
      ;;
      CREATE TRIGGER invoice_lines_no_truncate BEFORE TRUNCATE ON invoice_lines
      FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse('invoice_lines_append_only')
      ;;
      CREATE TRIGGER invoice_credited_lines_no_update BEFORE UPDATE ON invoice_credited_lines
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('invoice_credited_lines_append_only')
      ;;
      CREATE TRIGGER invoice_credited_lines_no_delete BEFORE DELETE ON invoice_credited_lines
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('invoice_credited_lines_append_only')
      ;;
      CREATE TRIGGER invoice_credited_lines_no_truncate BEFORE TRUNCATE ON invoice_credited_lines
      FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse('invoice_credited_lines_append_only')
      ;;
      CREATE TRIGGER invoice_vat_no_update BEFORE UPDATE ON invoice_vat
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('invoice_vat_append_only')
      ;;
      CREATE TRIGGER invoice_vat_no_delete BEFORE DELETE ON invoice_vat
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('invoice_vat_append_only')
      ;;
      CREATE TRIGGER invoice_vat_no_truncate BEFORE TRUNCATE ON invoice_vat
      FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse('invoice_vat_append_only')
      ;;
      CREATE TRIGGER invoice_predecessors_no_update BEFORE UPDATE ON invoice_predecessors
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('invoice_predecessors_append_only')
      ;;
      CREATE TRIGGER invoice_predecessors_no_delete BEFORE DELETE ON invoice_predecessors
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('invoice_predecessors_append_only')
      ;;
      CREATE TRIGGER invoice_predecessors_no_truncate BEFORE TRUNCATE ON invoice_predecessors
      FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse('invoice_predecessors_append_only')
      ;;
      CREATE TRIGGER deposit_calls_no_update BEFORE UPDATE ON deposit_calls
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('deposit_calls_append_only')
      ;;
      CREATE TRIGGER deposit_calls_no_delete BEFORE DELETE ON deposit_calls
      FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('deposit_calls_append_only')
      ;;
      CREATE TRIGGER deposit_calls_no_truncate BEFORE TRUNCATE ON deposit_calls
      FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse('deposit_calls_append_only')
      ;;
      CREATE TRIGGER charges_cancelled_only BEFORE UPDATE ON charges FOR EACH ROW
      WHEN (OLD.cancelled_at IS NOT NULL OR NEW.origin <> OLD.origin OR NEW.net <> OLD.net OR NEW.entity <> OLD.entity
        OR NEW.customer <> OLD.customer OR NEW.vat_rate <> OLD.vat_rate OR NEW.label <> OLD.label OR NEW.billable_from <> OLD.billable_from)
      EXECUTE FUNCTION invoicing_refuse('charges_append_only')
      """)
}
