import Kernel
import Store
import Testing
import Trials

@testable import People
@testable import Spaces

@Suite("Other terms for what is held") struct TermsTests {
  static let d = SpacesHouse.day

  /// To whom which letters went, by the house's words for them.
  private static func letters(_ house: SpacesHouse) async throws -> [String] {
    try await house.database.read { transaction in
      try transaction.rows("SELECT to_name, subject FROM outbox ORDER BY id").map { row in
        let subject: String = try row.get("subject")
        return "\((try row.get("to_name") as String).replacing("Contact ", with: "")): \(subject)"
      }
    }
  }

  /// An option to 1 March 2019, that day not included, may expire on it, and no later.
  @Test(arguments: TrialStore.engines) func aPromiseDoesNotOutlastWhatItPromises(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let ada = try await house.addOrganisation("Ada")
      let option = try await house.perform(
        house.option(ada, house.exactly(1), .day(Self.d("2018-06-01")), until: Self.d("2019-03-01"), expires: Self.d("2018-05-01")))
      let late = try await house.refusal(of: ExtendOption(option, expiresOn: Self.d("2019-03-02")))
      #expect(late?.problems.map { "\($0.field ?? "") \($0.code)" } == ["expires_on spaces.problem.expiryAfterEnd"])
      #expect(late?.problems.first?.arguments["last"] == "2019-02-28")
      try await house.perform(ExtendOption(option, expiresOn: Self.d("2019-03-01"), reason: "banque"))
      #expect(try await house.line(option).hold.expiresOn == Self.d("2019-03-01"))
    }
  }

  @Test(arguments: TrialStore.engines) func theHolderIsWrittenTo(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let (ada, bob) = (try await house.addOrganisation("Ada"), try await house.addOrganisation("Bob", .english))
      let option = try await house.perform(
        house.option(ada, house.exactly(1), .day(Self.d("2018-06-01")), expires: Self.d("2018-05-01")))
      try await house.perform(ExtendOption(option, expiresOn: Self.d("2018-06-01")))
      // The same day again says nothing.
      try await house.perform(ExtendOption(option, expiresOn: Self.d("2018-06-01")))
      let handed = try await house.perform(TransferHold(option, to: bob, from: Self.d("2018-06-01"), reason: "fusion"))
      try await house.perform(ExpireHolds(), on: Self.d("2018-06-01"))
      #expect(try await house.line(handed).hold.endedHow == .expired)
      let told = try await Self.letters(house)
      #expect(told.count == 5)
      #expect(told[1] == "Ada: C-01\u{202F}: valable jusqu’au 31 mai 2018")
      #expect(told[2] == "Ada: C-01\u{202F}: transféré à Bob")
      #expect(told[3] == "Bob: C-01: now for Bob")
      #expect(told[4] == "Bob: C-01: the promise has expired")
      let count: Int? = try await house.database.read { try $0.value("SELECT COUNT(*) FROM outbox WHERE body LIKE '%{%'") }
      #expect(count == 0)
      // In silence, as the past is imported, nobody is.
      let quiet = try await house.perform(house.option(ada, house.exactly(2), .day(Self.d("2018-06-01"))))
      let before = try await Self.letters(house).count
      try await house.perform(ExtendOption(quiet, expiresOn: Self.d("2018-07-01"), silently: true))
      _ = try await house.perform(TransferHold(quiet, to: bob, silently: true))
      try await house.perform(ExpireHolds(silently: true), on: Self.d("2018-07-01"))
      #expect(try await Self.letters(house).count == before)
    }
  }
}
