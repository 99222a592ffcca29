import Invoicing
import Kernel
import People
import Store
import Testing
import Trials

@testable import Leasing
@testable import Spaces

/// The cells a tenant could grow into, and what they would cost; and the address at which a calendar reads the tenant's days.
@Suite struct GrowthChoiceTests {
  private func told(_ house: LeasingHouse, _ id: ID<Lease>, from: Day) async throws -> [String] {
    let facts = try await house.facts(id)
    let choices = try await house.database.read { transaction in try transaction.growthChoices(of: facts, from: from) }
    var lines: [String] = []
    for choice in choices {
      let until = choice.until.map { $0.description } ?? "–"
      lines.append("\(choice.cell.code) \(choice.monthly.cents) \(until)")
    }
    return lines
  }

  /// C-03 is let for 150.00 of rent and 30.00 of services a month. Of its neighbours C-02 is Bob's, C-04 is free: 15.00 m² at the price of 15.00 m² are
  /// 150.00, services apart. An option of Bob's from September bounds it; one of Ada's own does not.
  @Test(arguments: TrialStore.engines) func freeNeighboursWithTheirPrice(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft("derogatory", house.ada, house.at(3), until: day("2026-02-01")))
      #expect(try await told(house, id, from: day("2025-06-01")) == ["C-02 15000 –", "C-04 15000 –"])
      try await house.sign(house.draft("commercial", house.bob, house.at(2)))
      #expect(try await told(house, id, from: day("2025-06-01")) == ["C-04 15000 –"])
      let bobs = try await house.perform(
        GrantOption(
          organisation: house.bob, cells: .exactly(house.at(4)), start: .day(day("2025-09-01")), expiresOn: day("2025-08-01"),
          reason: "Essai"))
      #expect(try await told(house, id, from: day("2025-06-01")) == ["C-04 15000 2025-09-01"])
      #expect(try await told(house, id, from: day("2025-09-01")) == [])
      try await house.perform(ReleaseHold(bobs, reason: "Renoncé"), on: day("2025-02-01"))
      try await house.perform(
        GrantGrowth(id, cells: house.at(4), from: day("2025-06-01"), expiresOn: day("2025-06-01")), on: day("2025-02-01"))
      #expect(try await told(house, id, from: day("2025-06-01")) == ["C-04 15000 –"])
      // After the term there is nothing to add to.
      #expect(try await told(house, id, from: day("2026-02-01")) == [])
    }
  }

  /// 15.00 m² beside 30.00 m²: half of 300.00, so that June asks 300.00 + 30.00 + 150.00.
  @Test(arguments: TrialStore.engines) func whatTheyWouldCost(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let facts = try await house.facts(try await house.sign(house.draft("commercial", house.ada, house.at(3, 4))))
      let supposed = try await house.database.read { transaction in
        SupposedLease(
          facts, .area(FloorArea(hundredths: 1500), of: FloorArea(hundredths: 3000), from: day("2025-06-01")), held: 2,
          months: [Month("2025-05")!, Month("2025-06")!], try VATRates(transaction)
        ) { $0.text }
      }
      #expect(supposed.lines.map(\.now.net) == [euros("330"), euros("330")])
      #expect(supposed.lines.map(\.then.net) == [euros("330"), euros("480")])
    }
  }

  @Test(arguments: TrialStore.engines) func anAddressIsKeptAsADigestAndEndsOnce(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let person = try await house.perform(AddPerson(PersonFacts(name: "Ada L.", email: "ada@example.org")))
      let other = try await house.perform(AddPerson(PersonFacts(name: "Bob", email: "bob@example.org")))
      let viewer = Viewer(person: person, name: "Ada L.", grants: [Grant(.resident, on: house.ada)])
      let stranger = Viewer(person: other, name: "Bob", grants: [])
      let secret = FreshSecret()
      #expect(try await house.refusal(of: SubscribeToObligations("Agenda", secret: secret), for: stranger)?.kind == .notAllowed)
      #expect(try await house.codes(of: SubscribeToObligations(" ", secret: secret), for: viewer) == ["kernel.problem.missing"])
      let id = try await house.perform(SubscribeToObligations("Agenda", secret: secret), for: viewer)
      let kept = try await house.database.read { try $0.rows("SELECT * FROM calendar_subscriptions").map { "\($0.values)" } }
      #expect(kept.count == 1 && !kept[0].contains(secret.text) && kept[0].contains(secret.digest))
      #expect(try await house.database.read { try $0.calendarSubscription(digest: secret.digest)?.person } == person)
      #expect(try await house.refusal(of: EndSubscription(id), for: stranger)?.kind == .notFound)
      try await house.perform(EndSubscription(id), for: viewer)
      #expect(try await house.database.read { try $0.calendarSubscription(digest: secret.digest) } == nil)
      #expect(try await house.refusal(of: EndSubscription(id), for: viewer)?.kind == .notFound)
    }
  }
}
