import Kernel
import Post
import Store

/// Sets a first password, in a session that has just begun, or another in place of one that was proven; ends all other sessions, with another
/// all tokens of programs too, and says so by mail.
package struct SetPassword: Act {
  package let passwordDigest: String
  /// The stored digest that the old password was found to match; nil when there was none.
  package let provenDigest: String?
  /// Digest of the session that stays open.
  package let session: String?
  package let letters: Letters

  package init(_ passwordDigest: String, provenDigest: String?, keeping session: String?, letters: Letters) {
    (self.passwordDigest, self.provenDigest, self.session, self.letters) = (passwordDigest, provenDigest, session, letters)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    guard let id = viewer.person, let person = try transaction.person(id) else { throw Refusal.notSignedIn }
    try transaction.lock("people/password/\(id)")
    if try transaction.passwordDigest(of: id) != provenDigest { throw Refusal.invalid("people.problem.passwordWrong", field: "current") }
    if provenDigest == nil, let session { try transaction.demandFresh(session, of: id, field: "password", at: now) }
    if provenDigest != nil { try transaction.revokeTokens(of: id, at: now) }
    try transaction.setPassword(passwordDigest, of: person, at: now)
    try transaction.endSessions(of: id, except: session, at: now)
    try transaction.post(letters.passwordChanged(person.facts), about: person.subject, at: now)
  }
}

/// Sets a new password by a link that was sent by mail; all other sessions and all tokens end, and a new session opens.
package struct ResetPassword: Act {
  package let link: String
  package let passwordDigest: String
  package let session: FreshSecret
  package let browser: BrowserKey?
  package let userAgent: String?
  package let letters: Letters

  package init(
    link: String, passwordDigest: String, session: FreshSecret, browser: BrowserKey? = nil, userAgent: String?, letters: Letters
  ) {
    (self.link, self.passwordDigest, self.session) = (link, passwordDigest, session)
    (self.browser, self.userAgent, self.letters) = (browser, userAgent, letters)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> PersonID {
    // Whoever holds the link may.
    guard let taken = try transaction.takeLink(digest: link, .password, at: now), let person = try transaction.person(taken.person) else {
      throw Refusal.conflict("people.problem.linkOver")
    }
    try transaction.setPassword(passwordDigest, of: person, at: now)
    try transaction.endSessions(of: person.id, except: nil, at: now)
    try transaction.revokeTokens(of: person.id, at: now)
    try transaction.signIn(person, session: session, browser: browser, userAgent: userAgent, how: "password link", at: now)
    try transaction.post(letters.passwordChanged(person.facts), about: person.subject, at: now)
    return person.id
  }
}

extension Transaction {
  /// Writes the digest; every link that was sent before opens nothing any more.
  borrowing func setPassword(_ digest: String, of person: Person, at now: Instant) throws {
    try run("UPDATE persons SET password_digest = \(digest), password_set_at = \(now) WHERE id = \(person.id)")
    try withdrawLinks(of: person.id, only: "purpose <> 'invitation'", at: now)
    let viewer = Viewer(person: person.id, name: person.name, grants: [])
    try note("people.password.set", on: person.subject, by: viewer, at: now)
  }
}
