import Kernel
import Store

/// What was attempted: a password, or asking for a link.
package enum AttemptPurpose: String, Sendable, Bindable, Fetchable {
  case password, link

  package var limit: AttemptLimit { self == .password ? .password : .link }
}

extension Transaction {
  borrowing func noteAttempt(
    _ purpose: AttemptPurpose, email: String, from source: AttemptSource, succeeded: Bool, at now: Instant
  ) throws {
    try run(
      """
      INSERT INTO sign_in_attempts (id, at, purpose, email_key, peer, succeeded, known_as)
      VALUES (\(ID<AttemptPurpose>.fresh(at: now)), \(now), \(purpose), \(AttemptKey.of(email)), \(source.peer), \(succeeded), \(source.known))
      """)
  }
  /// Seconds to wait before another attempt; nil when one is allowed now. A success makes the earlier failures of its budget forgotten.
  /// A known browser, or a session, is counted by itself, whatever others do to the same account or from the same peer.
  borrowing func wait(_ purpose: AttemptPurpose, email: String, from source: AttemptSource, at now: Instant) throws -> Int64? {
    let since = now - purpose.limit.window
    let budget: SQL = source.known.map { "known_as = \($0)" } ?? "known_as IS NULL"
    let ofAccount = try rows(
      """
      SELECT at, succeeded FROM sign_in_attempts
      WHERE email_key = \(AttemptKey.of(email)) AND purpose = \(purpose) AND at > \(since) AND \(budget) ORDER BY at DESC, id DESC LIMIT 200
      """)
    let failures = try ofAccount.prefix { try $0.get("succeeded") == Int64(0) }.map { try $0.get("at") as Instant }
    if source.known != nil { return purpose.limit.wait(account: failures, peer: [], at: now) }
    let ofPeer = try rows(
      """
      SELECT at FROM sign_in_attempts
      WHERE peer = \(source.peer) AND purpose = \(purpose) AND succeeded = 0 AND at > \(since) AND known_as IS NULL
      ORDER BY at DESC LIMIT 200
      """)
    return purpose.limit.wait(account: failures, peer: try ofPeer.map { try $0.get("at") }, at: now)
  }
}

/// Under which key attempts on an address are counted; what was typed may be anything.
enum AttemptKey {
  static func of(_ email: String) -> String { String(EmailAddress.key(of: email).prefix(254)) }
}
