import Kernel
import Store
import Web

extension AccountRoutes {
  @Sendable static func change(_ visit: Visit) async throws -> Answer {
    guard let id = visit.viewer.person else { throw Refusal.notFound }
    var facts = try visit.reading { $0.personFacts() }
    let known = try await visit.database.read { transaction in try transaction.person(id) }
    guard let known else { throw Refusal.notFound }
    let isListed = InputReader(visit.form).flag("listed")
    facts.listedFrom = isListed ? known.facts.listedFrom ?? visit.today : nil
    let email = facts.email
    let asksForAddress = facts.emailKey != known.facts.emailKey
    if asksForAddress {
      facts.email = known.facts.email
      let proof = try await visit.proof(typedIn: "proof", of: known)
      try await visit.perform(AskForAddress(email, proof: proof, secret: FreshSecret(), letters: visit.letters))
    }
    try await visit.perform(ChangePerson(id, facts, letters: visit.letters))
    return Answer.see("/account").saying(asksForAddress ? "people.done.addressAsked" : "people.done.saved")
  }

  @Sendable static func setPassword(_ visit: Visit) async throws -> Answer {
    guard let id = visit.viewer.person, let person = try await visit.database.read({ try $0.person(id) }) else { throw Refusal.notFound }
    guard let digest = try await visit.newPassword(of: person.facts) else { return .see("/account") }
    let proof = try await visit.proof(typedIn: "current", of: person)
    try await visit.perform(
      SetPassword(digest, provenDigest: proof.provenDigest, keeping: visit.session?.digest, letters: visit.letters))
    return Answer.see("/account").saying("people.done.password")
  }

  @Sendable static func endSession(_ visit: Visit) async throws -> Answer {
    try await visit.perform(EndSession(visit.id("session")))
    return Answer.see("/account").saying("people.done.sessionEnded")
  }
  @Sendable static func endOthers(_ visit: Visit) async throws -> Answer {
    try await visit.perform(EndAllOtherSessions(keeping: visit.session?.digest))
    return Answer.see("/account").saying("people.done.sessionEnded")
  }

  @Sendable static func sessionsByAPI(_ visit: Visit) async throws -> Answer {
    guard let id = visit.viewer.person else { throw Refusal.notFound }
    let now = visit.now
    let sessions = try await visit.database.read { transaction in try transaction.sessions(of: id, at: now) }
    return .json(
      sessions.map { session in
        SessionJSON(
          id: session.id, browser: session.userAgent.flatMap { BrowserName.of($0) }, began: session.createdAt, seen: session.seenAt,
          current: session.digest == visit.session?.digest)
      })
  }
  @Sendable static func endSessionByAPI(_ visit: Visit) async throws -> Answer {
    try await visit.perform(EndSession(visit.id("session")))
    return .done
  }
  /// Asked with a token, it ends all of them.
  @Sendable static func endOthersByAPI(_ visit: Visit) async throws -> Answer {
    _ = try await visit.perform(EndAllOtherSessions(keeping: visit.session?.digest))
    return .done
  }

  /// A token is made in a session only: a token that made others could outlive its own end.
  @Sendable static func makeToken(_ visit: Visit) async throws -> Answer {
    if visit.session == nil { throw Refusal.notAllowed }
    guard let id = visit.viewer.person, let person = try await visit.database.read({ try $0.person(id) }) else { throw Refusal.notFound }
    let secret = FreshSecret()
    try visit.reading { _ = $0.requiredText("token_name", limit: 80) }
    let proof = try await visit.proof(typedIn: "token_proof", of: person)
    let act = try visit.reading { reader in
      let name = reader.requiredText("token_name", limit: 80)
      // The last day counts whole: the token ends with it.
      let end = reader.day("expires").map { visit.house.instant(on: $0 + 1, hour: 0, minute: 0) }
      return MakeToken(name, readOnly: reader.flag("read_only"), expiresAt: end, proof: proof, secret: secret)
    }
    try await visit.perform(act)
    return try await page(visit, freshToken: secret.text)
  }
  @Sendable static func revokeToken(_ visit: Visit) async throws -> Answer {
    try await visit.perform(RevokeToken(visit.id("token")))
    return Answer.see("/account").saying("people.done.tokenRevoked")
  }

  @Sendable static func describe(_ visit: Visit) async throws -> Answer {
    guard let id = visit.viewer.person else { throw Refusal.notFound }
    let today = visit.today
    let known = try await visit.database.read { transaction in
      (try transaction.person(id), try transaction.roleLines(of: id).filter { $0.grant.span.holds(on: today) })
    }
    guard let person = known.0 else { throw Refusal.notFound }
    return .json(AccountJSON(person: PersonJSON(person), roles: known.1.map(RoleJSON.init)))
  }
}
