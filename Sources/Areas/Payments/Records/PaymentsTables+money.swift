import Store

extension PaymentsTables {
  static let money = Migration(
    "payments 003: receipts, refunds, credits used",
    """
    CREATE TABLE receipts (
      id TEXT PRIMARY KEY,
      entity TEXT NOT NULL REFERENCES organisations (id),
      customer TEXT NOT NULL REFERENCES organisations (id),
      place BIGINT NOT NULL CHECK (place > 0),
      number TEXT NOT NULL UNIQUE,
      day TEXT NOT NULL,
      amount BIGINT NOT NULL CHECK (amount > 0),
      means TEXT NOT NULL CHECK (means IN ('debit', 'transfer', 'card', 'cheque', 'cash')),
      movement TEXT REFERENCES bank_movements (id),
      item TEXT REFERENCES collection_items (id),
      note TEXT NOT NULL,
      entry TEXT NOT NULL,
      search_key TEXT NOT NULL,
      recorded_at BIGINT NOT NULL,
      recorded_by TEXT NOT NULL,
      reversed_on TEXT,
      reversed_reason TEXT,
      reversed_at BIGINT,
      reversed_by TEXT,
      UNIQUE (entity, place),
      CHECK ((reversed_on IS NULL) = (reversed_reason IS NULL))
    )
    ;;
    CREATE INDEX receipts_by_customer ON receipts (customer, entity, day)
    ;;
    CREATE INDEX receipts_by_day ON receipts (day)
    ;;
    CREATE INDEX receipts_by_movement ON receipts (movement) WHERE movement IS NOT NULL
    ;;
    CREATE TABLE payment_parts (
      id TEXT PRIMARY KEY,
      entity TEXT NOT NULL,
      customer TEXT NOT NULL,
      receipt TEXT REFERENCES receipts (id),
      document TEXT NOT NULL,
      day TEXT NOT NULL,
      amount BIGINT NOT NULL CHECK (amount <> 0),
      entry TEXT,
      made_at BIGINT NOT NULL
    )
    ;;
    CREATE INDEX payment_parts_by_document ON payment_parts (entity, document)
    ;;
    CREATE INDEX payment_parts_by_receipt ON payment_parts (receipt)
    ;;
    CREATE TABLE payment_rates (
      part TEXT NOT NULL REFERENCES payment_parts (id),
      entity TEXT NOT NULL,
      day TEXT NOT NULL,
      category TEXT NOT NULL,
      rate BIGINT NOT NULL,
      base BIGINT NOT NULL,
      vat BIGINT NOT NULL,
      on_receipt BIGINT NOT NULL CHECK (on_receipt IN (0, 1)),
      PRIMARY KEY (part, category, rate)
    )
    ;;
    CREATE INDEX payment_rates_by_day ON payment_rates (entity, day)
    ;;
    CREATE TABLE transfer_orders (
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
      UNIQUE (entity, day, place)
    )
    ;;
    CREATE TABLE refunds (
      id TEXT PRIMARY KEY,
      entity TEXT NOT NULL REFERENCES organisations (id),
      customer TEXT NOT NULL REFERENCES organisations (id),
      place BIGINT NOT NULL CHECK (place > 0),
      end_to_end TEXT NOT NULL UNIQUE,
      amount BIGINT NOT NULL CHECK (amount > 0),
      source TEXT NOT NULL CHECK (source IN ('credit', 'deposit')),
      document TEXT,
      origin TEXT NOT NULL UNIQUE,
      holder TEXT NOT NULL,
      iban TEXT NOT NULL,
      bic TEXT,
      reason TEXT NOT NULL,
      asked_on TEXT NOT NULL,
      asked_at BIGINT NOT NULL,
      asked_by TEXT NOT NULL,
      transfer TEXT REFERENCES transfer_orders (id),
      paid_on TEXT,
      movement TEXT REFERENCES bank_movements (id),
      cancelled_at BIGINT,
      cancelled_by TEXT,
      UNIQUE (entity, place)
    )
    ;;
    CREATE INDEX refunds_by_customer ON refunds (customer, entity)
    """)
}
