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
    let organisation = try await visit.database.read { transaction in
      try invitee.link.organisation.flatMap { try transaction.organisation($0) }
    }
    // Whoever joins is told first who will read their address.
    let lead = organisation.map { visit.text("people.welcome.leadTo", ["organisation": $0.name]) } ?? visit.text("people.welcome.lead")
    return .page(
      LinkPage(
        title: visit.text("people.welcome.title", ["name": invitee.facts.name]), lead: lead,
        action: "/invitation/\(visit.path("secret"))", fields: visit.passwordFields(required: false),
        button: visit.text("people.welcome.accept")))
  }

  @Sendable static func accept(_ visit: Visit) async throws -> Answer {
    guard let invitee = try await visit.invitee(.invitation) else { return SignInRoutes.linkOver(visit) }
    if let other = visit.viewer.person, other != invitee.link.person { return forSomeoneElse(visit) }
    let digest = try await visit.newPassword(of: invitee.facts, optional: true)
    let session = FreshSecret()
    let link = FreshSecret(text: visit.path("secret")).digest
    try await visit.perform(
      AcceptInvitation(link: link, passwordDigest: digest, session: session, userAgent: visit.userAgent, today: visit.today))
    return visit.entering(session).saying("people.done.welcome")
  }

  /// Signed in as another: nothing is taken up before they have signed out.
  private static func forSomeoneElse(_ visit: Visit) -> Answer {
    .page(
      LinkPage(
        title: visit.text("people.welcome.otherTitle"), lead: visit.text("people.welcome.other", ["name": visit.viewer.name]),
        action: "/sign-out", fields: [], button: visit.text("people.welcome.signOut")), status: 409)
  }
}
