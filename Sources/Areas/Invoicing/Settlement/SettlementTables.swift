import Store

/// The yearly settlement of charges: what was spent, what was read, what was settled. Settled years are never changed.
enum SettlementTables {
  static let migrations = [
    Migration(
      "invoicing 003: costs of buildings, meters, settlements",
      """
      CREATE TABLE building_costs (
        id TEXT PRIMARY KEY,
        entity TEXT NOT NULL REFERENCES organisations (id),
        building TEXT NOT NULL,
        year BIGINT NOT NULL,
        kind TEXT NOT NULL,
        split_key TEXT NOT NULL CHECK (split_key IN ('surface', 'share', 'meter')),
        label TEXT NOT NULL,
        paper TEXT NOT NULL,
        net BIGINT NOT NULL CHECK (net <> 0),
        entered_at BIGINT NOT NULL,
        entered_by TEXT NOT NULL,
        withdrawn_at BIGINT,
        withdrawn_by TEXT,
        CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
      )
      ;;
      CREATE INDEX building_costs_by_year ON building_costs (entity, building, year)
      ;;
      CREATE TABLE meter_readings (
        entity TEXT NOT NULL REFERENCES organisations (id),
        building TEXT NOT NULL,
        year BIGINT NOT NULL,
        customer TEXT NOT NULL REFERENCES organisations (id),
        units BIGINT NOT NULL CHECK (units >= 0),
        read_at BIGINT NOT NULL,
        read_by TEXT NOT NULL,
        PRIMARY KEY (entity, building, year, customer)
      )
      ;;
      CREATE TABLE charge_settlements (
        id TEXT PRIMARY KEY,
        entity TEXT NOT NULL REFERENCES organisations (id),
        building TEXT NOT NULL,
        building_name TEXT NOT NULL,
        year BIGINT NOT NULL,
        costs BIGINT NOT NULL,
        house_bears BIGINT NOT NULL,
        settled_at BIGINT NOT NULL,
        settled_by TEXT NOT NULL,
        UNIQUE (entity, building, year)
      )
      ;;
      CREATE TABLE charge_settlement_tenants (
        settlement TEXT NOT NULL REFERENCES charge_settlements (id),
        customer TEXT NOT NULL REFERENCES organisations (id),
        premises TEXT NOT NULL,
        costs BIGINT NOT NULL,
        provisions BIGINT NOT NULL,
        charge TEXT REFERENCES charges (id),
        PRIMARY KEY (settlement, customer)
      )
      ;;
      CREATE TABLE charge_settlement_parts (
        settlement TEXT NOT NULL REFERENCES charge_settlements (id),
        customer TEXT NOT NULL REFERENCES organisations (id),
        cost TEXT NOT NULL REFERENCES building_costs (id),
        weight BIGINT NOT NULL,
        whole BIGINT NOT NULL,
        part BIGINT NOT NULL,
        PRIMARY KEY (settlement, customer, cost)
      )
      """),
    Migration(
      "invoicing 004: main meters of buildings, property tax taken off",
      """
      CREATE TABLE main_meters (
        entity TEXT NOT NULL REFERENCES organisations (id),
        building TEXT NOT NULL,
        year BIGINT NOT NULL,
        units BIGINT NOT NULL CHECK (units >= 0),
        read_at BIGINT NOT NULL,
        read_by TEXT NOT NULL,
        PRIMARY KEY (entity, building, year)
      )
      ;;
      ALTER TABLE charge_settlement_tenants ADD COLUMN taxes BIGINT NOT NULL DEFAULT 0
      """),
  ]
}
