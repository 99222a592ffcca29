import Store

/// The tables of the area. Released text never changes: what comes later is a new migration.
enum PeopleTables {
  static let migrations = [
    Migration(
      "people 001: organisations, persons, memberships, roles, entities",
      """
      CREATE TABLE organisations (
        id TEXT PRIMARY KEY,
        external_key TEXT UNIQUE,
        legal_name TEXT NOT NULL,
        usual_name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        search_key TEXT NOT NULL,
        kind TEXT NOT NULL,
        legal_form TEXT,
        siren TEXT CHECK (siren IS NULL OR length(siren) = 9),
        siret TEXT UNIQUE CHECK (siret IS NULL OR length(siret) = 14),
        vat_number TEXT,
        activity TEXT,
        website TEXT,
        invented BIGINT NOT NULL CHECK (invented IN (0, 1)),
        listed_from TEXT,
        description_fr TEXT,
        description_en TEXT,
        description_de TEXT,
        created_at BIGINT NOT NULL
      )
      ;;
      CREATE INDEX organisations_by_name ON organisations (name_key, id)
      ;;
      CREATE INDEX organisations_by_siren ON organisations (siren)
      ;;
      CREATE TABLE persons (
        id TEXT PRIMARY KEY,
        external_key TEXT UNIQUE,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        search_key TEXT NOT NULL,
        email TEXT NOT NULL,
        email_key TEXT NOT NULL UNIQUE,
        language TEXT NOT NULL,
        phone TEXT,
        listed_from TEXT,
        password_digest TEXT,
        password_set_at BIGINT,
        created_at BIGINT NOT NULL
      )
      ;;
      CREATE INDEX persons_by_name ON persons (name_key, id)
      ;;
      CREATE TABLE memberships (
        id TEXT PRIMARY KEY,
        person TEXT NOT NULL REFERENCES persons (id),
        organisation TEXT NOT NULL REFERENCES organisations (id),
        title TEXT,
        from_day TEXT NOT NULL,
        until_day TEXT,
        CHECK (until_day IS NULL OR from_day <= until_day)
      )
      ;;
      CREATE INDEX memberships_by_person ON memberships (person)
      ;;
      CREATE INDEX memberships_by_organisation ON memberships (organisation)
      ;;
      CREATE TABLE role_grants (
        id TEXT PRIMARY KEY,
        person TEXT NOT NULL REFERENCES persons (id),
        role TEXT NOT NULL,
        organisation TEXT REFERENCES organisations (id),
        from_day TEXT NOT NULL,
        until_day TEXT,
        granted_by TEXT REFERENCES persons (id),
        granted_at BIGINT NOT NULL,
        CHECK (until_day IS NULL OR from_day <= until_day)
      )
      ;;
      CREATE INDEX role_grants_by_person ON role_grants (person)
      ;;
      CREATE INDEX role_grants_by_organisation ON role_grants (organisation)
      ;;
      CREATE TABLE house_entities (
        id TEXT PRIMARY KEY,
        organisation TEXT NOT NULL REFERENCES organisations (id),
        house_function TEXT NOT NULL,
        from_day TEXT NOT NULL,
        until_day TEXT,
        CHECK (until_day IS NULL OR from_day <= until_day)
      )
      """),
    Migration(
      "people 002: sessions, links, tokens, attempts",
      """
      CREATE TABLE sessions (
        id TEXT PRIMARY KEY,
        digest TEXT NOT NULL UNIQUE,
        person TEXT NOT NULL REFERENCES persons (id),
        created_at BIGINT NOT NULL,
        seen_at BIGINT NOT NULL,
        user_agent TEXT,
        ended_at BIGINT
      )
      ;;
      CREATE INDEX sessions_by_person ON sessions (person)
      ;;
      CREATE TABLE sign_in_links (
        id TEXT PRIMARY KEY,
        digest TEXT NOT NULL UNIQUE,
        purpose TEXT NOT NULL,
        person TEXT NOT NULL REFERENCES persons (id),
        organisation TEXT REFERENCES organisations (id),
        created_at BIGINT NOT NULL,
        created_by TEXT REFERENCES persons (id),
        expires_at BIGINT NOT NULL,
        used_at BIGINT,
        withdrawn_at BIGINT
      )
      ;;
      CREATE INDEX sign_in_links_by_person ON sign_in_links (person)
      ;;
      CREATE TABLE access_tokens (
        id TEXT PRIMARY KEY,
        digest TEXT NOT NULL UNIQUE,
        person TEXT NOT NULL REFERENCES persons (id),
        name TEXT NOT NULL,
        read_only BIGINT NOT NULL CHECK (read_only IN (0, 1)),
        created_at BIGINT NOT NULL,
        expires_at BIGINT,
        last_used_at BIGINT,
        revoked_at BIGINT
      )
      ;;
      CREATE INDEX access_tokens_by_person ON access_tokens (person)
      ;;
      CREATE TABLE sign_in_attempts (
        id TEXT PRIMARY KEY,
        at BIGINT NOT NULL,
        purpose TEXT NOT NULL,
        email_key TEXT NOT NULL,
        peer TEXT NOT NULL,
        succeeded BIGINT NOT NULL CHECK (succeeded IN (0, 1))
      )
      ;;
      CREATE INDEX sign_in_attempts_by_account ON sign_in_attempts (email_key, at)
      ;;
      CREATE INDEX sign_in_attempts_by_peer ON sign_in_attempts (peer, at)
      """),
    Migration(
      "people 003: what an invitation offers",
      """
      ALTER TABLE sign_in_links ADD COLUMN role TEXT
      ;;
      ALTER TABLE sign_in_links ADD COLUMN title TEXT
      ;;
      ALTER TABLE sign_in_links ADD COLUMN invited_name TEXT
      ;;
      ALTER TABLE sign_in_links ADD COLUMN invited_email TEXT
      """),
    Migration(
      "people 004: where post reaches organisations, and what the trade register says of them",
      """
      ALTER TABLE organisations ADD COLUMN street TEXT
      ;;
      ALTER TABLE organisations ADD COLUMN postcode TEXT
      ;;
      ALTER TABLE organisations ADD COLUMN city TEXT
      ;;
      ALTER TABLE organisations ADD COLUMN country TEXT NOT NULL DEFAULT 'FR' CHECK (length(country) = 2)
      ;;
      ALTER TABLE organisations ADD COLUMN share_capital BIGINT CHECK (share_capital IS NULL OR share_capital >= 0)
      ;;
      ALTER TABLE organisations ADD COLUMN register_place TEXT
      ;;
      ALTER TABLE organisations ADD COLUMN register_number TEXT
      ;;
      ALTER TABLE organisations ADD COLUMN publication_director TEXT
      """),
    Migration(
      "people 005: browsers that are known again",
      """
      CREATE TABLE known_browsers (
        id TEXT PRIMARY KEY,
        digest TEXT NOT NULL,
        person TEXT NOT NULL REFERENCES persons (id),
        made_at BIGINT NOT NULL,
        used_at BIGINT NOT NULL,
        UNIQUE (digest, person)
      )
      ;;
      CREATE INDEX known_browsers_by_person ON known_browsers (person)
      ;;
      ALTER TABLE sessions ADD COLUMN browser TEXT
      ;;
      ALTER TABLE sign_in_attempts ADD COLUMN known_as TEXT
      """),
  ]
}
