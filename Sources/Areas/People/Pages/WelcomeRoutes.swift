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
    return .page(
      LinkPage(
        title: visit.text("people.welcome.title", ["name": invitee.facts.name]), lead: visit.text("people.welcome.lead"),
        action: "/invitation/\(visit.path("secret"))", fields: visit.passwordFields(required: false),
        button: visit.text("people.welcome.accept")))
  }

  @Sendable static func accept(_ visit: Visit) async throws -> Answer {
    guard let invitee = try await visit.invitee(.invitation) else { return SignInRoutes.linkOver(visit) }
    let digest = try await visit.newPassword(of: invitee.facts, optional: true)
    let session = FreshSecret()
    let link = FreshSecret(text: visit.path("secret")).digest
    try await visit.perform(AcceptInvitation(link: link, passwordDigest: digest, session: session, userAgent: visit.userAgent))
    return visit.entering(session).saying("people.done.welcome")
  }
}
