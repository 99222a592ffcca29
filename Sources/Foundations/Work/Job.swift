import Kernel
import Store

/// Work for later, or for the timetable: a row that one worker claims.
package enum Jobs {
  package static let migrations = [
    Migration(
      "work 001: jobs and timetable",
      """
      CREATE TABLE jobs (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        payload TEXT NOT NULL,
        due_at BIGINT NOT NULL,
        claimed_at BIGINT,
        claimed_by TEXT,
        done_at BIGINT,
        failed_at BIGINT,
        tries BIGINT NOT NULL DEFAULT 0,
        last_error TEXT,
        once_key TEXT UNIQUE
      )
      ;;
      CREATE INDEX jobs_waiting ON jobs (due_at) WHERE done_at IS NULL AND failed_at IS NULL
      """)
  ]
}

/// A kind of job: what to do with its payload. Each runs in its own transactions and may run twice: it must bear that.
package struct JobKind: Sendable {
  package let name: String
  /// Takes minutes: it is kept out of the first lane, so that nothing short ever waits behind it.
  package let isLong: Bool
  package let run: @Sendable (_ payload: String, _ database: any Database, _ now: Instant) async throws -> Void

  package init(_ name: String, isLong: Bool = false, run: @escaping @Sendable (String, any Database, Instant) async throws -> Void) {
    (self.name, self.isLong, self.run) = (name, isLong, run)
  }
}

/// A line of the timetable: a job kind that falls due again and again.
package struct TimetableEntry: Sendable {
  package enum Rhythm: Sendable, Hashable {
    case every(minutes: Int)
    /// Each day when the wall clock of the house shows this time.
    case daily(hour: Int, minute: Int)
  }
  package let kind: String
  package let rhythm: Rhythm

  package init(_ kind: String, _ rhythm: Rhythm) {
    self.kind = kind
    self.rhythm = rhythm
  }
}

extension Transaction {
  /// Queues a job. With `once`, a job of the same key that was ever queued makes this do nothing.
  package borrowing func queue(_ kind: String, payload: String = "", due: Instant, once: String? = nil, at now: Instant) throws {
    try run(
      """
      INSERT INTO jobs (id, kind, payload, due_at, once_key) VALUES (\(ID<JobKind>.fresh(at: now)), \(kind), \(payload), \(due), \(once))
      ON CONFLICT (once_key) DO NOTHING
      """)
  }
}
