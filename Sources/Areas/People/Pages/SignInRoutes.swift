import Kernel
import Web

/// Coming in and going out.
enum SignInRoutes {
  /// Where whoever asked for no page of their own is led.
  static let landing = "/today"

  static let all: [Route] = [
    .get("/sign-in", .open, show),
    .post("/sign-in", .open, signIn, shownBy: show),
    .post("/sign-in/link", .open, sendLink, shownBy: show),
    .get("/sign-in/sent", .open, sent),
    .get("/sign-in/link/:secret", .open, showLink),
    .post("/sign-in/link/:secret", .open, openLink),
    .post("/sign-out", .open, signOut),
  ]

  @Sendable static func show(_ visit: Visit) async throws -> Answer {
    let typed = visit.isShownAgain ? visit.form : visit.query
    let to = localPath(typed["to"]) ?? landing
    if visit.viewer.isSignedIn && !visit.isShownAgain { return .see(to) }
    var email = visit.field(
      "email", .email, label: "people.field.email", value: visit.query["email"], required: true, autocomplete: "username")
    email.isFocused = true
    let password = visit.field("password", .password, label: "people.field.password", autocomplete: "current-password")
    return .page(SignInPage(title: visit.text("people.signIn.title"), to: to, email: email, password: password))
  }

  @Sendable static func signIn(_ visit: Visit) async throws -> Answer {
    var reader = InputReader(visit.form)
    let email = reader.requiredEmail("email")
    if visit.form["password"].isEmpty { reader.problems.add("kernel.problem.missing", field: "password") }
    try reader.finish()
    let (session, browser) = (FreshSecret(), visit.browserKey())
    let signIn = PasswordSignIn(
      email: email, password: visit.form["password"], session: session, browser: browser, peer: visit.peer, userAgent: visit.userAgent)
    switch try await signIn.attempt(in: visit.database, for: visit.viewer, at: visit.now) {
    case .signedIn: return visit.entering(session, browser, to: localPath(visit.form["to"]) ?? landing)
    case .refused: throw Refusal.invalid("people.problem.signIn", field: "password")
    case .wait(let seconds): throw visit.refuseForNow(seconds)
    }
  }

  @Sendable static func sendLink(_ visit: Visit) async throws -> Answer {
    let email = try visit.reading { $0.requiredEmail("email") }
    let ask = RequestSignInLink(email: email, secret: FreshSecret(), browser: visit.browserKey(), peer: visit.peer, letters: visit.letters)
    if let seconds = try await visit.perform(ask) { throw visit.refuseForNow(seconds) }
    return .see("/sign-in/sent")
  }

  @Sendable static func sent(_ visit: Visit) async throws -> Answer {
    .page(
      NoticePage(
        title: visit.text("people.sent.title"), text: visit.text("people.sent.text"), href: "/sign-in",
        link: visit.text("people.sent.back")))
  }

  @Sendable static func showLink(_ visit: Visit) async throws -> Answer {
    guard let invitee = try await visit.invitee(.signIn) else { return linkOver(visit) }
    return .page(
      LinkPage(
        title: visit.text("people.link.title", ["name": invitee.facts.name]), lead: visit.text("people.link.lead"),
        action: "/sign-in/link/\(visit.path("secret"))", fields: [], button: visit.text("people.signIn.enter")))
  }

  @Sendable static func openLink(_ visit: Visit) async throws -> Answer {
    if try await visit.invitee(.signIn) == nil { return linkOver(visit) }
    let (session, browser) = (FreshSecret(), visit.browserKey())
    try await visit.perform(
      SignInWithLink(link: FreshSecret(text: visit.path("secret")).digest, session: session, browser: browser, userAgent: visit.userAgent))
    return visit.entering(session, browser)
  }

  @Sendable static func signOut(_ visit: Visit) async throws -> Answer {
    if let session = visit.session { try await visit.perform(SignOut(session: session.digest)) }
    return Answer.see(localPath(visit.form["to"]) ?? "/").endingSession().saying("people.done.signedOut")
  }

  /// The link was used, withdrawn, is too old, or never was.
  static func linkOver(_ visit: Visit) -> Answer {
    .page(
      NoticePage(
        title: visit.text("people.linkOver.title"), text: visit.text("people.problem.linkOver"), href: "/sign-in",
        link: visit.text("people.linkOver.back")), status: 404)
  }
}
