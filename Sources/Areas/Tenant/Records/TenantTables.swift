import Store

package enum TenantTables {
  package static let migrations = [
    Migration(
      "tenant 001: yearly declarations, and what residents ask for",
      """
      CREATE TABLE tenant_declarations (
        id TEXT PRIMARY KEY, organisation TEXT NOT NULL REFERENCES organisations (id),
        year BIGINT NOT NULL CHECK (year BETWEEN 2010 AND 2200), people BIGINT NOT NULL CHECK (people >= 0),
        jobs BIGINT NOT NULL CHECK (jobs >= 0), turnover BIGINT CHECK (turnover >= 0), said_at BIGINT NOT NULL, said_by TEXT NOT NULL,
        UNIQUE (organisation, year)
      )
      ;;
      CREATE TABLE tenant_requests (
        id TEXT PRIMARY KEY, organisation TEXT NOT NULL REFERENCES organisations (id),
        kind TEXT NOT NULL CHECK (kind IN ('more', 'fewer', 'other')), cells BIGINT CHECK (cells > 0), wanted_from TEXT,
        message TEXT NOT NULL, made_at BIGINT NOT NULL, made_by TEXT NOT NULL, person TEXT REFERENCES persons (id),
        outcome TEXT CHECK (outcome IN ('accepted', 'declined', 'withdrawn')), answer TEXT NOT NULL DEFAULT '', closed_at BIGINT,
        closed_by TEXT, CHECK ((closed_at IS NULL) = (outcome IS NULL)), CHECK ((kind = 'other') = (cells IS NULL))
      )
      ;;
      CREATE INDEX tenant_requests_by_organisation ON tenant_requests (organisation)
      ;;
      CREATE INDEX tenant_requests_by_day ON tenant_requests (made_at)
      """)
  ]
}
