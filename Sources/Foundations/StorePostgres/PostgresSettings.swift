/// How a server is reached and used.
struct PostgresSettings: Sendable {
  /// A `postgres://` address as libpq reads it, with its options for TLS (`sslmode`, `sslrootcert`, …).
  let url: String
  /// The schema that holds the tables; nil leaves the choice to the server.
  let schema: String?
  /// What one statement may take, waiting for locks included.
  let statementTimeoutSeconds: Int

  /// Run on each new connection, before anything else.
  var preamble: [String] {
    var statements = [
      "SET statement_timeout = \(statementTimeoutSeconds * 1000)",
      "SET idle_in_transaction_session_timeout = 60000",
      "SET client_min_messages = warning",
      "SET timezone = 'UTC'",
    ]
    if let schema { statements.append("SET search_path = \(PostgresSettings.quoted(schema)), public") }
    return statements
  }

  static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
}
