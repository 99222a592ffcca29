import Kernel
import Web

/// A forgotten password: an address, a link, a new one.
enum PasswordRoutes {
  static let all: [Route] = [
    .get("/password", .open, ask),
    .post("/password", .open, send, shownBy: ask),
    .get("/password/:secret", .open, show),
    .post("/password/:secret", .open, reset, shownBy: show),
  ]

  @Sendable static func ask(_ visit: Visit) async throws -> Answer {
    let email = visit.field("email", .email, label: "people.field.email", required: true, autocomplete: "username")
    return .page(
      LinkPage(
        title: visit.text("people.password.title"), lead: visit.text("people.password.lead"), action: "/password", fields: [email],
        button: visit.text("people.password.send")))
  }

  @Sendable static func send(_ visit: Visit) async throws -> Answer {
    let email = try visit.reading { $0.requiredEmail("email") }
    let ask = RequestSignInLink(
      email: email, purpose: .password, secret: FreshSecret(), browser: visit.browserKey(), peer: visit.peer, letters: visit.letters)
    if let seconds = try await visit.perform(ask) { throw visit.refuseForNow(seconds) }
    return .see("/sign-in/sent")
  }

  @Sendable static func show(_ visit: Visit) async throws -> Answer {
    guard let invitee = try await visit.invitee(.password) else { return SignInRoutes.linkOver(visit) }
    return .page(
      LinkPage(
        title: visit.text("people.password.new", ["name": invitee.facts.name]), lead: visit.text("people.password.newLead"),
        action: "/password/\(visit.path("secret"))", fields: visit.passwordFields(), button: visit.text("people.password.set")))
  }

  @Sendable static func reset(_ visit: Visit) async throws -> Answer {
    guard let invitee = try await visit.invitee(.password) else { return SignInRoutes.linkOver(visit) }
    guard let digest = try await visit.newPassword(of: invitee.facts) else { return .see(visit.url) }
    let (session, browser) = (FreshSecret(), visit.browserKey())
    let link = FreshSecret(text: visit.path("secret")).digest
    let act = ResetPassword(
      link: link, passwordDigest: digest, session: session, browser: browser, userAgent: visit.userAgent, letters: visit.letters)
    try await visit.perform(act)
    return visit.entering(session, browser).saying("people.done.password")
  }
}
