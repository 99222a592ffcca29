import Foundation
import Store

/// What must hold of a server before the house moves in.
enum PostgresCheck {
  static func passes(_ settings: PostgresSettings) throws {
    let bare = PostgresSettings(url: settings.url, schema: nil, statementTimeoutSeconds: settings.statementTimeoutSeconds)
    do {
      let link = try PostgresLink(bare)
      defer { link.finish() }
      try check(link)
      if let schema = settings.schema {
        // Two starting together would both find it missing.
        _ = try link.run("SELECT pg_advisory_lock(hashtextextended('schema', 0))") { $0.changes }
        try link.command("CREATE SCHEMA IF NOT EXISTS \(PostgresSettings.quoted(schema))")
      }
    } catch let failure as PostgresFailure { throw failure.error }
  }

  private static func check(_ link: PostgresLink) throws {
    let rows = try link.run(
      """
      SELECT datname, datcollate, pg_encoding_to_char(encoding) AS encoding,
        COALESCE(to_jsonb(d) ->> 'datlocprovider', 'c') AS provider,
        CAST(current_setting('server_version_num') AS BIGINT) AS version
      FROM pg_database d WHERE datname = current_database()
      """
    ) { try $0.rows() }
    guard let row = rows.first else { throw StoreError(.connection, "the server does not know its own database") }
    let name: String = try row.get("datname")
    let collation: String = try row.get("datcollate")
    let encoding: String = try row.get("encoding")
    let provider: String = try row.get("provider")
    let version: Int = try row.get("version")
    if version < 140_000 { throw StoreError(.connection, "PostgreSQL 14 or later is needed, this is \(version / 10_000)") }
    // Provider b is the server's own, which sorts by code point; i is ICU, which never does.
    let sortsByCodePoint = provider == "b" || provider == "c" && ["C", "POSIX", "C.UTF-8", "C.utf8"].contains(collation)
    guard sortsByCodePoint, encoding == "UTF8" else {
      throw StoreError(
        .connection,
        """
        the database \(name) has collation \(collation) (provider \(provider)) and encoding \(encoding); KM0 needs C or C.UTF-8 and UTF8, \
        so that text sorts as on SQLite: CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'
        """)
    }
  }
}

/// Runs blocking work on a thread of its own.
func detached(_ work: @escaping @Sendable () -> Void) {
  let thread = Thread { work() }
  thread.start()
}
