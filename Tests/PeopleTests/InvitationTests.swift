import Kernel
import Store
import Testing
import Trials
import Web

@testable import People

/// An invitation gives nothing before the invited person takes it up, and tells whoever invites nothing they did not type.
@Suite struct InvitationTests {
  /// A resident of Mienne, and Ada, whom the house knows and Mienne does not.
  private struct Scene {
    let house: PeopleHouse
    let mienne: OrganisationID
    let resident: Viewer
    let ada: PersonID
    static let phone = "+33 6 12 34 56 78"

    static func with(_ engine: Engine, _ body: (Scene) async throws -> Void) async throws {
      try await PeopleHouse.with(engine) { house in
        let mienne = try await house.addOrganisation("Mienne")
        let ada = try await house.perform(AddPerson(PersonFacts(name: "Ada Lovelace", email: "ada@km0.example", phone: phone)))
        try await body(Scene(house: house, mienne: mienne, resident: try await house.addHolder(of: .resident, on: mienne), ada: ada))
      }
    }

    func invite(
      _ email: String = "ada@km0.example", name: String = "A.", to organisation: OrganisationID?, as role: Role? = .resident,
      secret: FreshSecret = FreshSecret(), for viewer: Viewer? = nil
    ) async throws -> ID<SignInLinks> {
      try await house.perform(
        InvitePerson(
          PersonFacts(name: name, email: email), to: organisation, title: "Associée", as: role, secret: secret,
          letters: PeopleHouse.letters), for: viewer ?? resident)
    }
    func accept(_ secret: FreshSecret, for viewer: Viewer = .visitor(), after seconds: Int64 = 60) async throws -> Refusal? {
      try await refusal {
        try await house.perform(
          AcceptInvitation(
            link: secret.digest, passwordDigest: nil, session: FreshSecret(), userAgent: nil,
            today: PeopleHouse.today + Int(seconds / 86400)),
          for: viewer, after: seconds)
      }
    }
    func belongings() async throws -> [MembershipLine] { try await house.database.read { try $0.memberships(of: ada) } }
    func browser(of viewer: Viewer) async throws -> RouterTrial {
      let browser = try RouterTrial(
        areas: [People.area()], database: house.database, doorkeeper: PeopleDoorkeeper(database: house.database),
        now: { PeopleHouse.now })
      let secret = FreshSecret()
      let person = try #require(viewer.person)
      try await house.database.write { transaction in
        try transaction.openSession(of: person, digest: secret.digest, userAgent: nil, at: PeopleHouse.now)
      }
      browser.setCookie("session", secret.text)
      _ = await browser.get("/account")
      return browser
    }
  }

  @Test(arguments: TrialStore.engines) func membershipAndRoleBeginWhenAccepted(engine: Engine) async throws {
    try await Scene.with(engine) { scene in
      let secret = FreshSecret()
      _ = try await scene.invite(to: scene.mienne, secret: secret)
      #expect(try await scene.belongings().isEmpty)
      #expect(try await scene.house.viewer(scene.ada).grants.isEmpty)
      #expect(try await scene.accept(secret, after: 86400 * 3) == nil)
      let belonging = try #require(try await scene.belongings().first).membership
      #expect(belonging.organisation == scene.mienne && belonging.title == "Associée")
      #expect(belonging.span == HeldSpan(from: PeopleHouse.today + 3, until: nil))
      let role = try #require(try await scene.house.database.read { try $0.roleLines(of: scene.ada) }.first)
      #expect(role.grant.role == .resident && role.grant.organisation == scene.mienne && role.grant.span == belonging.span)
      #expect(role.grantedByName == "Someone")
      #expect(try await scene.house.verbs(of: "organisation/\(scene.mienne)").contains("people.membership.add"))
      // A second invitation, accepted, adds nothing to what is there.
      let second = FreshSecret()
      _ = try await scene.invite(to: scene.mienne, secret: second)
      #expect(try await scene.accept(second, for: scene.house.viewer(scene.ada), after: 86400 * 4) == nil)
      #expect(try await scene.belongings().count == 1)
      #expect(try await scene.house.database.read { try $0.roleLines(of: scene.ada) }.count == 1)
    }
  }

  @Test(arguments: TrialStore.engines) func withdrawnReplacedAndExpiredInvitationsGiveNothing(engine: Engine) async throws {
    try await Scene.with(engine) { scene in
      let (withdrawn, replaced, expired) = (FreshSecret(), FreshSecret(), FreshSecret())
      let id = try await scene.invite(to: scene.mienne, secret: withdrawn)
      try await scene.house.perform(WithdrawInvitation(id), for: scene.resident)
      #expect(try await scene.accept(withdrawn)?.kind == .conflict)
      _ = try await scene.invite(to: scene.mienne, secret: replaced)
      _ = try await scene.invite(to: scene.mienne, secret: expired)
      #expect(try await scene.accept(replaced)?.kind == .conflict)
      #expect(try await scene.accept(expired, after: LinkLifetime.invitation)?.kind == .conflict)
      #expect(try await scene.belongings().isEmpty)
      #expect(try await scene.house.viewer(scene.ada).grants.isEmpty)
    }
  }

  /// What another organisation offered is not swept away by a new invitation.
  @Test(arguments: TrialStore.engines) func invitationsToOtherPlacesStayOpen(engine: Engine) async throws {
    try await Scene.with(engine) { scene in
      let other = try await scene.house.addOrganisation("Autre")
      let (first, second, third) = (FreshSecret(), FreshSecret(), FreshSecret())
      _ = try await scene.invite(to: other, secret: first, for: scene.house.director)
      _ = try await scene.invite(to: nil, as: .reception, secret: second, for: scene.house.director)
      _ = try await scene.invite(to: scene.mienne, secret: third)
      #expect(try await scene.accept(first) == nil)
      let ada = try await scene.house.viewer(scene.ada)
      for secret in [second, third] { #expect(try await scene.accept(secret, for: ada) == nil) }
      #expect(Set(try await scene.belongings().map(\.membership.organisation)) == [other, scene.mienne])
      #expect(try await scene.house.viewer(scene.ada).may(.seePersons))
    }
  }

  @Test(arguments: TrialStore.engines) func whoeverInvitesLearnsNothing(engine: Engine) async throws {
    try await Scene.with(engine) { scene in
      let browser = try await scene.browser(of: scene.resident)
      func ask(_ email: String) async -> Reply {
        let body = #"{"name": "A.", "email": "\#(email)", "organisation": "\#(scene.mienne)", "role": "resident"}"#
        return await browser.json("POST", "/api/invitations", body)
      }
      let (known, unknown) = (await ask("ADA@km0.example"), await ask("nobody@km0.example"))
      #expect(known.status == 201 && unknown.status == 201)
      #expect(!known.text.contains(scene.ada.text))
      #expect(known.text.count == unknown.text.count)
      let list = await browser.get("/invitations")
      // The name and the address as they were typed, not as the house has them.
      #expect(list.text.contains("ADA@km0.example") && list.text.contains("nobody@km0.example"))
      for page in ["/invitations", "/people", "/people.csv", "/organisations/\(scene.mienne)", "/api/organisations/\(scene.mienne)"] {
        let text = await browser.get(page).text
        #expect(!text.contains("Lovelace") && !text.contains(Scene.phone), "\(page)")
      }
      #expect(await browser.get("/people/\(scene.ada)").status == 404)
      #expect(await browser.get("/api/persons/\(scene.ada)").status == 404)
    }
  }

  @Test(arguments: TrialStore.engines) func signedInAsAnotherOneIsAskedToSignOut(engine: Engine) async throws {
    try await Scene.with(engine) { scene in
      let secret = FreshSecret()
      _ = try await scene.invite(to: scene.mienne, secret: secret, for: scene.house.director)
      let address = "/invitation/\(secret.text)"
      let browser = try await scene.browser(of: scene.resident)
      let shown = await browser.get(address)
      #expect(shown.status == 409 && shown.text.contains("/sign-out") && !shown.text.contains("Lovelace"))
      #expect(await browser.post(address).status == 409)
      #expect(try await scene.accept(secret, for: scene.resident)?.kind == .conflict)
      #expect(try await scene.belongings().isEmpty)
      // The link is not used up: signed out, its owner comes in, and is told first who will read their details.
      #expect(shown.text.contains("name=\"to\" value=\"\(address)\""))
      #expect(await browser.post("/sign-out", ["to": address]).header("location") == address)
      #expect(await browser.get(address).text.contains("vous rejoignez Mienne"))
      #expect(await browser.post(address).status == 303)
      #expect(try await scene.belongings().count == 1)
      // Signed in as oneself, one accepts as well.
      let again = FreshSecret()
      let other = try await scene.house.addOrganisation("Autre")
      _ = try await scene.invite(to: other, secret: again, for: scene.house.director)
      _ = await browser.get("/invitation/\(again.text)")
      #expect(await browser.post("/invitation/\(again.text)").status == 303)
      #expect(try await scene.belongings().count == 2)
    }
  }
}
