import Kernel
import Secrets
import Store
import Testing
import Trials
import Web

@testable import People

/// A browser in front of a house of its own.
private struct Front {
  let house: PeopleHouse
  let browser: RouterTrial
  static let password = "une brique, deux toits"

  static func with(_ engine: Engine, signedIn: Bool = true, _ body: (Front) async throws -> Void) async throws {
    try await PeopleHouse.with(engine) { house in
      let digest = PasswordDigest.make(password).text
      try await house.perform(SetPassword(digest, provenDigest: nil, keeping: nil, letters: PeopleHouse.letters))
      let front = Front(house: house, browser: try Front.browser(house))
      if signedIn {
        _ = await front.browser.get("/sign-in")
        let reply = await front.browser.post("/sign-in", ["email": "dora@km0.example", "password": password])
        #expect(reply.status == 303)
        // The form's token is bound to the session: the next page brings another.
        _ = await front.browser.get("/account")
      }
      try await body(front)
    }
  }
  static func browser(_ house: PeopleHouse) throws -> RouterTrial {
    try RouterTrial(
      areas: [People.area()], database: house.database, doorkeeper: PeopleDoorkeeper(database: house.database), now: { PeopleHouse.now })
  }
  /// Another browser, signed in as someone by a session made on the spot.
  func browser(of viewer: Viewer) async throws -> RouterTrial {
    let secret = FreshSecret()
    let person = try #require(viewer.person)
    try await house.database.write { transaction in
      try transaction.openSession(of: person, digest: secret.digest, userAgent: nil, at: PeopleHouse.now)
    }
    let browser = try Front.browser(house)
    browser.setCookie("session", secret.text)
    _ = await browser.get("/account")
    return browser
  }
}

@Suite struct RouteTests {
  @Test(arguments: TrialStore.engines) func comingInAndGoingOut(engine: Engine) async throws {
    try await Front.with(engine, signedIn: false) { front in
      let browser = front.browser
      #expect(await browser.get("/account").header("location") == "/sign-in?to=%2Faccount")
      _ = await browser.get("/sign-in?to=/account")
      let wrong = await browser.post("/sign-in", ["email": "dora@km0.example", "password": "autre chose", "to": "/account"])
      #expect(wrong.status == 422)
      #expect(wrong.text.contains("L’adresse ou le mot de passe ne convient pas."))
      #expect(wrong.text.contains("value=\"dora@km0.example\""))
      #expect(wrong.text.contains("name=\"to\" value=\"/account\""))
      let unknown = await browser.post("/sign-in", ["email": "nobody@km0.example", "password": "autre chose"])
      #expect(unknown.status == 422)
      #expect(unknown.text.contains("L’adresse ou le mot de passe ne convient pas."))
      let right = await browser.post("/sign-in", ["email": "Dora@km0.example", "password": Front.password, "to": "/account"])
      #expect(right.header("location") == "/account")
      let account = await browser.get("/account")
      #expect(account.text.contains("Dora Directrice"))
      #expect(await browser.post("/sign-out").status == 303)
      #expect(await browser.get("/account").status == 303)
      // To another house nobody is sent on.
      _ = await browser.get("/sign-in")
      let away = await browser.post("/sign-in", ["email": "dora@km0.example", "password": Front.password, "to": "//evil.example"])
      #expect(away.header("location") == "/today")
    }
  }

  @Test(arguments: TrialStore.engines) func aLinkFromTheMailOpensByAButton(engine: Engine) async throws {
    try await Front.with(engine, signedIn: false) { front in
      _ = await front.browser.get("/sign-in")
      let sent = await front.browser.post("/sign-in/link", ["email": "dora@km0.example"])
      #expect(sent.header("location") == "/sign-in/sent")
      let none = await front.browser.post("/sign-in/link", ["email": "nobody@km0.example"])
      #expect(none.header("location") == "/sign-in/sent")
      let body: String? = try await front.house.database.read { transaction in
        try transaction.value("SELECT body FROM outbox WHERE about LIKE 'person/%' ORDER BY queued_at DESC, id DESC LIMIT 1")
      }
      let line = try #require(body?.split(separator: "\n").first { $0.contains("/sign-in/link/") })
      let path = String(line).replacing("http://127.0.0.1:8080", with: "")
      // Looking at it uses nothing up.
      #expect(await front.browser.get(path).text.contains("Bonjour Dora Directrice"))
      #expect(await front.browser.get(path).status == 200)
      #expect(await front.browser.post(path).status == 303)
      #expect(await front.browser.get("/account").status == 200)
      #expect(await front.browser.get(path).status == 404)
    }
  }

  @Test(arguments: TrialStore.engines) func organisationsByFormAndByJSON(engine: Engine) async throws {
    try await Front.with(engine) { front in
      let browser = front.browser
      _ = await browser.get("/organisations/new")
      let wrong = await browser.post(
        "/organisations", ["legal_name": "", "kind": "startUp", "siren": "732829321", "activity": "<b>Ondes</b>"])
      #expect(wrong.status == 422)
      #expect(wrong.text.contains("Ce SIREN n’est pas valable"))
      #expect(wrong.text.contains("Ce champ est à remplir."))
      #expect(wrong.text.contains("value=\"&lt;b&gt;Ondes&lt;/b&gt;\""))
      let made = await browser.post(
        "/organisations", ["legal_name": "Atelier SAS", "usual_name": "Atelier", "kind": "startUp", "siren": "732 829 320"])
      let address = try #require(made.header("location"))
      #expect(await browser.get(address).text.contains("732\u{A0}829\u{A0}320"))
      #expect(await browser.get("/organisations?q=ATELIER&kind=startUp&sort=created&direction=down").text.contains("Atelier SAS"))
      #expect(await browser.get("/organisations?q=100%25").text.contains("Rien ne correspond."))
      #expect(await browser.get("/organisations.csv").text.contains("Atelier SAS;Atelier;startUp"))
      #expect(await browser.get(address + "/history").text.contains("Organisation ajoutée"))
      #expect(await browser.get(address + "/edit").status == 200)
      #expect(await browser.get(address + "/listing").status == 200)

      let refused = await browser.json("POST", "/api/organisations", #"{"legal_name": "Autre", "kind": "startUp", "siren": "732829320"}"#)
      #expect(refused.status == 409)
      #expect(refused.text.contains("people.problem.registerTwin"))
      let added = await browser.json("POST", "/api/organisations", #"{"legal_name": "Autre", "kind": "school"}"#)
      #expect(added.status == 201)
      let location = try #require(added.header("location"))
      #expect(await browser.json("PUT", location, #"{"legal_name": "Autre École", "kind": "school"}"#).status == 204)
      #expect(await browser.get(location).text.contains("\"legal_name\":\"Autre École\""))
      #expect(await browser.get("/api/organisations").text.contains("\"total\":2"))
    }
  }

  @Test(arguments: TrialStore.engines) func residentsSeeTheirOwn(engine: Engine) async throws {
    try await Front.with(engine) { front in
      let own = try await front.house.addOrganisation("Mienne")
      let other = try await front.house.addOrganisation("Autre")
      let resident = try await front.house.addHolder(of: .resident, on: own)
      let browser = try await front.browser(of: resident)
      let list = await browser.get("/organisations")
      #expect(list.text.contains("Mienne"))
      #expect(!list.text.contains("Autre"))
      #expect(await browser.get("/organisations/\(own)").status == 200)
      #expect(await browser.get("/organisations/\(other)").status == 404)
      #expect(await browser.get("/organisations/\(own)/edit").status == 403)
      #expect(await browser.get("/roles").status == 403)
      #expect(await browser.get("/people").text.contains("someone@km0.example"))
      #expect(!(await browser.get("/people").text.contains("dora@km0.example")))
      let director = try #require(front.house.director.person)
      #expect(await browser.get("/people/\(director)").status == 404)
      _ = await browser.get("/invitations?organisation=\(own)")
      let invited = await browser.post(
        "/invitations", ["name": "Nouvelle", "email": "new@km0.example", "language": "de", "organisation": own.text, "role": "resident"])
      #expect(invited.header("location") == "/invitations")
      let foreign = await browser.post(
        "/invitations", ["name": "Nouvelle", "email": "new@km0.example", "language": "de", "organisation": other.text, "role": "resident"])
      #expect(foreign.status == 404)
      let subject: String? = try await front.house.database.read { transaction in
        try transaction.value("SELECT subject FROM outbox WHERE to_address = 'new@km0.example'")
      }
      #expect(subject == "Einladung zu Mienne")
    }
  }

  @Test(arguments: TrialStore.engines) func accountSessionsAndTokens(engine: Engine) async throws {
    try await Front.with(engine) { front in
      let browser = front.browser
      #expect(await browser.post("/account/tokens", ["token_name": "Script"]).status == 422)
      let fields = ["token_name": "Script", "read_only": "1", "token_proof": Front.password]
      let made = await browser.post("/account/tokens", fields)
      #expect(made.status == 200 && !made.text.contains(Front.password))
      let secret = try #require(made.text.firstMatch(of: /<code class="secret">([^<]+)</).map { String($0.1) })
      let program = try Front.browser(front.house)
      let me = await program.send("GET", "/api/account", ["authorization": "Bearer \(secret)"])
      #expect(me.text.contains("\"email\":\"dora@km0.example\""))
      // A token for reading changes nothing.
      #expect(await program.json("POST", "/api/organisations", #"{"legal_name": "X", "kind": "school"}"#, bearer: secret).status == 403)
      #expect(await program.send("GET", "/api/account", ["authorization": "Bearer nonsense"]).status == 401)
      let second = try await front.browser(of: front.house.director)
      #expect(await second.get("/account").status == 200)
      #expect(await browser.post("/account/sessions/end-others").status == 303)
      #expect(await second.get("/account").status == 303)

      let wrong = await browser.post(
        "/account/password", ["current": "autre", "password": "kopf-lampe-regen", "again": "kopf-lampe-regen"])
      #expect(wrong.text.contains("Ce n’est pas votre mot de passe actuel."))
      let short = await browser.post("/account/password", ["current": Front.password, "password": "court", "again": "autre"])
      #expect(short.text.contains("Douze caractères au moins."))
      #expect(short.text.contains("Les deux saisies diffèrent."))
      let right = await browser.post(
        "/account/password", ["current": Front.password, "password": "kopf-lampe-regen", "again": "kopf-lampe-regen"])
      #expect(right.status == 303)
      // With another password the programs of the old one are out.
      #expect(await program.send("GET", "/api/account", ["authorization": "Bearer \(secret)"]).status == 401)
      let renamed = await browser.post("/account", ["name": "Dora D.", "email": "dora@km0.example", "language": "en", "listed": "1"])
      #expect(renamed.status == 303)
      #expect(await browser.get("/account?lang=en").text.contains("My account"))
    }
  }

  @Test(arguments: TrialStore.engines) func everyPageOfTheDirectorOpens(engine: Engine) async throws {
    try await Front.with(engine) { front in
      let organisation = try await front.house.addOrganisation("Mienne")
      let person = try await front.house.addPerson("Ada", "ada@km0.example")
      let browser = front.browser
      _ = await browser.get("/organisations/\(organisation)")
      let member = ["person": person.text, "title": "CTO", "from": "2026-01-01", "last": ""]
      #expect(await browser.post("/organisations/\(organisation)/members", member).status == 303)
      #expect(await browser.post("/organisations/\(organisation)/members", member).status == 409)
      let role = ["person": person.text, "role": "fab", "organisation": "", "from": "2026-01-01", "last": "2026-12-31"]
      #expect(await browser.post("/roles", role).status == 303)
      #expect(await browser.post("/roles", role.merging(["role": "resident"]) { $1 }).status == 422)
      let entity = ["entity": organisation.text, "function": "operating", "entity_from": "2020-01-01"]
      #expect(await browser.post("/entities", entity).status == 303)
      for path in [
        "/people", "/people/new", "/people/\(person)", "/people/\(person)/edit", "/people/\(person)/history", "/people.csv", "/roles",
        "/invitations", "/organisations/\(organisation)", "/organisations/\(organisation)/history", "/api/persons",
        "/api/persons/\(person)",
        "/api/roles", "/api/organisations/\(organisation)",
      ] {
        let reply = await browser.get(path)
        #expect(reply.status == 200, "\(path)")
      }
      #expect(await browser.get("/people/\(person)").text.contains("CTO"))
      // The last day is typed and shown as included.
      #expect(await browser.get("/roles").text.contains("01/01/2026 – 31/12/2026"))
    }
  }

  /// What a program finds of the house's entities, invitations, sessions and histories, and does to them.
  @Test(arguments: TrialStore.engines) func aProgramKeepsEntitiesInvitationsAndSessions(engine: Engine) async throws {
    try await Front.with(engine) { front in
      let browser = front.browser
      let organisation = try await front.house.addOrganisation("Mienne")
      func made(_ reply: Reply) -> String { reply.text.split(separator: "\"").first { $0.count == 36 }.map(String.init) ?? "" }

      let wrong = await browser.json("POST", "/api/entities", #"{"organisation":"\#(organisation)","function":"landlord"}"#)
      #expect(wrong.status == 422 && wrong.text.contains("\"function\"") && wrong.text.contains("\"from\""))
      let named = #"{"organisation":"\#(organisation)","function":"operating","from":"2020-01-01"}"#
      let entity = made(await browser.json("POST", "/api/entities", named))
      #expect(await browser.json("POST", "/api/entities", named).status == 409)
      #expect(await browser.get("/api/entities").text.contains("\"function\":\"operating\""))
      #expect(await browser.json("POST", "/api/entities/\(entity)/end", #"{"until":"2026-11-24"}"#).status == 204)
      #expect(await browser.get("/api/entities").text.contains("\"until\":\"2026-11-24\""))

      let invited = #"{"name":"Ada","email":"ada@km0.example","organisation":"\#(organisation)"}"#
      let invitation = made(await browser.json("POST", "/api/invitations", invited))
      let open = await browser.get("/api/invitations").text
      #expect(open.contains(invitation) && open.contains("\"over\":false") && open.contains("\"invited_by\":\"Dora Directrice\""))
      #expect(await browser.json("POST", "/api/invitations/\(invitation)/withdraw", "{}").status == 204)
      #expect(await browser.get("/api/invitations").text == "[]")
      #expect(await browser.json("POST", "/api/invitations/\(invitation)/withdraw", "{}").status == 404)

      let other = try await front.browser(of: front.house.director)
      let sessions = await browser.get("/api/account/sessions").text
      #expect(sessions.components(separatedBy: "\"current\":true").count == 2)
      #expect(sessions.components(separatedBy: "\"current\":false").count == 2)
      #expect(await browser.json("POST", "/api/account/sessions/end-others", "{}").status == 204)
      #expect(await other.get("/account").status == 303)
      let own = made(await browser.get("/api/account/sessions"))
      let stranger = try await front.browser(of: front.house.addHolder(of: .fab))
      #expect(await stranger.json("POST", "/api/account/sessions/\(own)/end", "{}").status == 404)
      #expect(await browser.json("POST", "/api/account/sessions/\(own)/end", "{}").status == 204)

      let again = try await front.browser(of: front.house.director)
      let history = await again.get("/api/organisations/\(organisation)/history?lang=en").text
      #expect(history.contains("\"verb\":\"people.entity.end\"") && history.contains("\"by\":\"Dora Directrice\""))
      #expect(await stranger.get("/api/organisations/\(organisation)/history").status == 403)
    }
  }
}
