import Store

extension PaymentsTables {
  static let late = Migration(
    "payments 004: plans, reminders, penalties",
    """
    CREATE TABLE payment_plans (
      id TEXT PRIMARY KEY,
      entity TEXT NOT NULL REFERENCES organisations (id),
      customer TEXT NOT NULL REFERENCES organisations (id),
      agreed_on TEXT NOT NULL,
      total BIGINT NOT NULL CHECK (total > 0),
      reason TEXT NOT NULL,
      made_at BIGINT NOT NULL,
      made_by TEXT NOT NULL,
      ended_on TEXT,
      ended_reason TEXT,
      CHECK ((ended_on IS NULL) = (ended_reason IS NULL))
    )
    ;;
    CREATE INDEX payment_plans_by_customer ON payment_plans (customer, entity)
    ;;
    CREATE TABLE payment_plan_documents (
      plan TEXT NOT NULL REFERENCES payment_plans (id),
      document TEXT NOT NULL,
      amount BIGINT NOT NULL CHECK (amount > 0),
      PRIMARY KEY (plan, document)
    )
    ;;
    CREATE TABLE payment_plan_instalments (
      plan TEXT NOT NULL REFERENCES payment_plans (id),
      place BIGINT NOT NULL CHECK (place > 0),
      due_day TEXT NOT NULL,
      amount BIGINT NOT NULL CHECK (amount > 0),
      PRIMARY KEY (plan, place)
    )
    ;;
    CREATE TABLE reminder_stages (
      from_day TEXT NOT NULL,
      place BIGINT NOT NULL CHECK (place > 0),
      days BIGINT NOT NULL CHECK (days BETWEEN 1 AND 365),
      tone TEXT NOT NULL CHECK (tone IN ('friendly', 'firm', 'formal')),
      PRIMARY KEY (from_day, place)
    )
    ;;
    INSERT INTO reminder_stages (from_day, place, days, tone) VALUES
      ('2000-01-01', 1, 8, 'friendly'), ('2000-01-01', 2, 22, 'firm'), ('2000-01-01', 3, 45, 'formal')
    ;;
    CREATE TABLE reminders (
      id TEXT PRIMARY KEY,
      entity TEXT NOT NULL REFERENCES organisations (id),
      customer TEXT NOT NULL REFERENCES organisations (id),
      number TEXT NOT NULL UNIQUE,
      place BIGINT NOT NULL,
      tone TEXT NOT NULL,
      day TEXT NOT NULL,
      total BIGINT NOT NULL,
      language TEXT NOT NULL,
      address TEXT NOT NULL,
      search_key TEXT NOT NULL,
      made_at BIGINT NOT NULL,
      made_by TEXT NOT NULL,
      UNIQUE (entity, customer, day)
    )
    ;;
    CREATE TABLE reminder_items (
      reminder TEXT NOT NULL REFERENCES reminders (id),
      entity TEXT NOT NULL,
      document TEXT NOT NULL,
      stage BIGINT NOT NULL,
      due_day TEXT NOT NULL,
      amount BIGINT NOT NULL,
      PRIMARY KEY (entity, document, stage)
    )
    ;;
    CREATE INDEX reminder_items_by_reminder ON reminder_items (reminder)
    ;;
    CREATE TABLE penalty_days (
      entity TEXT NOT NULL,
      document TEXT NOT NULL,
      until_day TEXT NOT NULL,
      interest BIGINT NOT NULL,
      indemnity BIGINT NOT NULL,
      charged_at BIGINT NOT NULL,
      charged_by TEXT NOT NULL,
      PRIMARY KEY (entity, document, until_day)
    )
    ;;
    CREATE TABLE bad_debts (
      id TEXT PRIMARY KEY,
      entity TEXT NOT NULL,
      customer TEXT NOT NULL REFERENCES organisations (id),
      document TEXT NOT NULL,
      day TEXT NOT NULL,
      amount BIGINT NOT NULL CHECK (amount > 0),
      reason TEXT NOT NULL,
      recorded_at BIGINT NOT NULL,
      recorded_by TEXT NOT NULL
    )
    """)
}
