import Kernel
import Store

/// The house on a PostgreSQL server (14 or later): a fixed number of connections, each with its own thread.
package final class PostgresDatabase: Database {
  private let threads: PostgresThreads
  package let schema: String?

  /// Connects once, at once, to see that the server can be reached and sorts text as the house does.
  /// `url` is what libpq takes, TLS options included. `schema`, made when missing, holds the tables; nil leaves it to the server.
  /// Throws a `StoreError`.
  package init(url: String, connections: Int = 4, schema: String? = nil, statementTimeoutSeconds: Int = 30) throws {
    self.schema = schema
    let settings = PostgresSettings(url: url, schema: schema, statementTimeoutSeconds: statementTimeoutSeconds)
    try PostgresCheck.passes(settings)
    threads = PostgresThreads(count: max(1, connections), settings: settings, lockPrefix: (schema ?? "") + "/")
  }

  deinit { threads.close() }

  package var engine: Engine { .postgres }

  package func read<Answer: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> Answer) async throws -> Answer {
    try await transact(.reading, body)
  }
  @discardableResult
  package func write<Answer: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> Answer) async throws -> Answer {
    try await transact(.writing, body)
  }

  private func transact<Answer: Sendable>(
    _ mode: PostgresConnection.Mode, _ body: @escaping @Sendable (borrowing Transaction) throws -> Answer
  ) async throws -> Answer {
    try Task.checkCancellation()
    return try await withCheckedThrowingContinuation { continuation in
      let isTaken = threads.add { desk in
        continuation.resume(with: Result { try desk.transact(mode, body) })
      }
      if !isTaken { continuation.resume(throwing: StoreError(.connection, "the database is closed")) }
    }
  }

  /// The server does so by itself, a while after much was written.
  package func gatherStatistics() async throws { try await write { try $0.run("ANALYZE") } }

  package func ping() async throws {
    _ = try await read { transaction in try transaction.value("SELECT 1", as: Int.self) }
  }

  package func close() async {
    threads.close()
    await withCheckedContinuation { continuation in
      // Waiting blocks, and the threads of async work must not be blocked.
      detached { [threads] in
        threads.waitUntilClosed()
        continuation.resume()
      }
    }
  }
}
