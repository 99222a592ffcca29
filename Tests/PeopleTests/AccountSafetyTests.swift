import Kernel
import Secrets
import Store
import Testing
import Trials
import Web

@testable import People

/// A session that somebody else sits down at, for a minute, opens nothing that lasts.
@Suite struct AccountSafetyTests {
  private static let password = "une brique, deux toits"

  private func browser(_ house: PeopleHouse, after seconds: Int64 = 0) async throws -> RouterTrial {
    let now = PeopleHouse.now + seconds
    let browser = try RouterTrial(
      areas: [People.area()], database: house.database, doorkeeper: PeopleDoorkeeper(database: house.database), now: { now })
    _ = await browser.get("/sign-in")
    return browser
  }
  /// The director at the account page, by a session that was opened at the beginning.
  private func account(_ house: PeopleHouse, after seconds: Int64 = 60) async throws -> RouterTrial {
    let secret = FreshSecret()
    let person = try #require(house.director.person)
    try await house.database.write { try $0.openSession(of: person, digest: secret.digest, userAgent: nil, at: PeopleHouse.now) }
    let browser = try await browser(house, after: seconds)
    browser.setCookie("session", secret.text)
    _ = await browser.get("/account")
    return browser
  }
  private func givePassword(_ house: PeopleHouse) async throws {
    let digest = PasswordDigest.make(Self.password).text
    try await house.perform(SetPassword(digest, provenDigest: nil, keeping: nil, letters: PeopleHouse.letters))
  }
  private func address(_ house: PeopleHouse) async throws -> String? {
    let person = try #require(house.director.person)
    return try await house.database.read { try $0.person(person)?.facts.email }
  }
  /// The link in the latest letter to an address.
  private func link(to email: String, _ house: PeopleHouse) async throws -> String? {
    let body: String? = try await house.database.read {
      try $0.value("SELECT body FROM outbox WHERE to_address = \(email) ORDER BY id DESC LIMIT 1")
    }
    return body?.firstMatch(of: #/\/address\/[A-Za-z0-9_-]{43}/#).map { String($0.0) }
  }

  @Test(arguments: TrialStore.engines) func anAddressIsConfirmedWhereItIs(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      try await givePassword(house)
      let me = try await account(house)
      let facts = ["name": "Dora D.", "language": "fr"]
      for (typed, status) in [("", 422), ("autre chose", 422)] {
        let reply = await me.post("/account", facts.merging(["email": "thief@else.example", "proof": typed]) { $1 })
        #expect(reply.status == status && reply.text.contains("thief@else.example"))
      }
      #expect(try await link(to: "thief@else.example", house) == nil)
      // Everything else is changed as before, without a password.
      #expect(await me.post("/account", facts.merging(["email": "dora@km0.example"]) { $1 }).status == 303)
      let asked = facts.merging(["email": "dora@new.example", "proof": Self.password]) { $1 }
      #expect(await me.post("/account", asked).status == 303)
      #expect(try await address(house) == "dora@km0.example", "not before it is confirmed")
      let first = try #require(try await link(to: "dora@new.example", house))
      // Asked again, the first link opens nothing.
      #expect(await me.post("/account", asked).status == 303)
      let second = try #require(try await link(to: "dora@new.example", house))
      let visitor = try await browser(house, after: 3600)
      #expect(await visitor.get(first).status == 404)
      // A mail program that follows links changes nothing by that.
      #expect(await visitor.get(second).text.contains("dora@new.example"))
      #expect(try await address(house) == "dora@km0.example")
      #expect(await visitor.post(second).header("location") == "/sign-in")
      #expect(try await address(house) == "dora@new.example")
      #expect(await visitor.post(second).status == 404)
      #expect(try await house.count("SELECT COUNT(*) FROM outbox WHERE to_address = 'dora@km0.example'") == 2)
      #expect(try await house.verbs(of: "person/\(try #require(house.director.person))").contains("people.address.ask"))
    }
  }

  @Test(arguments: TrialStore.engines) func aLinkToANewAddressEndsByItself(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      try await givePassword(house)
      let me = try await account(house)
      let asked = ["name": "Dora", "language": "fr", "email": "dora@new.example", "proof": Self.password]
      #expect(await me.post("/account", asked).status == 303)
      let path = try #require(try await link(to: "dora@new.example", house))
      let late = try await browser(house, after: 60 + 24 * 3600)
      #expect(await late.post(path).status == 404)
      // Taken by somebody else meanwhile, it is nobody's to take.
      _ = try await house.addPerson("Autre", "dora@new.example")
      #expect(await (try await browser(house, after: 120)).post(path).status == 409)
      #expect(try await address(house) == "dora@km0.example")
    }
  }

  /// Who has no password shows that they came in a short while ago: for 1,799 seconds, not for 1,800.
  @Test(arguments: TrialStore.engines) func whoHasNoPasswordComesInAnew(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      for (seconds, isFresh) in [(Int64(1800), false), (1799, true)] {
        let me = try await account(house, after: seconds)
        let email = ["name": "Dora", "language": "fr", "email": "dora\(seconds)@new.example"]
        #expect(await me.post("/account", email).status == (isFresh ? 303 : 422))
        #expect(await me.post("/account/tokens", ["token_name": "Script"]).status == (isFresh ? 200 : 422))
        let password = ["password": Self.password, "again": Self.password]
        #expect(await me.post("/account/password", password).status == (isFresh ? 303 : 422))
      }
    }
  }

  @Test(arguments: TrialStore.engines) func aResetEndsEveryToken(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      try await givePassword(house)
      let person = try #require(house.director.person)
      let stored = try await house.database.read { try $0.passwordDigest(of: person) }
      let proof = OwnProof(provenDigest: stored, session: nil, field: "token_proof")
      let wrong = OwnProof(provenDigest: "other", session: nil, field: "token_proof")
      func make(_ proof: OwnProof) -> MakeToken {
        MakeToken("Script", readOnly: false, expiresAt: nil, proof: proof, secret: FreshSecret())
      }
      #expect(try await refusal { try await house.perform(make(wrong)) } == .invalid("people.problem.passwordWrong", field: "token_proof"))
      try await house.perform(make(proof))
      let link = FreshSecret()
      let ask = RequestSignInLink(email: "dora@km0.example", purpose: .password, secret: link, peer: "p", letters: PeopleHouse.letters)
      _ = try await house.perform(ask, for: .visitor())
      #expect(try await house.database.read { try $0.accessTokens(of: person) }.count == 1)
      let reset = ResetPassword(
        link: link.digest, passwordDigest: "new", session: FreshSecret(), userAgent: nil, letters: PeopleHouse.letters)
      _ = try await house.perform(reset, for: .visitor())
      #expect(try await house.database.read { try $0.accessTokens(of: person) }.isEmpty)
    }
  }
}
