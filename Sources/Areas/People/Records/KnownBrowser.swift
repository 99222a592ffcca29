import Kernel
import Store

package enum KnownBrowsers {}

/// By what a browser is known again: the secret it comes with, and the one it goes with once somebody signed in.
package struct BrowserKey: Sendable {
  /// Digest of what its cookie says; nil when it has none.
  package let came: String?
  package let fresh: FreshSecret

  package init(cookie: String?, fresh: FreshSecret = FreshSecret()) {
    came = cookie.map { FreshSecret(text: $0).digest }
    self.fresh = fresh
  }
}

/// From where an attempt is made, and with it in which budget it is counted.
package struct AttemptSource: Sendable, Hashable {
  package let peer: String
  /// A browser with which this very person signed in before, or the session they are in; nil for anybody else.
  package let known: String?

  package init(peer: String, known: String? = nil) { (self.peer, self.known) = (peer, known) }
}

extension Transaction {
  /// Whoever tries the account of a person with a browser that shows a secret, if any.
  borrowing func source(peer: String, browser digest: String?, of person: PersonID?, at now: Instant) throws -> AttemptSource {
    guard let digest, let person else { return AttemptSource(peer: peer) }
    let known: ID<KnownBrowsers>? = try value(
      """
      SELECT id FROM known_browsers WHERE digest = \(digest) AND person = \(person) AND used_at > \(now - BrowserLifetime.known)
      """)
    return AttemptSource(peer: peer, known: known.map { "browser/\($0)" })
  }
  /// Whoever proves a password inside a session: in the budget of the browser it was opened with.
  borrowing func source(peer: String, session digest: String?) throws -> AttemptSource {
    guard let digest, let row = try first("SELECT browser FROM sessions WHERE digest = \(digest)") else { return AttemptSource(peer: peer) }
    let browser: ID<KnownBrowsers>? = try row.get("browser")
    return AttemptSource(peer: peer, known: browser.map { "browser/\($0)" } ?? "session/\(digest)")
  }

  /// From now on the browser is known as one this person signs in with. It goes with another secret than it came with, for everybody who
  /// uses it; under which id its failures are counted stays, so that nobody's sign-in gives new guesses at somebody else's account.
  borrowing func know(_ browser: BrowserKey, of person: PersonID, at now: Instant) throws -> ID<KnownBrowsers> {
    if let came = browser.came { try run("UPDATE known_browsers SET digest = \(browser.fresh.digest) WHERE digest = \(came)") }
    let known: ID<KnownBrowsers>? = try value(
      "SELECT id FROM known_browsers WHERE digest = \(browser.fresh.digest) AND person = \(person)")
    if let known {
      try run("UPDATE known_browsers SET used_at = \(now) WHERE id = \(known)")
      return known
    }
    let id = ID<KnownBrowsers>.fresh(at: now)
    try run(
      """
      INSERT INTO known_browsers (id, digest, person, made_at, used_at) VALUES (\(id), \(browser.fresh.digest), \(person), \(now), \(now))
      """)
    return id
  }
  /// Knows none of a person's browsers any more, but that of the session that stays.
  borrowing func forgetBrowsers(of person: PersonID, exceptOf session: String?) throws {
    let kept: ID<KnownBrowsers>? = try session.flatMap { try first("SELECT browser FROM sessions WHERE digest = \($0)")?.get("browser") }
    try run("DELETE FROM known_browsers WHERE person = \(person) AND id <> \(kept?.text ?? "")")
  }
}
