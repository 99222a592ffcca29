import Kernel
import Store

/// A job in the hands of one lane of one worker.
struct Claim: RowReadable, Sendable {
  let id: String
  let kind: String
  let payload: String
  let tries: Int
  let by: String

  init(row: Row) throws {
    id = try row.get("id")
    kind = try row.get("kind")
    payload = try row.get("payload")
    tries = try row.get("tries")
    by = try row.get("claimed_by")
  }
}

extension Worker {
  /// Claims the job that has been due longest among those nobody alive has claimed.
  ///
  /// - Parameter takesLong: also those that take minutes.
  func claim(by lane: String, takesLong: Bool, at now: Instant) async throws -> Claim? {
    let known = kinds.values.filter { takesLong || !$0.isLong }.map(\.name).sorted()
    // A look costs nothing; only when there is something is the one lock of the jobs worth taking.
    let isThere = try await database.read { transaction in try transaction.first(Worker.waiting(known, now, "id")) != nil }
    guard isThere else { return nil }
    return try await database.write { transaction in
      try transaction.lock("jobs")
      // Whoever was claimed again and again without an end took its worker down each time.
      try transaction.run(
        """
        UPDATE jobs SET failed_at = \(now), last_error = 'the worker died at each try'
        WHERE done_at IS NULL AND failed_at IS NULL AND claimed_at < \(now + -Worker.patience) AND tries >= \(Worker.mostTries)
        """)
      return try transaction.one(
        """
        UPDATE jobs SET claimed_at = \(now), claimed_by = \(lane), tries = tries + 1 WHERE id = (\(Worker.waiting(known, now, "id")))
        RETURNING id, kind, payload, tries, claimed_by
        """)
    }
  }

  private static func waiting(_ kinds: [String], _ now: Instant, _ column: SQL) -> SQL {
    """
    SELECT \(column) FROM jobs WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= \(now)
      AND (claimed_at IS NULL OR claimed_at < \(now + -patience)) AND kind IN \(list: kinds) ORDER BY due_at, id LIMIT 1
    """
  }
}
