import Kernel
import Web

extension AccountRoutes {
  /// What is behind the link sent to a new address. A reader of mail that opens links by itself changes nothing.
  @Sendable static func showAddress(_ visit: Visit) async throws -> Answer {
    guard let invitee = try await visit.invitee(.address) else { return SignInRoutes.linkOver(visit) }
    let email = try await visit.database.read { transaction in try transaction.address(asked: invitee.link.id) }
    return .page(
      LinkPage(
        title: visit.text("people.address.title"), lead: visit.text("people.address.lead", ["email": email ?? ""]),
        action: "/address/\(visit.path("secret"))", fields: [], button: visit.text("people.address.confirm")))
  }

  @Sendable static func confirmAddress(_ visit: Visit) async throws -> Answer {
    if try await visit.invitee(.address) == nil { return SignInRoutes.linkOver(visit) }
    try await visit.perform(ConfirmAddress(link: FreshSecret(text: visit.path("secret")).digest, letters: visit.letters))
    return Answer.see(visit.viewer.isSignedIn ? "/account" : "/sign-in").saying("people.done.address")
  }
}
