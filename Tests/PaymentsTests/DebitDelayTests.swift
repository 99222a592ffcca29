import Banking
import Kernel
import Ledger
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Payments

/// What the house did not collect is not late (docs/dunning.md).
@Suite struct DebitDelayTests {
  struct Case: Sendable {
    let said: String
    var end = "2029-03-01"
    var takings: [(String, Bool)] = []
    let last: String?
  }
  /// Announced for Monday 18 May 2026, and looked at on 20 June.
  @Test(arguments: [
    Case(said: "never collected", last: nil), Case(said: "collected on the day", takings: [("2026-05-18", false)], last: nil),
    Case(said: "collected late", takings: [("2026-06-02", false)], last: nil),
    Case(said: "in a file of next week", takings: [("2026-06-26", false)], last: nil),
    Case(said: "came back", takings: [("2026-06-02", true)], last: "2026-06-02"),
    Case(said: "came back and was taken again", takings: [("2026-06-02", true), ("2026-06-16", false)], last: "2026-06-02"),
    Case(said: "revoked before the day", end: "2026-05-10", last: "2026-05-18"),
    Case(said: "revoked after it", end: "2026-06-01", last: "2026-06-01"),
    Case(said: "collected, then revoked", end: "2026-06-01", takings: [("2026-05-18", false)], last: nil),
    Case(said: "revoked, and collected by another mandate", end: "2026-06-01", takings: [("2026-06-16", false)], last: "2026-06-01"),
    Case(said: "to be revoked", end: "2026-06-21", last: nil),
  ])
  func theLastDayInTime(_ row: Case) throws {
    let last = DebitDelay.lastDay(
      announced: try day("2026-05-18"), end: try day(row.end),
      takings: try row.takings.map { DebitDelay.Taking(try day($0.0), cameBack: $0.1) }, on: try day("2026-06-20"))
    #expect(last?.description == row.last, "\(row.said)")
  }

  /// One mandate takes over from the other without a gap; a third came after one.
  @Test func mandatesFollowEachOther() throws {
    let spans = [("2026-01-01", "2026-03-01"), ("2026-02-15", "2026-05-01"), ("2026-05-02", "2029-05-02")]
    let mandates = try spans.map { DebitDelay.Allowed(try day($0.0), try day($0.1)) }
    #expect(DebitDelay.end(of: mandates, from: try day("2026-01-10")) == Day(2026, 5, 1))
    #expect(DebitDelay.end(of: mandates, from: try day("2026-05-02")) == Day(2029, 5, 2))
    #expect(DebitDelay.end(of: [], from: try day("2026-01-10")) == Day(2026, 1, 10))
  }

  /// Invoiced on 6 May 2026, due on Saturday the 16th and so debited on Monday the 18th. The house collects on 2 June only: what is paid then was
  /// never late. What came back on the 5th is, from then: 1 200 × 12.15 % × 15 ÷ 365 = 5.99, and 40.00. Bob took his mandate back on 1 June: from the
  /// 2nd it was for him to pay: 1 200 × 12.15 % × 18 ÷ 365 = 7.19, and 40.00.
  @Test(arguments: TrialStore.engines) func theDelayOfTheHouseCostsNothing(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      try await house.mandate()
      let bobs = try await house.mandate(house.bob, iban: "DE89370400440532013000")
      let then = try day("2026-05-06")
      let paid = try await house.invoice(1_000_00, on: then)
      let back = try await house.invoice(1_000_00, on: then)
      let left = try await house.invoice(1_000_00, to: house.bob, on: then)
      #expect(try await house.database.read { try $0.invoice(number: paid)?.dueDay } == Day(2026, 5, 18))
      func penalties(_ text: String) async throws -> [PenaltyPlan.Line] {
        try await house.database.read { try $0.penaltyPlan(house.sas, on: try day(text)) }.lines
      }
      func letters(_ text: String) async throws -> [OrganisationID] {
        try await house.database.read { try $0.reminderPlan(house.sas, on: try day(text)) }.letters.map(\.customer)
      }
      // Nothing was collected, and nobody is reminded of that or pays for it.
      #expect(try await penalties("2026-05-30").isEmpty)
      #expect(try await letters("2026-05-30").isEmpty)
      try await house.perform(RevokeMandate(bobs, reason: "À la demande du client"), on: try day("2026-06-01"))
      let taken = try await house.perform(
        CollectDirectDebits(entity: house.sas, day: try day("2026-06-02")), on: try day("2026-05-28"))
      #expect(taken != nil)
      let bank = TrialBank(
        name: "S1",
        entries: [
          [.init(amount: 1_200_00, day: "2026-06-02", endToEnd: paid)], [.init(amount: 1_200_00, day: "2026-06-02", endToEnd: back)],
          [.init(amount: -1_200_00, day: "2026-06-05", endToEnd: back, reason: "AM04", isReversal: true)],
        ])
      #expect(try await house.perform(try ImportBankStatement(bank.xml), on: try day("2026-06-05")).settled == 3)
      // Eight days after 1 June, and after the 2nd.
      #expect(try await letters("2026-06-08") == [])
      #expect(try await letters("2026-06-09") == [house.bob])
      #expect(Set(try await letters("2026-06-10")) == [house.ada, house.bob])
      let lines = try await penalties("2026-06-20").sorted { $0.document.number < $1.document.number }
      #expect(lines.map(\.document.number) == [back, left].sorted())
      let returned = try #require(lines.first { $0.document.number == back })
      #expect(returned.steps.map(\.days) == [15] && returned.interest == Money(cents: 5_99) && returned.indemnity == Money(cents: 40_00))
      let revoked = try #require(lines.first { $0.document.number == left })
      #expect(revoked.steps.map(\.days) == [18] && revoked.interest == Money(cents: 7_19) && revoked.indemnity == Money(cents: 40_00))
      #expect(revoked.document.due == Day(2026, 6, 1))
    }
  }
}
