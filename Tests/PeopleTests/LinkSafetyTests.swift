import Kernel
import Secrets
import Store
import Testing
import Trials
import Web

@testable import People

/// What a link, an id or an old mailbox must not open.
@Suite struct LinkSafetyTests {
  private static let span = HeldSpan(from: PeopleHouse.today, until: nil)
  private func browser(_ house: PeopleHouse, as viewer: Viewer? = nil) async throws -> RouterTrial {
    let browser = try RouterTrial(
      areas: [People.area()], database: house.database, doorkeeper: PeopleDoorkeeper(database: house.database),
      now: { PeopleHouse.now })
    if let person = viewer?.person {
      let secret = FreshSecret()
      try await house.database.write { transaction in
        try transaction.openSession(of: person, digest: secret.digest, userAgent: nil, at: PeopleHouse.now)
      }
      browser.setCookie("session", secret.text)
    }
    _ = await browser.get(viewer == nil ? "/sign-in" : "/account")
    return browser
  }
  private func invite(_ house: PeopleHouse, _ email: String, to organisation: OrganisationID?, as role: Role?, for viewer: Viewer? = nil)
    async throws -> FreshSecret
  {
    let secret = FreshSecret()
    let facts = PersonFacts(name: "Ada", email: email)
    _ = try await house.perform(
      InvitePerson(facts, to: organisation, as: role, secret: secret, letters: PeopleHouse.letters), for: viewer)
    return secret
  }

  @Test(arguments: TrialStore.engines) func nobodyIsDrawnInByTheirId(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let mienne = try await house.addOrganisation("Mienne")
      let school = try await house.addOrganisation("École")
      let ada = try await house.addPerson("Ada", "ada@km0.example")
      for (role, place, email) in [(Role.resident, mienne, "r@km0.example"), (.school, school, "s@km0.example")] {
        let own = try await house.addHolder(of: role, on: place, email: email)
        for person in [ada, PersonID.fresh(at: PeopleHouse.now)] {
          let added = try await refusal {
            try await house.perform(AddMembership(of: person, in: place, title: nil, Self.span), for: own)
          }
          let granted = try await refusal { try await house.perform(GrantRole(role, to: person, on: place, Self.span), for: own) }
          #expect(added == .notFound && granted == .notFound)
          let program = try await browser(house, as: own)
          let member = await program.json(
            "POST", "/api/memberships", #"{"person": "\#(person)", "organisation": "\#(place)", "from": "2026-11-24"}"#)
          let holder = await program.json(
            "POST", "/api/roles",
            #"{"person": "\#(person)", "role": "\#(role.rawValue)", "organisation": "\#(place)", "from": "2026-11-24"}"#)
          #expect((member.status, holder.status) == (404, 404))
          let form = await program.post("/organisations/\(place)/members", ["person": person.text, "from": "2026-11-24"])
          #expect(form.status == 404)
        }
        // Someone of theirs: a colleague who belongs to it is given the role, its holder a title.
        let colleague = try await house.addPerson("Bea", "bea-\(role.rawValue)@km0.example")
        try await house.perform(AddMembership(of: colleague, in: place, title: nil, Self.span))
        try await house.perform(GrantRole(role, to: colleague, on: place, Self.span), for: own)
        let oneself = try #require(own.person)
        try await house.perform(AddMembership(of: oneself, in: place, title: "Présidente", Self.span), for: own)
        // Who has left is of elsewhere again.
        let left = try await house.addPerson("Luc", "luc-\(role.rawValue)@km0.example")
        try await house.perform(
          AddMembership(of: left, in: place, title: nil, HeldSpan(from: PeopleHouse.today - 9, until: PeopleHouse.today)))
        let back = try await refusal { try await house.perform(GrantRole(role, to: left, on: place, Self.span), for: own) }
        #expect(back == .notFound)
      }
      // On the house, anyone is named.
      let rental = try await house.addHolder(of: .rental, email: "rental@km0.example")
      try await house.perform(AddMembership(of: ada, in: mienne, title: nil, Self.span), for: rental)
    }
  }

  @Test(arguments: TrialStore.engines) func aChangedAddressWithdrawsEveryLink(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let mienne = try await house.addOrganisation("Mienne")
      func links(of person: PersonID) async throws -> [FreshSecret] {
        let (signIn, password) = (FreshSecret(), FreshSecret())
        let email = try #require(try await house.database.read { try $0.person(person) }).facts.email
        for (secret, purpose) in [(signIn, LinkPurpose.signIn), (password, .password)] {
          _ = try await house.perform(
            RequestSignInLink(email: email, purpose: purpose, secret: secret, peer: "p", letters: PeopleHouse.letters), for: .visitor())
        }
        return [signIn, password, try await invite(house, email, to: mienne, as: .resident)]
      }
      func statuses(_ secrets: [FreshSecret]) async throws -> [Int] {
        let visitor = try await browser(house)
        var found: [Int] = []
        for (secret, path) in zip(secrets, ["/sign-in/link/", "/password/", "/invitation/"]) {
          found.append(await visitor.get(path + secret.text).status)
          found.append(
            await visitor.post(path + secret.text, ["password": "une brique, deux toits", "again": "une brique, deux toits"]).status)
        }
        return found
      }
      let ada = try await house.addPerson("Ada", "ada@km0.example")
      let byHand = try await links(of: ada)
      try await house.perform(ChangePerson(ada, PersonFacts(name: "Ada L.", email: "ada@km0.example"), letters: PeopleHouse.letters))
      #expect(try await browser(house).get("/invitation/" + byHand[2].text).status == 200, "a new name changes nothing")
      try await house.perform(ChangePerson(ada, PersonFacts(name: "Ada L.", email: "new@km0.example"), letters: PeopleHouse.letters))
      #expect(try await statuses(byHand) == [404, 404, 404, 404, 404, 404])
      let byImport = try await links(of: ada)
      let table = "key,name,email\n\(ada),Ada L.,newer@km0.example"
      _ = try await house.perform(ImportPeople(ImportTables(["people.csv": Array(table.utf8)]), today: PeopleHouse.today))
      #expect(try await statuses(byImport) == [404, 404, 404, 404, 404, 404])
      #expect(try await house.count("SELECT COUNT(*) FROM sessions WHERE person = \(ada)") == 0)
      #expect(try await house.database.read { try $0.passwordDigest(of: ada) } == nil)
    }
  }

  @Test(arguments: TrialStore.engines) func anInvitationOpensNoAccountThatIsInUse(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let mienne = try await house.addOrganisation("Mienne")
      let own = "une brique, deux toits"
      try await house.perform(
        SetPassword(PasswordDigest.make(own).text, provenDigest: nil, keeping: nil, letters: PeopleHouse.letters))
      let dora = try #require(house.director.person)
      let before = try await house.database.read { try $0.passwordDigest(of: dora) }
      let secret = try await invite(house, "dora@km0.example", to: mienne, as: .resident)
      let (visitor, path) = (try await browser(house), "/invitation/\(secret.text)")
      let shown = await visitor.get(path)
      #expect(shown.status == 401)
      #expect(shown.text.contains("/sign-in?to=\(path)") && !shown.text.contains("type=\"password\"") && !shown.text.contains("Dora"))
      let typed = ["password": "tout autre chose, vraiment", "again": "tout autre chose, vraiment"]
      #expect(await visitor.post(path, typed).status == 401)
      // Past the page, by the act alone: the same.
      for digest in [nil, "x"] as [String?] {
        let refused = try await refusal {
          _ = try await house.perform(
            AcceptInvitation(
              link: secret.digest, passwordDigest: digest, session: FreshSecret(), userAgent: nil, today: PeopleHouse.today),
            for: .visitor())
        }
        #expect(refused == .notSignedIn)
      }
      // As themselves they accept, with the session they came with; a password typed along is refused.
      let browser = try await browser(house, as: house.director)
      let sessions = try await house.count("SELECT COUNT(*) FROM sessions")
      #expect(await browser.get(path).text.contains("Accepter"))
      #expect(await browser.post(path, typed).status == 422)
      #expect(await browser.post(path).status == 303)
      #expect(try await house.count("SELECT COUNT(*) FROM sessions") == sessions)
      #expect(try await house.count("SELECT COUNT(*) FROM memberships") == 1)
      #expect(try await house.database.read { try $0.passwordDigest(of: dora) } == before)
      // Without a password, but having come in by a link once: neither.
      let bea = try await house.addPerson("Bea", "bea@km0.example")
      try await house.database.write { transaction in
        try transaction.openSession(of: bea, digest: "d", userAgent: nil, at: PeopleHouse.now)
      }
      let second = try await invite(house, "bea@km0.example", to: mienne, as: .resident)
      #expect(await visitor.get("/invitation/\(second.text)").status == 401)
    }
  }

  @Test(arguments: TrialStore.engines) func anInvitationNeedsItsInvitersRight(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let mienne = try await house.addOrganisation("Mienne")
      let resident = try await house.addHolder(of: .resident, on: mienne)
      let secret = try await invite(house, "ada@km0.example", to: mienne, as: .resident, for: resident)
      let grant = try #require(try await house.database.read { try $0.roleLines(on: mienne) }.first).grant.id
      try await house.perform(RevokeRole(grant, today: PeopleHouse.today))
      let visitor = try await browser(house)
      #expect(await visitor.get("/invitation/\(secret.text)").status == 404)
      #expect(await visitor.post("/invitation/\(secret.text)").status == 404)
      #expect(try await house.count("SELECT COUNT(*) FROM memberships") == 0)
      // Given the right again, what they offered stands again, within its fourteen days.
      try await house.perform(GrantRole(.resident, to: try #require(resident.person), on: mienne, Self.span))
      #expect(await visitor.post("/invitation/\(secret.text)").status == 303)
    }
  }

  /// Who may offer what: role held by the inviter, on the house (–) or on A; place of the invitation; role offered.
  @Test func whatAnInviterMayOffer() {
    let (a, b) = (OrganisationID("a"), OrganisationID("b"))
    let table: [(Role, OrganisationID?, OrganisationID?, Role?, Bool)] = [
      (.director, nil, nil, .rental, true), (.director, nil, a, .resident, true), (.rental, nil, nil, .reception, false),
      (.rental, nil, nil, nil, true), (.rental, nil, a, .resident, true), (.rental, nil, a, .club, false),
      (.resident, a, a, .resident, true), (.resident, a, a, nil, true), (.resident, a, b, nil, false), (.resident, a, nil, nil, false),
      (.resident, a, a, .funder, false), (.reception, nil, a, nil, false), (.school, b, b, .school, true),
    ]
    for (held, on, place, offered, may) in table {
      let line = "\(held) on \(on?.text ?? "–") offers \(offered.map { "\($0)" } ?? "nothing") on \(place?.text ?? "–")"
      #expect(InvitationRight.holds([Grant(held, on: on)], organisation: place, role: offered) == may, "\(line)")
    }
    #expect(!InvitationRight.holds([], organisation: nil, role: nil))
  }
}
