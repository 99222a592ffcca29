import Kernel
import Store

package enum Sessions {}

/// Someone signed in with one browser. Only the digest of the browser's secret is known here.
package struct Session: RowReadable, Sendable {
  package let id: ID<Sessions>
  package let digest: String
  package let person: PersonID
  package let createdAt: Instant
  package let seenAt: Instant
  package let userAgent: String?
  package let endedAt: Instant?

  package init(row: Row) throws {
    id = try row.get("id")
    digest = try row.get("digest")
    person = try row.get("person")
    createdAt = try row.get("created_at")
    seenAt = try row.get("seen_at")
    userAgent = try row.get("user_agent")
    endedAt = try row.get("ended_at")
  }

  package func holds(at now: Instant) -> Bool {
    SessionLifetime.holds(created: createdAt, seen: seenAt, ended: endedAt, at: now)
  }
}

extension Transaction {
  /// Those that hold, the latest used first.
  package borrowing func sessions(of person: PersonID, at now: Instant) throws -> [Session] {
    let open: [Session] = try all("SELECT * FROM sessions WHERE person = \(person) AND ended_at IS NULL ORDER BY seen_at DESC, id")
    return open.filter { $0.holds(at: now) }
  }
  borrowing func openSession(
    of person: PersonID, digest: String, browser: ID<KnownBrowsers>? = nil, userAgent: String?, at now: Instant
  ) throws {
    try run(
      """
      INSERT INTO sessions (id, digest, person, created_at, seen_at, user_agent, browser)
      VALUES (\(ID<Sessions>.fresh(at: now)), \(digest), \(person), \(now), \(now), \(userAgent.map { String($0.prefix(300)) }),
        \(browser))
      """)
  }
  /// Ends all sessions but one, and knows none of the other browsers again; how many sessions they were.
  @discardableResult
  borrowing func endSessions(of person: PersonID, except digest: String?, at now: Instant) throws -> Int {
    try forgetBrowsers(of: person, exceptOf: digest)
    return try run("UPDATE sessions SET ended_at = \(now) WHERE person = \(person) AND ended_at IS NULL AND digest <> \(digest ?? "")")
  }
}
