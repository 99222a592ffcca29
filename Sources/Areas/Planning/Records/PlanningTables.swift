import Store

package enum PlanningTables {
  package static let migrations = [
    Migration(
      "planning 001: scenarios, drafts, and futures of the house",
      """
      CREATE TABLE scenarios (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, made_at BIGINT NOT NULL, made_by TEXT NOT NULL,
        assumptions TEXT NOT NULL, house TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')), permille BIGINT NOT NULL DEFAULT 0,
        steps BIGINT NOT NULL DEFAULT 0, objective BIGINT, bound BIGINT, plan TEXT, measures TEXT, reserve TEXT NOT NULL DEFAULT '[]',
        unhoused TEXT NOT NULL DEFAULT '', fault TEXT, stop_at BIGINT, done_at BIGINT, accepted_at BIGINT, accepted_by TEXT,
        CHECK ((state = 'done') = (plan IS NOT NULL AND done_at IS NOT NULL)), CHECK ((accepted_at IS NULL) = (accepted_by IS NULL))
      )
      ;;
      CREATE INDEX scenarios_by_time ON scenarios (made_at)
      ;;
      CREATE TABLE scenario_drafts (
        id TEXT PRIMARY KEY, scenario TEXT NOT NULL REFERENCES scenarios (id), place BIGINT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('offer', 'growth', 'move', 'promise')), subject TEXT NOT NULL, name TEXT NOT NULL,
        organisation TEXT REFERENCES organisations (id), cells TEXT NOT NULL, from_day TEXT NOT NULL, monthly_rent BIGINT,
        made_at BIGINT NOT NULL, discarded_at BIGINT, discarded_by TEXT, discard_reason TEXT NOT NULL DEFAULT '',
        UNIQUE (scenario, place), CHECK ((discarded_at IS NULL) = (discarded_by IS NULL))
      )
      ;;
      CREATE TABLE futures (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, made_at BIGINT NOT NULL, made_by TEXT NOT NULL,
        model TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
        permille BIGINT NOT NULL DEFAULT 0, result TEXT, fault TEXT, stop_at BIGINT, done_at BIGINT,
        CHECK ((state = 'done') = (result IS NOT NULL AND done_at IS NOT NULL))
      )
      ;;
      CREATE INDEX futures_by_time ON futures (made_at)
      """),
    Migration("planning 002: why somebody waits", "ALTER TABLE scenarios ADD COLUMN hindrances TEXT NOT NULL DEFAULT '[]'"),
    Migration(
      "planning 003: changes to the house, and what departs from the plan before",
      """
      ALTER TABLE scenarios ADD COLUMN changes TEXT
      ;;
      ALTER TABLE scenarios ADD COLUMN former TEXT REFERENCES scenarios (id)
      ;;
      ALTER TABLE scenarios ADD COLUMN former_plan TEXT
      ;;
      ALTER TABLE scenarios ADD COLUMN replanned TEXT
      """),
    Migration(
      "planning 004: drafts end, and whoever comes late is promised an option",
      """
      CREATE TABLE planned_drafts (
        id TEXT PRIMARY KEY, scenario TEXT NOT NULL REFERENCES scenarios (id), place BIGINT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('offer', 'option', 'growth', 'move', 'promise')), subject TEXT NOT NULL, name TEXT NOT NULL,
        organisation TEXT REFERENCES organisations (id), cells TEXT NOT NULL, from_day TEXT NOT NULL,
        until_day TEXT CHECK (until_day > from_day), monthly_rent BIGINT, made_at BIGINT NOT NULL, discarded_at BIGINT, discarded_by TEXT,
        discard_reason TEXT NOT NULL DEFAULT '', UNIQUE (scenario, place), CHECK ((discarded_at IS NULL) = (discarded_by IS NULL))
      )
      ;;
      INSERT INTO planned_drafts (id, scenario, place, kind, subject, name, organisation, cells, from_day, monthly_rent, made_at, discarded_at,
        discarded_by, discard_reason)
      SELECT id, scenario, place, kind, subject, name, organisation, cells, from_day, monthly_rent, made_at, discarded_at, discarded_by,
        discard_reason FROM scenario_drafts
      ;;
      DROP TABLE scenario_drafts
      ;;
      ALTER TABLE planned_drafts RENAME TO scenario_drafts
      """),
    Migration("planning 005: why somebody is where", "ALTER TABLE scenarios ADD COLUMN reasons TEXT NOT NULL DEFAULT '[]'"),
  ]
}
