import Kernel
import Ledger
import Store
import Testing
import Trials
import Web

@testable import Invoicing
@testable import Payments
@testable import People

/// Which penalties are worth an invoice, and which may no longer be asked for (docs/dunning.md).
@Suite struct PenaltyTests {
  struct Limit: Sendable {
    let limitation: Limitation
    let years: Int
    let on: String
    let first: String
  }
  /// Five years by days; two; four whole years of a public body. On 29 February what fell due on the 28th is over.
  @Test(arguments: [
    Limit(limitation: .professional, years: 5, on: "2026-11-29", first: "2021-11-29"),
    Limit(limitation: .professional, years: 5, on: "2028-02-29", first: "2023-03-01"),
    Limit(limitation: .professional, years: 5, on: "2029-02-28", first: "2024-02-28"),
    Limit(limitation: .professional, years: 4, on: "2028-02-29", first: "2024-02-29"),
    Limit(limitation: .consumer, years: 2, on: "2026-11-29", first: "2024-11-29"),
    Limit(limitation: .publicBody, years: 4, on: "2026-11-29", first: "2022-01-01"),
    Limit(limitation: .publicBody, years: 4, on: "2027-01-01", first: "2023-01-01"),
  ])
  func theFirstDayThatMayStillBeAskedFor(_ limit: Limit) throws {
    #expect(LimitationRule.firstDay(limit.limitation, years: limit.years, on: try day(limit.on)).description == limit.first)
  }

  struct Split: Sendable {
    let from: String
    let until: String
    let isUnpaid: Bool
    let left: String
    let lost: String
  }
  /// With 1 June 2021 as the first day; due on 10 May 2021, or on 31 May where the days begin on 1 June.
  @Test(arguments: [
    Split(from: "2021-06-01", until: "2021-07-01", isUnpaid: true, left: "2021-06-01 2021-07-01", lost: ""),
    Split(from: "2021-05-11", until: "2021-07-01", isUnpaid: false, left: "2021-06-01 2021-07-01", lost: "2021-05-11 2021-06-01"),
    Split(from: "2021-05-11", until: "2021-07-01", isUnpaid: true, left: "", lost: "2021-05-11 2021-07-01"),
    Split(from: "2021-05-11", until: "2021-06-01", isUnpaid: false, left: "", lost: "2021-05-11 2021-06-01"),
  ])
  func whatIsLeftAndWhatIsLost(_ row: Split) throws {
    let due = try row.from == "2021-06-01" ? day("2021-05-31") : day("2021-05-10")
    let (left, lost) = LimitationRule.split(
      DaySpan(from: try day(row.from), until: try day(row.until)), due: due, isUnpaid: row.isUnpaid, firstDay: try day("2021-06-01"))
    func text(_ span: DaySpan?) -> String { span.map { "\($0.from) \($0.until.map(\.description) ?? "")" } ?? "" }
    #expect(text(left) == row.left)
    #expect(text(lost) == row.lost)
  }

  @Test(arguments: [(51_58, 0, true), (51_58, 51_58, true), (51_57, 51_58, false), (0, 0, false)] as [(Int64, Int64, Bool)])
  func theFloor(total: Int64, floor: Int64, isWorthwhile: Bool) {
    #expect(PenaltyFloor.isWorthwhile(Money(cents: total), floor: Money(cents: floor)) == isWorthwhile)
  }

  /// 1 200.00 due on 11 May 2026 and paid on 1 July, asked for on 1 June 2031: the days of May are over five years old, and so is the
  /// indemnity. June is left: 1 200 × 12.15 % × 30 ÷ 365 = 11.98. What Bob never paid of the same day may no longer be asked for at all.
  @Test(arguments: TrialStore.engines) func whatIsTooOldIsNotProposed(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let number = try await house.invoice(1_000_00, on: try day("2026-05-01"))
      let unpaid = try await house.invoice(1_000_00, to: house.bob, on: try day("2026-05-01"))
      _ = try await house.perform(
        RecordReceipt(
          entity: house.sas, customer: house.ada, day: try day("2026-07-01"), amount: Money(cents: 1_200_00), means: .transfer,
          documents: [number]), on: try day("2026-07-01"))
      func planned(_ text: String) async throws -> PenaltyPlan {
        try await house.database.read { try $0.penaltyPlan(house.sas, on: try day(text)) }
      }
      // On the last day nothing is lost: 50 days of Ada's, and all of Bob's.
      let last = try await planned("2031-05-12")
      #expect(last.barred.isEmpty && last.lines.map(\.document.number) == [number, unpaid])
      #expect(last.lines.map(\.indemnity.cents) == [40_00, 40_00])
      let plan = try await planned("2031-06-01")
      #expect(plan.lines.map(\.document.number) == [number])
      #expect(plan.lines.first?.total == Money(cents: 11_98) && plan.lines.first?.span.from == Day(2026, 6, 1))
      let barred = try #require(plan.barred.first)
      #expect(plan.barred.count == 1 && barred.limitation == .professional && barred.firstDay == Day(2026, 6, 1))
      #expect(barred.parameter.value == 5 && barred.parameter.reference.contains("2224"))
      #expect(barred.documents.map(\.number) == [number, unpaid] && barred.documents.map(\.isUnpaid) == [false, true])
      #expect(barred.documents.first?.lost == DaySpan(from: try day("2026-05-12"), until: try day("2026-06-01")))
      // The act charges what is proposed, and nothing else.
      #expect(try await house.perform(ChargePenalties(entity: house.sas), on: try day("2031-06-01")) == 1)
      let charges = try await house.database.read { try $0.waitingCharges(until: try day("2031-06-30"), of: nil) }
      #expect(charges.filter { $0.draft.kind == .penalty }.map(\.draft.net.cents) == [11_98])
    }
  }

  /// Ada owes 51.58: kept while 60.00 are asked of a customer at least, charged from the day on which 51.58 are enough.
  @Test(arguments: TrialStore.engines) func whatIsSmallWaits(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let number = try await house.invoice(1_000_00, on: try day("2026-05-01"))
      _ = try await house.perform(
        RecordReceipt(
          entity: house.sas, customer: house.ada, day: try day("2026-06-10"), amount: Money(cents: 1_200_00), means: .transfer,
          documents: [number]), on: try day("2026-06-10"))
      let (set, asked) = (try day("2026-06-15"), try day("2026-06-20"))
      #expect(
        await refusals { try await house.perform(SetPenaltyFloor(from: set - 1, amount: Money(cents: 1)), on: set) }
          == ["payments.problem.past"])
      #expect(
        await refusals { try await house.perform(SetPenaltyFloor(from: set, amount: Money(cents: -1)), on: set) }
          == ["kernel.problem.amount"])
      try await house.perform(SetPenaltyFloor(from: asked, amount: Money(cents: 60_00)), on: set)
      try await house.perform(SetPenaltyFloor(from: asked + 5, amount: Money(cents: 51_58)), on: set)
      #expect(try await house.database.read { try $0.penaltyFloor(on: set) } == .zero)
      let plan = try await house.database.read { try $0.penaltyPlan(house.sas, on: asked) }
      #expect(plan.lines.isEmpty && plan.small.map(\.total.cents) == [51_58] && plan.small.map(\.customer) == [house.ada])
      #expect(try await house.perform(ChargePenalties(entity: house.sas), on: asked) == 0)
      #expect(try await house.perform(ChargePenalties(entity: house.sas), on: asked + 5) == 1)
    }
  }

  @Test(arguments: TrialStore.engines) func thePageSaysSo(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      try await house.invoice(1_000_00, on: try day("2026-05-01"))
      let now = HouseTime.mulhouse.instant(on: try day("2031-06-01"), hour: 9)
      let browser = try await house.browser(.director, at: now)
      let page = await browser.get("/late/penalties?entity=\(house.sas)")
      for part in ["Prescrit, non proposé", "C. civ. art. 2224", "5 ans", "SAS-F-"] { #expect(page.text.contains(part), "\(part)") }
      #expect(page.text.contains("1er juin 2026") || page.text.contains("1 juin 2026"))
      let told = await browser.get("/api/late/penalties?entity=\(house.sas)").text
      #expect(told.contains("\"isUnpaid\":true") && told.contains("\"years\":5") && told.contains("\"floorCents\":0"))
      // All that is wrong at once, with what was typed.
      let wrong = await browser.post("/late/floor", ["from": "2031-05-01", "amount": "beaucoup"])
      #expect(wrong.status == 422 && wrong.text.contains("beaucoup"))
      #expect(await browser.post("/late/floor", ["from": "2031-06-01", "amount": "-1"]).status == 422)
      #expect(await browser.post("/late/floor", ["from": "2031-06-01", "amount": "12,50"]).status == 303)
      #expect(await browser.get("/late/floor").text.contains("12,50"))
      let put = await browser.json("PUT", "/api/late/floor", #"{"from": "2031-06-01", "amount": "7.00"}"#)
      #expect(put.status == 200 && put.text == #"{"amountCents":700}"#)
      let rental = try await house.browser(.rental, at: now)
      #expect(await rental.get("/late/floor").status == 200)
      #expect(await rental.post("/late/floor", ["from": "2031-06-01", "amount": "1"]).status == 403)
    }
  }
}

extension PaymentsHouse {
  /// Somebody of the house before their browser.
  func browser(_ role: Role, at now: Instant) async throws -> RouterTrial {
    let person = try await database.perform(
      AddPerson(PersonFacts(name: "\(role)", email: "\(role)@km0.example")), for: .house, at: now - 7200)
    _ = try await database.perform(
      GrantRole(role, to: person, on: nil, HeldSpan(from: HouseTime.mulhouse.day(of: now) - 1, until: nil)), for: .house, at: now - 3600)
    let browser = try RouterTrial(
      areas: [People.area(), Ledger.area(), Invoicing.area(), Payments.area()], database: database,
      doorkeeper: PeopleDoorkeeper(database: database), now: { now })
    let secret = FreshSecret()
    try await database.write { try $0.openSession(of: person, digest: secret.digest, userAgent: nil, at: now) }
    browser.setCookie("session", secret.text)
    _ = await browser.get("/account")
    return browser
  }
}
