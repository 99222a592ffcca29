import Kernel
import Web

/// What an invited person finds behind the link of the invitation.
enum WelcomeRoutes {
  static let all: [Route] = [
    .get("/invitation/:secret", .open, show),
    .post("/invitation/:secret", .open, accept, shownBy: show),
  ]

  @Sendable static func show(_ visit: Visit) async throws -> Answer {
    guard let invitee = try await visit.invitee(.invitation) else { return SignInRoutes.linkOver(visit) }
    if let other = visit.viewer.person, other != invitee.link.person { return forSomeoneElse(visit) }
    let today = visit.today
    let (organisation, isOffered, isKnown) = try await visit.database.read { transaction in
      (
        try invitee.link.organisation.flatMap { try transaction.organisation($0) },
        try transaction.isStillOffered(invitee.link, on: today), try transaction.hasEntered(invitee.link.person)
      )
    }
    if !isOffered { return SignInRoutes.linkOver(visit) }
    if isKnown && !visit.viewer.isSignedIn { return signInFirst(visit) }
    // Whoever joins is told first who will read their address.
    var lead = organisation.map { visit.text("people.welcome.leadTo", ["organisation": $0.name]) } ?? visit.text("people.welcome.lead")
    if !isKnown { lead += " " + visit.text("people.welcome.leadPassword") }
    return .page(
      LinkPage(
        title: visit.text(isKnown ? "people.welcome.titleKnown" : "people.welcome.title", ["name": invitee.facts.name]), lead: lead,
        action: address(visit), fields: isKnown ? [] : visit.passwordFields(required: false),
        button: visit.text(isKnown ? "people.welcome.acceptKnown" : "people.welcome.accept")))
  }

  @Sendable static func accept(_ visit: Visit) async throws -> Answer {
    guard let invitee = try await visit.invitee(.invitation) else { return SignInRoutes.linkOver(visit) }
    if let other = visit.viewer.person, other != invitee.link.person { return forSomeoneElse(visit) }
    let today = visit.today
    let (isOffered, isKnown) = try await visit.database.read { transaction in
      (try transaction.isStillOffered(invitee.link, on: today), try transaction.hasEntered(invitee.link.person))
    }
    if !isOffered { return SignInRoutes.linkOver(visit) }
    if isKnown && !visit.viewer.isSignedIn { return signInFirst(visit) }
    let digest = try await visit.newPassword(of: invitee.facts, optional: true)
    let (session, browser) = (FreshSecret(), visit.browserKey())
    let link = FreshSecret(text: visit.path("secret")).digest
    let entry = try await visit.perform(
      AcceptInvitation(
        link: link, passwordDigest: digest, session: session, browser: browser, userAgent: visit.userAgent, today: visit.today))
    return (entry == .newSession ? visit.entering(session, browser) : .see(SignInRoutes.landing)).saying("people.done.welcome")
  }

  private static func address(_ visit: Visit) -> String { "/invitation/\(visit.path("secret"))" }

  /// Who came in before comes in as always, and finds the invitation again.
  private static func signInFirst(_ visit: Visit) -> Answer {
    .page(
      NoticePage(
        title: visit.text("people.welcome.knownTitle"), text: visit.text("people.welcome.known"), href: "/sign-in?to=\(address(visit))",
        link: visit.text("people.welcome.signIn")), status: 401)
  }

  /// Signed in as another: nothing is taken up before they have signed out, which leads back here.
  private static func forSomeoneElse(_ visit: Visit) -> Answer {
    .page(
      LinkPage(
        title: visit.text("people.welcome.otherTitle"), lead: visit.text("people.welcome.other", ["name": visit.viewer.name]),
        action: "/sign-out", fields: [Field("to", .hidden, label: "", value: address(visit))],
        button: visit.text("people.welcome.signOut")), status: 409)
  }
}
