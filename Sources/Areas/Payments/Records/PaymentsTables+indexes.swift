import Store

extension PaymentsTables {
  /// What every line of a bank statement asks: whose account it is, which collection and which receipt it speaks of.
  static let indexes = Migration(
    "payments 005: accounts of payers and items of collections found at once",
    """
    CREATE INDEX bank_movements_by_counterparty ON bank_movements (counterparty_iban) WHERE counterparty_iban IS NOT NULL
    ;;
    CREATE INDEX mandate_accounts_by_iban ON mandate_accounts (iban)
    ;;
    CREATE INDEX receipts_by_item ON receipts (item) WHERE item IS NOT NULL
    ;;
    CREATE INDEX collection_items_of_document ON collection_items (document)
    """)

  static let regimes = Migration(
    "payments 007: which rule of late payment holds against whom",
    """
    CREATE TABLE late_regimes (
      customer TEXT PRIMARY KEY REFERENCES organisations (id),
      regime TEXT CHECK (regime IN ('professional', 'civil')),
      reason TEXT NOT NULL,
      set_at BIGINT NOT NULL,
      set_by TEXT NOT NULL
    )
    """)

  static let takenBack = Migration(
    "payments 008: files of transfers that never left",
    """
    ALTER TABLE transfer_orders ADD COLUMN cancelled_at BIGINT
    ;;
    ALTER TABLE transfer_orders ADD COLUMN cancelled_by TEXT
    """)

  static let returns = Migration(
    "payments 009: which line of the bank took a collection back",
    "ALTER TABLE collection_items ADD COLUMN return_movement TEXT REFERENCES bank_movements (id)")
}
