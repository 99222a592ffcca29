import Kernel
import Secrets
import Store

/// Finds which stored digest a password matches, outside of any transaction, because the proof takes a tenth of a second on purpose.
package enum PasswordProof {
  /// The stored digest of whoever has this address, if the password matches it. An address nobody has takes as long.
  package static func digest(matching password: String, of email: String, in database: any Database) async throws -> String? {
    let stored = try await database.read { transaction in
      try transaction.person(email: email).flatMap { try transaction.passwordDigest(of: $0.id) }
    }
    return await matches(password, stored) ? stored : nil
  }

  package static func digest(matching password: String, of person: PersonID, in database: any Database) async throws -> String? {
    let stored = try await database.read { transaction in try transaction.passwordDigest(of: person) }
    return await matches(password, stored) ? stored : nil
  }

  private static func matches(_ password: String, _ stored: String?) async -> Bool {
    let nobody = PasswordDigest.ofNobody
    let digest = stored.map(PasswordDigest.init(stored:)) ?? nobody
    return await digest.isDigest(of: password)
  }
}

/// Signing in with a password from the first look to the open session.
package struct PasswordSignIn: Sendable {
  package let email: String
  package let password: String
  package let session: FreshSecret
  package let browser: BrowserKey?
  package let peer: String
  package let userAgent: String?

  package init(
    email: String, password: String, session: FreshSecret, browser: BrowserKey? = nil, peer: String, userAgent: String?
  ) {
    (self.email, self.password, self.session) = (email, password, session)
    (self.browser, self.peer, self.userAgent) = (browser, peer, userAgent)
  }

  package func attempt(in database: any Database, for viewer: Viewer, at now: Instant) async throws -> SignInOutcome {
    // Whoever must wait does not make the house compute.
    let seconds = try await database.read { transaction in
      let person = try transaction.person(email: email)?.id
      let source = try transaction.source(peer: peer, browser: browser?.came, of: person, at: now)
      return try transaction.wait(.password, email: email, from: source, at: now)
    }
    if let seconds { return .wait(seconds) }
    let proven = try await PasswordProof.digest(matching: password, of: email, in: database)
    // Now is the only time the house has the password: a digest of weaker parameters is made anew from it.
    var renewed: String?
    if let proven, !PasswordDigest(stored: proven).isCurrent { renewed = await PasswordDigest.digest(of: password).text }
    let act = SignInWithPassword(
      email: email, provenDigest: proven, renewedDigest: renewed, session: session, browser: browser, peer: peer,
      userAgent: userAgent)
    return try await database.perform(act, for: viewer, at: now)
  }
}
