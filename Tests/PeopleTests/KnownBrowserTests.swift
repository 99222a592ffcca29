import Kernel
import Secrets
import Store
import Testing
import Trials
import Web

@testable import People

/// Whoever knows an address can try it, and shuts nobody out by it.
@Suite struct KnownBrowserTests {
  private static let address = "dora@km0.example"

  private func attempt(
    _ house: PeopleHouse, proven: String?, with browser: BrowserKey?, email: String = address, peer: String = "peer", after seconds: Int64
  ) async throws -> SignInOutcome {
    try await house.perform(
      SignInWithPassword(email: email, provenDigest: proven, session: FreshSecret(), browser: browser, peer: peer, userAgent: "Browser"),
      for: .visitor(), after: seconds)
  }
  private func givePassword(_ house: PeopleHouse, _ digest: String = "digest") async throws {
    try await house.perform(SetPassword(digest, provenDigest: nil, keeping: nil, letters: PeopleHouse.letters))
  }
  /// What the browser shows the next time.
  private func next(_ browser: BrowserKey) -> BrowserKey { BrowserKey(cookie: browser.fresh.text) }

  @Test(arguments: TrialStore.engines) func aStrangerShutsNobodyOut(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      try await givePassword(house)
      let person = try #require(house.director.person)
      let first = BrowserKey(cookie: nil)
      #expect(try await attempt(house, proven: "digest", with: first, after: 0) == .signedIn(person))
      // Fifty wrong ones from the network of the house, as many as one peer may: ten at her address, forty at others'.
      for second in 1...10 { #expect(try await attempt(house, proven: nil, with: nil, after: Int64(second)) == .refused) }
      for place in 0..<40 {
        _ = try await attempt(house, proven: nil, with: nil, email: "n\(place / 10)@km0.example", after: Int64(11 + place))
      }
      let stranger = BrowserKey(cookie: FreshSecret().text)
      #expect(
        try await attempt(house, proven: "digest", with: stranger, after: 60) == .wait(900 - 59), "a secret nobody gave is a stranger's")
      #expect(
        try await attempt(house, proven: nil, with: nil, email: "other@km0.example", after: 60) == .wait(900 - 59), "the peer is full")

      // Her own browser misses nine times and comes in.
      let second = next(first)
      for place in 0..<9 { #expect(try await attempt(house, proven: nil, with: second, after: Int64(61 + place)) == .refused) }
      #expect(try await attempt(house, proven: "digest", with: second, after: 70) == .signedIn(person))
      // It went with another secret: the old one is a stranger's.
      #expect(try await attempt(house, proven: "digest", with: second, after: 71) == .wait(900 - 70))
      // Ten failures of its own close it, and it alone: 900 s after the first of them.
      let third = next(second)
      for place in 0..<10 { #expect(try await attempt(house, proven: nil, with: third, after: Int64(80 + place)) == .refused) }
      #expect(try await attempt(house, proven: "digest", with: third, after: 90) == .wait(890))
      // Her sign-in did not make the strangers' failures forgotten: they wait until the first of ten is 900 s old.
      #expect(try await attempt(house, proven: nil, with: nil, peer: "elsewhere", after: 91) == .wait(900 + 1 - 91))
    }
  }

  @Test(arguments: TrialStore.engines) func linksAreCountedTheSameWay(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      try await givePassword(house)
      let browser = BrowserKey(cookie: nil)
      _ = try await attempt(house, proven: "digest", with: browser, after: 0)
      func ask(_ browser: BrowserKey?, after seconds: Int64) async throws -> Int64? {
        try await house.perform(
          RequestSignInLink(
            email: Self.address, secret: FreshSecret(), browser: browser, peer: "peer", letters: PeopleHouse.letters), for: .visitor(),
          after: seconds)
      }
      for second in 1...5 { #expect(try await ask(nil, after: Int64(second)) == nil) }
      #expect(try await ask(nil, after: 6) == 3595)
      for second in 7...11 { #expect(try await ask(next(browser), after: Int64(second)) == nil) }
      #expect(try await ask(next(browser), after: 12) == 3595)
    }
  }

  @Test(arguments: TrialStore.engines) func aBrowserIsKnownForOnePerson(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      try await givePassword(house)
      let dora = try #require(house.director.person)
      let ada = try await house.addHolder(of: .rental, email: "ada@km0.example")
      let adas = try #require(ada.person)
      try await house.perform(SetPassword("adas", provenDigest: nil, keeping: nil, letters: PeopleHouse.letters), for: ada)
      // Ada's browser is a stranger to Dora's account.
      let first = BrowserKey(cookie: nil)
      #expect(try await attempt(house, proven: "adas", with: first, email: "ada@km0.example", after: 0) == .signedIn(adas))
      var browser = next(first)
      for second in 1...10 { #expect(try await attempt(house, proven: nil, with: browser, after: Int64(second)) == .refused) }
      #expect(try await attempt(house, proven: "digest", with: browser, after: 11) == .wait(890))
      // Once Dora has used it, it is known to both. Ada's own sign-ins give her no new guesses at Dora's account.
      #expect(try await attempt(house, proven: "digest", with: browser, after: 901) == .signedIn(dora))
      browser = next(browser)
      for second in 0..<10 { #expect(try await attempt(house, proven: nil, with: browser, after: Int64(910 + second)) == .refused) }
      #expect(try await attempt(house, proven: "adas", with: browser, email: "ada@km0.example", after: 920) == .signedIn(adas))
      #expect(try await attempt(house, proven: "digest", with: next(browser), after: 921) == .wait(910 + 900 - 921))
    }
  }

  @Test(arguments: TrialStore.engines) func whatEndsASessionForgetsItsBrowser(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      try await givePassword(house)
      let person = try #require(house.director.person)
      func browsers() async throws -> Int { try await house.count("SELECT COUNT(*) FROM known_browsers") }
      func enter(after seconds: Int64) async throws -> (session: FreshSecret, browser: BrowserKey) {
        let (session, browser) = (FreshSecret(), BrowserKey(cookie: nil))
        let act = SignInWithPassword(
          email: Self.address, provenDigest: "digest", session: session, browser: browser, peer: "peer", userAgent: nil)
        #expect(try await house.perform(act, for: .visitor(), after: seconds) == .signedIn(person))
        return (session, browser)
      }
      let lost = try await enter(after: 0)
      let kept = try await enter(after: 1)
      #expect(try await browsers() == 2)
      let sessions = try await house.database.read { try $0.sessions(of: person, at: PeopleHouse.now + 2) }
      try await house.perform(EndSession(try #require(sessions.first { $0.digest == lost.session.digest }).id), after: 2)
      #expect(try await browsers() == 1)
      _ = try await enter(after: 3)
      try await house.perform(
        SetPassword("new", provenDigest: "digest", keeping: kept.session.digest, letters: PeopleHouse.letters), after: 4)
      #expect(try await browsers() == 1, "the one it was set with")
      #expect(try await attempt(house, proven: "new", with: next(kept.browser), after: 5) == .signedIn(person))
      #expect(try await browsers() == 1, "it is the same")
      // Half a year after the last sign-in it is a stranger's, and gone.
      try await house.perform(ForgetAttempts(), for: .house, after: 5 + BrowserLifetime.known - 1)
      #expect(try await browsers() == 1)
      try await house.perform(ForgetAttempts(), for: .house, after: 5 + BrowserLifetime.known)
      #expect(try await browsers() == 0)
    }
  }

  /// As a browser goes through it: the cookie comes with the sign-in, and goes with the next.
  @Test(arguments: TrialStore.engines) func inASessionOthersDoNotCount(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let password = "une brique, deux toits"
      try await givePassword(house, PasswordDigest.make(password).text)
      let browser = try RouterTrial(
        areas: [People.area()], database: house.database, doorkeeper: PeopleDoorkeeper(database: house.database), now: { PeopleHouse.now })
      _ = await browser.get("/sign-in")
      let entered = await browser.post("/sign-in", ["email": Self.address, "password": password])
      let cookies = entered.headers.filter { $0.0 == "set-cookie" && $0.1.hasPrefix("browser=") }.map(\.1)
      #expect(entered.status == 303 && cookies.count == 1)
      #expect(cookies.first?.contains("Max-Age=\(BrowserLifetime.known)") == true && cookies.first?.contains("HttpOnly") == true)
      for _ in 0..<10 { _ = try await attempt(house, proven: nil, with: nil, after: 0) }
      #expect(try await attempt(house, proven: nil, with: nil, after: 0) == .wait(900))
      _ = await browser.get("/account")
      let facts = ["name": "Dora D.", "language": "fr", "email": "dora@new.example"]
      #expect(await browser.post("/account", facts.merging(["proof": "autre chose"]) { $1 }).status == 422)
      #expect(await browser.post("/account", facts.merging(["proof": password]) { $1 }).status == 303)
      _ = await browser.post("/sign-out")
      _ = await browser.get("/sign-in")
      #expect(await browser.post("/sign-in", ["email": Self.address, "password": password]).status == 303)
    }
  }
}
