import Kernel
import Store

/// Ends the session one came with.
package struct SignOut: Act {
  package let session: String

  package init(session digest: String) { session = digest }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    // Whoever holds the session may end it.
    try transaction.run("UPDATE sessions SET ended_at = \(now) WHERE digest = \(session) AND ended_at IS NULL")
  }
}

/// Ends one of one's own sessions, such as that of a lost telephone, whose browser is not known again.
package struct EndSession: Act {
  package let session: ID<Sessions>

  package init(_ session: ID<Sessions>) { self.session = session }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    guard let person = viewer.person else { throw Refusal.notSignedIn }
    let ended = try transaction.run(
      "UPDATE sessions SET ended_at = \(now) WHERE id = \(session) AND person = \(person) AND ended_at IS NULL")
    if ended == 0 { throw Refusal.notFound }
    try transaction.run("DELETE FROM known_browsers WHERE id = (SELECT browser FROM sessions WHERE id = \(session))")
    try transaction.note("people.session.end", on: "person/\(person)", by: viewer, at: now)
  }
}

/// Ends all of one's own sessions but the one that asks; how many they were.
package struct EndAllOtherSessions: Act {
  package let keeping: String?

  package init(keeping digest: String?) { keeping = digest }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    guard let person = viewer.person else { throw Refusal.notSignedIn }
    let count = try transaction.endSessions(of: person, except: keeping, at: now)
    try transaction.note("people.session.endOthers", on: "person/\(person)", by: viewer, at: now, after: String(count))
    return count
  }
}
