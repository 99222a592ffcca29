import Kernel
import Post
import Store

/// Sends a link that signs in, or sets a new password, to an address, if someone has it. The answer is the same if nobody has.
package struct RequestSignInLink: Act {
  package let email: String
  /// `signIn` or `password`.
  package let purpose: LinkPurpose
  package let secret: FreshSecret
  /// The browser it is asked with; nil when it keeps nothing.
  package let browser: BrowserKey?
  package let peer: String
  package let letters: Letters

  package init(
    email: String, purpose: LinkPurpose = .signIn, secret: FreshSecret, browser: BrowserKey? = nil, peer: String, letters: Letters
  ) {
    (self.email, self.purpose, self.secret, self.browser) = (email, purpose, secret, browser)
    (self.peer, self.letters) = (peer, letters)
  }

  /// Seconds to wait when links were asked for too often; nil when the request was taken.
  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int64? {
    // Anyone may ask; how often is what is looked at first. Each request counts, so that nobody's mailbox is flooded.
    try transaction.lock("people/attempts/\(AttemptKey.of(email))")
    let person = try transaction.person(email: email)
    let source = try transaction.source(peer: peer, browser: browser?.came, of: person?.id, at: now)
    if let seconds = try transaction.wait(.link, email: email, from: source, at: now) { return seconds }
    try transaction.noteAttempt(.link, email: email, from: source, succeeded: false, at: now)
    guard let person else { return nil }
    let isPassword = purpose == .password
    let lifetime = isPassword ? LinkLifetime.password : LinkLifetime.signIn
    try transaction.insertLink(digest: secret.digest, isPassword ? .password : .signIn, for: person.id, lasting: lifetime, at: now)
    let letter = isPassword ? letters.password(person.facts, secret: secret.text) : letters.signIn(person.facts, secret: secret.text)
    try transaction.post(letter, about: person.subject, at: now)
    return nil
  }
}

/// Opens a session for whoever holds a link that was sent by mail. It opens once.
package struct SignInWithLink: Act {
  /// Digest of the link's secret.
  package let link: String
  package let session: FreshSecret
  package let browser: BrowserKey?
  package let userAgent: String?

  package init(link: String, session: FreshSecret, browser: BrowserKey? = nil, userAgent: String?) {
    (self.link, self.session, self.browser, self.userAgent) = (link, session, browser, userAgent)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> PersonID {
    // Whoever holds the link may.
    guard let taken = try transaction.takeLink(digest: link, .signIn, at: now), let person = try transaction.person(taken.person) else {
      throw Refusal.conflict("people.problem.linkOver")
    }
    try transaction.signIn(person, session: session, browser: browser, userAgent: userAgent, how: "link", at: now)
    return person.id
  }
}
