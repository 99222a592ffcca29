import Kernel
import Store

/// That it is really them who ask for what outlasts a session: the password they have, proven outside; whoever has none came in a short while
/// ago, by a link to their address.
package struct OwnProof: Sendable {
  /// The stored digest that the typed password was found to match.
  package let provenDigest: String?
  /// Digest of the session that asks.
  package let session: String?
  /// Beside which field it is told.
  package let field: String

  package init(provenDigest: String?, session: String?, field: String) {
    (self.provenDigest, self.session, self.field) = (provenDigest, session, field)
  }

  /// Seconds for which having come in counts.
  package static let freshness: Int64 = 30 * 60
}

extension Transaction {
  borrowing func demand(_ proof: OwnProof, of person: PersonID, at now: Instant) throws {
    guard let stored = try passwordDigest(of: person) else {
      return try demandFresh(proof.session, of: person, field: proof.field, at: now)
    }
    if stored != proof.provenDigest { throw Refusal.invalid("people.problem.passwordWrong", field: proof.field) }
  }

  /// A session that has just begun.
  borrowing func demandFresh(_ session: String?, of person: PersonID, field: String, at now: Instant) throws {
    let isFresh = try sessions(of: person, at: now).contains { $0.digest == session && now - $0.createdAt < OwnProof.freshness }
    if !isFresh { throw Refusal.invalid("people.problem.notFresh", field: field) }
  }
}
