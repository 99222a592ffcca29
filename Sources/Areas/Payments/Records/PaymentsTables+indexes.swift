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
}
