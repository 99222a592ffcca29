import Kernel
import Store

/// What came of trying to sign in. It is no thrown refusal, because the attempt is kept either way.
package enum SignInOutcome: Sendable, Hashable {
  case signedIn(PersonID)
  /// Address or password is wrong; which of them is not told.
  case refused
  /// Too many attempts: wait so many seconds.
  case wait(Int64)
}

/// Opens a session for whoever proved a password. The proof is made outside, because it takes its time:
/// `provenDigest` is the stored digest that the password was found to match, nil when it matched none.
package struct SignInWithPassword: Act {
  package let email: String
  package let provenDigest: String?
  /// Of the same password with the parameters of today, when those of the stored digest are older.
  package let renewedDigest: String?
  package let session: FreshSecret
  /// The browser it is tried with; nil when it keeps nothing.
  package let browser: BrowserKey?
  package let peer: String
  package let userAgent: String?

  package init(
    email: String, provenDigest: String?, renewedDigest: String? = nil, session: FreshSecret, browser: BrowserKey? = nil, peer: String,
    userAgent: String?
  ) {
    (self.email, self.provenDigest, self.renewedDigest, self.session) = (email, provenDigest, renewedDigest, session)
    (self.browser, self.peer, self.userAgent) = (browser, peer, userAgent)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> SignInOutcome {
    // Anyone may try; how often is what is looked at first.
    try transaction.lock("people/attempts/\(AttemptKey.of(email))")
    let person = try transaction.person(email: email)
    let source = try transaction.source(peer: peer, browser: browser?.came, of: person?.id, at: now)
    if let seconds = try transaction.wait(.password, email: email, from: source, at: now) { return .wait(seconds) }
    let stored = try person.flatMap { try transaction.passwordDigest(of: $0.id) }
    guard let person, let provenDigest, stored == provenDigest else {
      try transaction.noteAttempt(.password, email: email, from: source, succeeded: false, at: now)
      return .refused
    }
    try transaction.noteAttempt(.password, email: email, from: source, succeeded: true, at: now)
    if let renewedDigest {
      try transaction.run("UPDATE persons SET password_digest = \(renewedDigest) WHERE id = \(person.id)")
      try transaction.note("people.password.renew", on: person.subject, by: .house, at: now)
    }
    try transaction.signIn(person, session: session, browser: browser, userAgent: userAgent, how: "password", at: now)
    return .signedIn(person.id)
  }
}

extension Transaction {
  borrowing func passwordDigest(of person: PersonID) throws -> String? {
    try first("SELECT password_digest FROM persons WHERE id = \(person)")?.get("password_digest")
  }
  /// Opens a session, with the audit line in the name of who signs in; the browser is known from then on.
  borrowing func signIn(
    _ person: Person, session: FreshSecret, browser: BrowserKey?, userAgent: String?, how: String, at now: Instant
  ) throws {
    let known = try browser.map { try know($0, of: person.id, at: now) }
    try openSession(of: person.id, digest: session.digest, browser: known, userAgent: userAgent, at: now)
    let viewer = Viewer(person: person.id, name: person.name, grants: [])
    try note("people.session.open", on: person.subject, by: viewer, at: now, after: how)
  }
}
