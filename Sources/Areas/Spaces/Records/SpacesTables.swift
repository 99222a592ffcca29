import Store

/// Days of the blocking table are numbers (days since 1970), so that both engines can guard overlaps; all other days are text.
/// `until` is the first day that is no longer in the span; NULL, or 2932896 (9999-12-31) in the blocking table, without end.
package enum SpacesTables {
  package static let migrations = [
    Migration(
      "spaces 001: site, building, level, cell",
      """
      CREATE TABLE sites (
        id TEXT PRIMARY KEY, external_key TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        street TEXT NOT NULL DEFAULT '', postcode TEXT NOT NULL DEFAULT '', city TEXT NOT NULL DEFAULT '', country TEXT NOT NULL DEFAULT 'FR'
      )
      ;;
      CREATE TABLE buildings (
        id TEXT PRIMARY KEY, site TEXT NOT NULL REFERENCES sites (id), external_key TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        latitude BIGINT NOT NULL, longitude BIGINT NOT NULL, bearing BIGINT NOT NULL DEFAULT 0,
        shared_wall BIGINT NOT NULL DEFAULT 1000 CHECK (shared_wall > 0), wall_gap BIGINT NOT NULL DEFAULT 0 CHECK (wall_gap >= 0),
        place BIGINT NOT NULL DEFAULT 0
      )
      ;;
      CREATE TABLE milestones (
        id TEXT PRIMARY KEY, building TEXT NOT NULL REFERENCES buildings (id), external_key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('works', 'commissioning'))
      )
      ;;
      CREATE TABLE milestone_dates (
        id TEXT PRIMARY KEY, milestone TEXT NOT NULL REFERENCES milestones (id), day TEXT NOT NULL, said_at BIGINT NOT NULL,
        sequence BIGINT NOT NULL, reached BIGINT NOT NULL DEFAULT 0 CHECK (reached IN (0, 1)), reason TEXT NOT NULL DEFAULT '',
        source TEXT NOT NULL DEFAULT '', UNIQUE (milestone, sequence)
      )
      ;;
      CREATE TABLE levels (
        id TEXT PRIMARY KEY, building TEXT NOT NULL REFERENCES buildings (id), external_key TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        short_name TEXT NOT NULL, ordinal BIGINT NOT NULL, outline TEXT NOT NULL, commissioning TEXT REFERENCES milestones (id),
        place BIGINT NOT NULL DEFAULT 0
      )
      ;;
      CREATE TABLE cells (
        id TEXT PRIMARY KEY, number BIGINT NOT NULL UNIQUE, level TEXT NOT NULL REFERENCES levels (id), code TEXT NOT NULL,
        name TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL CHECK (kind IN ('module', 'office', 'training', 'meeting', 'workshop', 'techlab', 'common', 'technical')),
        outline TEXT NOT NULL, area BIGINT NOT NULL CHECK (area > 0), noise BIGINT NOT NULL DEFAULT 1 CHECK (noise BETWEEN 0 AND 3),
        has_window BIGINT NOT NULL DEFAULT 0 CHECK (has_window IN (0, 1)), capacity BIGINT CHECK (capacity >= 0),
        workplaces BIGINT NOT NULL DEFAULT 0 CHECK (workplaces >= 0), attributes TEXT NOT NULL DEFAULT '{}',
        from_day TEXT NOT NULL, until_day TEXT CHECK (until_day > from_day), UNIQUE (id, number), UNIQUE (code, from_day)
      )
      ;;
      CREATE INDEX cells_by_level ON cells (level)
      ;;
      CREATE TABLE features (
        id TEXT PRIMARY KEY, level TEXT NOT NULL REFERENCES levels (id),
        kind TEXT NOT NULL CHECK (kind IN ('post', 'wall', 'opening', 'stairs', 'lift', 'void', 'entrance')), outline TEXT NOT NULL,
        name TEXT NOT NULL DEFAULT ''
      )
      ;;
      CREATE INDEX features_by_level ON features (level)
      ;;
      CREATE TABLE cell_links (
        id TEXT PRIMARY KEY, first_cell TEXT NOT NULL REFERENCES cells (id), second_cell TEXT NOT NULL REFERENCES cells (id),
        joined BIGINT NOT NULL CHECK (joined IN (0, 1)), reason TEXT NOT NULL DEFAULT '', CHECK (first_cell < second_cell),
        UNIQUE (first_cell, second_cell)
      )
      ;;
      CREATE TABLE reshapings (
        id TEXT PRIMARY KEY, level TEXT NOT NULL REFERENCES levels (id), kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'redraw')),
        day TEXT NOT NULL, works_from TEXT, works_until TEXT, cost BIGINT NOT NULL DEFAULT 0 CHECK (cost >= 0), note TEXT NOT NULL DEFAULT '',
        made_at BIGINT NOT NULL
      )
      ;;
      CREATE TABLE reshaping_cells (
        reshaping TEXT NOT NULL REFERENCES reshapings (id), cell TEXT NOT NULL REFERENCES cells (id),
        side TEXT NOT NULL CHECK (side IN ('before', 'after')), PRIMARY KEY (reshaping, cell)
      )
      ;;
      CREATE TABLE head_leases (
        id TEXT PRIMARY KEY, building TEXT NOT NULL REFERENCES buildings (id), landlord TEXT NOT NULL, tenant TEXT NOT NULL, reference TEXT NOT NULL,
        from_day TEXT NOT NULL, until_day TEXT NOT NULL, CHECK (until_day > from_day)
      )
      ;;
      CREATE TABLE list_rents (
        id TEXT PRIMARY KEY, building TEXT NOT NULL REFERENCES buildings (id), cell_kind TEXT NOT NULL, from_day TEXT NOT NULL,
        yearly BIGINT NOT NULL CHECK (yearly >= 0), UNIQUE (building, cell_kind, from_day)
      )
      """),
    Migration(
      "spaces 002: spaces and holds",
      """
      CREATE TABLE spaces (
        id TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '', from_day TEXT NOT NULL, until_day TEXT CHECK (until_day > from_day)
      )
      ;;
      CREATE TABLE space_cells (
        space TEXT NOT NULL REFERENCES spaces (id), cell TEXT NOT NULL REFERENCES cells (id), PRIMARY KEY (space, cell)
      )
      ;;
      CREATE INDEX space_cells_by_cell ON space_cells (cell)
      ;;
      CREATE TABLE holds (
        id TEXT PRIMARY KEY, external_key TEXT UNIQUE, kind TEXT NOT NULL CHECK (kind IN ('option', 'offer', 'let', 'works')),
        organisation TEXT REFERENCES organisations (id), space TEXT REFERENCES spaces (id), wanted_count BIGINT CHECK (wanted_count > 0),
        milestone TEXT REFERENCES milestones (id), milestone_offset BIGINT NOT NULL DEFAULT 0,
        from_day TEXT NOT NULL, until_day TEXT CHECK (until_day > from_day), made_at BIGINT NOT NULL, made_by TEXT NOT NULL,
        expires_on TEXT, monthly_rent BIGINT CHECK (monthly_rent >= 0), reason TEXT NOT NULL DEFAULT '', queue_position BIGINT,
        ended_at BIGINT, ended_how TEXT CHECK (ended_how IN ('released', 'expired', 'firmed', 'transferred', 'ended', 'reshaped')),
        ended_reason TEXT NOT NULL DEFAULT '', successor TEXT REFERENCES holds (id),
        CHECK (kind = 'works' OR organisation IS NOT NULL), CHECK (space IS NOT NULL OR wanted_count IS NOT NULL),
        CHECK ((ended_at IS NULL) = (ended_how IS NULL))
      )
      ;;
      CREATE INDEX holds_by_organisation ON holds (organisation)
      ;;
      CREATE INDEX holds_by_milestone ON holds (milestone)
      ;;
      CREATE INDEX holds_by_expiry ON holds (expires_on) WHERE ended_at IS NULL AND expires_on IS NOT NULL
      ;;
      CREATE TABLE hold_pool (
        hold TEXT NOT NULL REFERENCES holds (id), cell TEXT NOT NULL REFERENCES cells (id), PRIMARY KEY (hold, cell)
      )
      ;;
      CREATE TABLE hold_cells (
        hold TEXT NOT NULL REFERENCES holds (id), cell TEXT NOT NULL, cell_number BIGINT NOT NULL,
        from_number BIGINT NOT NULL, until_number BIGINT NOT NULL CHECK (until_number > from_number),
        PRIMARY KEY (hold, cell), FOREIGN KEY (cell, cell_number) REFERENCES cells (id, number)
      )
      ;;
      CREATE INDEX hold_cells_by_cell ON hold_cells (cell_number, from_number)
      ;;
      CREATE TABLE promises (
        id TEXT PRIMARY KEY, hold TEXT NOT NULL REFERENCES holds (id), sequence BIGINT NOT NULL, from_day TEXT NOT NULL, until_day TEXT,
        said_at BIGINT NOT NULL, milestone_date TEXT REFERENCES milestone_dates (id), reason TEXT NOT NULL DEFAULT '', UNIQUE (hold, sequence)
      )
      ;;
      CREATE TABLE headcounts (
        id TEXT PRIMARY KEY, organisation TEXT NOT NULL REFERENCES organisations (id), from_day TEXT NOT NULL,
        people BIGINT NOT NULL CHECK (people >= 0), UNIQUE (organisation, from_day)
      )
      ;;
      CREATE TABLE plan_version (id BIGINT PRIMARY KEY CHECK (id = 1), version BIGINT NOT NULL)
      ;;
      INSERT INTO plan_version (id, version) VALUES (1, 1)
      """),
    // The last word on the one invariant: no cell has two holders on the same day. Boxes need no extension on PostgreSQL.
    Migration(
      "spaces 003: no cell has two holders on the same day",
      sqlite: """
        CREATE TRIGGER hold_cells_one_holder_insert BEFORE INSERT ON hold_cells
        WHEN EXISTS (
          SELECT 1 FROM hold_cells WHERE cell_number = NEW.cell_number AND hold <> NEW.hold
            AND from_number < NEW.until_number AND until_number > NEW.from_number)
        BEGIN SELECT RAISE(ABORT, 'hold_cells_one_holder'); END
        ;;
        CREATE TRIGGER hold_cells_one_holder_update BEFORE UPDATE ON hold_cells
        WHEN EXISTS (
          SELECT 1 FROM hold_cells WHERE cell_number = NEW.cell_number AND hold <> NEW.hold
            AND from_number < NEW.until_number AND until_number > NEW.from_number)
        BEGIN SELECT RAISE(ABORT, 'hold_cells_one_holder'); END
        """,
      postgres: """
        ALTER TABLE hold_cells ADD CONSTRAINT hold_cells_one_holder
        EXCLUDE USING gist (box(point(cell_number, from_number), point(cell_number, until_number - 1)) WITH &&)
        DEFERRABLE INITIALLY DEFERRED
        """),
    Migration(
      "spaces 004: reminders before a hold expires",
      """
      CREATE TABLE hold_reminders (
        hold TEXT NOT NULL REFERENCES holds (id), expires_on TEXT NOT NULL, notice BIGINT NOT NULL, sent_at BIGINT NOT NULL,
        PRIMARY KEY (hold, expires_on, notice)
      )
      """),
    Migration("spaces 005: holds in the order they begin", "CREATE INDEX holds_by_start ON holds (from_day, made_at, id)"),
    Migration(
      "spaces 006: holds by what took over from them", "CREATE INDEX holds_by_successor ON holds (successor) WHERE successor IS NOT NULL"),
  ]
}
