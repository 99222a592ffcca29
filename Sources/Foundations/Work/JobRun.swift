import Kernel
import Logging
import Store

extension Worker {
  /// Tries of a job before it is left with its error.
  package static let mostTries = 8
  /// Seconds after which a claim that was not renewed belongs to a dead worker.
  package static let patience: Int64 = 300

  /// Claims and runs the job that has been due longest; false when there is none.
  func runNext(lane: Int, takesLong: Bool = true) async throws -> Bool {
    guard let claim = try await claim(by: "\(name)/\(lane)", takesLong: takesLong, at: clock()) else { return false }
    let about: Logger.Metadata = ["job": "\(claim.id)", "kind": "\(claim.kind)", "try": "\(claim.tries)"]
    guard let kind = kinds[claim.kind] else { return true }
    do {
      try await renewing(claim) { try await kind.run(claim.payload, database, clock()) }
      try await end(claim, "done_at", at: clock(), error: nil)
      logger.info("job done", metadata: about)
    } catch {
      try await noteFailure(of: claim, error, about)
    }
    return true
  }

  private func noteFailure(of claim: Claim, _ error: any Error, _ about: Logger.Metadata) async throws {
    let text = String(String(describing: error).prefix(1000))
    let details = about.merging(["error": "\(text)"]) { _, new in new }
    if claim.tries >= Worker.mostTries {
      try await end(claim, "failed_at", at: clock(), error: text)
      logger.error("job given up", metadata: details)
    } else {
      let now = clock()
      try await database.write { transaction in
        try transaction.run(
          """
          UPDATE jobs SET claimed_at = \(nil as Instant?), claimed_by = \(nil as String?), due_at = \(now + Worker.wait(after: claim.tries)),
            last_error = \(text)
          WHERE id = \(claim.id) AND claimed_by = \(claim.by)
          """)
      }
      logger.warning("job failed, to be tried again", metadata: details)
    }
  }

  /// Half a minute, then four times as long each time, up to six hours.
  package static func wait(after tries: Int) -> Int64 { min(21_600, 30 << Int64(2 * min(tries - 1, 5))) }

  private func end(_ claim: Claim, _ column: SQL, at now: Instant, error: String?) async throws {
    try await database.write { transaction in
      try transaction.run(
        "UPDATE jobs SET \(column) = \(now), last_error = \(error) WHERE id = \(claim.id) AND claimed_by = \(claim.by)")
    }
  }

  /// Runs `body` and, as long as it runs, says that the worker lives.
  private func renewing(_ claim: Claim, _ body: @escaping @Sendable () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        while true {
          try await Task.sleep(for: .seconds(Worker.patience / 3))
          let now = clock()
          try await database.write { transaction in
            try transaction.run("UPDATE jobs SET claimed_at = \(now) WHERE id = \(claim.id) AND claimed_by = \(claim.by)")
          }
        }
      }
      defer { group.cancelAll() }
      let work = Task { try await body() }
      // The job's own task: a stop of the program lets it end.
      try await work.value
    }
  }
}
