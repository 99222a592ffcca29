import Kernel
import Store
import Web

/// What one changes about oneself.
enum AccountRoutes {
  static let all: [Route] = [
    .get("/account", .signedIn, show),
    .post("/account", .signedIn, change, shownBy: show),
    .get("/address/:secret", .open, showAddress),
    .post("/address/:secret", .open, confirmAddress),
    .post("/account/password", .signedIn, setPassword, shownBy: show),
    .post("/account/sessions/end-others", .signedIn, endOthers),
    .post("/account/sessions/:session/end", .signedIn, endSession),
    .post("/account/tokens", .signedIn, makeToken, shownBy: show),
    .post("/account/tokens/:token/revoke", .signedIn, revokeToken),
    .get("/api/account", .signedIn, describe),
    .get("/api/account/sessions", .signedIn, sessionsByAPI),
    .post("/api/account/sessions/end-others", .signedIn, endOthersByAPI),
    .post("/api/account/sessions/:session/end", .signedIn, endSessionByAPI),
  ]

  @Sendable static func show(_ visit: Visit) async throws -> Answer { try await page(visit, freshToken: nil) }

  static func page(_ visit: Visit, freshToken: String?) async throws -> Answer {
    guard let id = visit.viewer.person else { throw Refusal.notFound }
    let now = visit.now
    let known = try await visit.database.read { transaction in
      (
        try transaction.person(id), try transaction.sessions(of: id, at: now), try transaction.accessTokens(of: id),
        try transaction.roleLines(of: id)
      )
    }
    guard let person = known.0 else { throw Refusal.notFound }
    let held = known.3.filter { $0.grant.span.holds(on: visit.today) }
    return .page(
      AccountPage(
        title: visit.text("people.account.title"), facts: facts(visit, person), passwordFields: passwords(visit, person),
        sessions: known.1.map { row($0, visit) }, hasOthers: known.1.count > 1, tokens: known.2.map { row($0, visit) },
        hasTokens: !known.2.isEmpty, tokenFields: tokenFields(visit, person), freshToken: freshToken,
        roles: held.map { FactLine(label: visit.text($0.grant.role.text), value: $0.organisationName ?? visit.text("people.house")) },
        hasRoles: !held.isEmpty))
  }

  private static func facts(_ visit: Visit, _ person: Person) -> [Field] {
    // The forms of this page are shown together; each keeps what was typed into it, and the others show what is.
    let isTyped = visit.isShownAgain && visit.url == "/account"
    let isListed = person.facts.listedFrom != nil
    let box = visit.box("listed", label: "people.field.listedPerson", ticked: isListed, hint: "people.hint.listedPerson")
    return PersonFields.all(visit, person.facts, isTyped: isTyped)
      + proof(visit, person, "proof", hint: "people.hint.proof", isTyped: isTyped)
      + [box].said(isTyped)
  }
  /// Whoever has a password is asked for it; who has none came in a short while ago.
  private static func proof(_ visit: Visit, _ person: Person, _ name: String, hint: String, isTyped: Bool) -> [Field] {
    if !person.hasPassword { return [] }
    let field = visit.field(name, .password, label: "people.field.current", hint: hint, autocomplete: "current-password")
    return [field].said(isTyped)
  }
  private static func passwords(_ visit: Visit, _ person: Person) -> [Field] {
    let current = visit.field("current", .password, label: "people.field.current", required: true, autocomplete: "current-password")
    return (person.hasPassword ? [current] : []) + visit.passwordFields()
  }
  private static func tokenFields(_ visit: Visit, _ person: Person) -> [Field] {
    let isTyped = visit.url == "/account/tokens" && !visit.problems.isEmpty
    let name = visit.field("token_name", label: "people.field.tokenName", required: true)
    let expires = visit.field("expires", .date, label: "people.field.expires")
    let box = visit.box("read_only", label: "people.field.readOnly", ticked: true)
    let proof = proof(visit, person, "token_proof", hint: "people.hint.tokenProof", isTyped: isTyped)
    return [name, expires, box].said(isTyped) + proof
  }

  private static func row(_ session: Session, _ visit: Visit) -> AccountPage.SessionRow {
    let isCurrent = session.digest == visit.session?.digest
    return AccountPage.SessionRow(
      browser: session.userAgent.flatMap { BrowserName.of($0) } ?? visit.text("people.account.unknownBrowser"),
      since: visit.format.moment(session.createdAt, in: visit.house), seen: visit.format.moment(session.seenAt, in: visit.house),
      isCurrent: isCurrent, end: isCurrent ? nil : "/account/sessions/\(session.id)/end")
  }
  private static func row(_ token: AccessToken, _ visit: Visit) -> AccountPage.TokenRow {
    AccountPage.TokenRow(
      name: token.name, made: visit.format.moment(token.createdAt, in: visit.house),
      used: token.lastUsedAt.map { visit.format.moment($0, in: visit.house) } ?? visit.text("people.account.never"),
      expires: token.expiresAt.map { visit.format.day(visit.house.day(of: $0 + -1)) } ?? "–", isReadOnly: token.readOnly,
      revoke: "/account/tokens/\(token.id)/revoke")
  }
}
