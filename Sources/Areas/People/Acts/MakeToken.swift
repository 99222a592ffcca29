import Kernel
import Store

/// Makes a secret by which a program acts for whoever makes it.
package struct MakeToken: Act {
  package let name: String
  package let readOnly: Bool
  package let expiresAt: Instant?
  package let proof: OwnProof
  package let secret: FreshSecret

  package init(_ name: String, readOnly: Bool, expiresAt: Instant?, proof: OwnProof, secret: FreshSecret) {
    (self.name, self.readOnly, self.expiresAt, self.proof, self.secret) = (name, readOnly, expiresAt, proof, secret)
  }

  package static let mostOfOnePerson = 50

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<AccessTokens> {
    guard let person = viewer.person else { throw Refusal.notSignedIn }
    try transaction.lock("people/tokens/\(person)")
    try transaction.demand(proof, of: person, at: now)
    if let expiresAt, expiresAt <= now { throw Refusal.invalid("people.problem.past", field: "expires") }
    let open = try transaction.accessTokens(of: person).filter { $0.holds(at: now) }
    if open.count >= MakeToken.mostOfOnePerson {
      throw Refusal.conflict("people.problem.tokens", ["limit": String(MakeToken.mostOfOnePerson)])
    }
    let id = ID<AccessTokens>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO access_tokens (id, digest, person, name, read_only, created_at, expires_at)
      VALUES (\(id), \(secret.digest), \(person), \(name), \(readOnly), \(now), \(expiresAt))
      """)
    try transaction.note("people.token.make", on: "person/\(person)", by: viewer, at: now, after: name)
    return id
  }
}

/// Makes one of one's own tokens worthless.
package struct RevokeToken: Act {
  package let token: ID<AccessTokens>

  package init(_ token: ID<AccessTokens>) { self.token = token }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    guard let person = viewer.person else { throw Refusal.notSignedIn }
    guard let known = try transaction.accessTokens(of: person).first(where: { $0.id == token }) else { throw Refusal.notFound }
    try transaction.run("UPDATE access_tokens SET revoked_at = \(now) WHERE id = \(token)")
    try transaction.note("people.token.revoke", on: "person/\(person)", by: viewer, at: now, before: known.name)
  }
}
