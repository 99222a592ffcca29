import Kernel
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import Spaces

/// Lives by chance: whatever was done and refused, no day is asked for twice, none that is held is left out, and the plan says what the leases say.
@Suite("Random histories of leases") struct HistoryTests {
  @Test(arguments: TrialStore.engines, 0..<4) func nothingIsLost(engine: Engine, seed: Int) async throws {
    try await LeasingHouse.with(engine) { house in
      var chance = Chance(seed: UInt64(seed) &* 977)
      var today = LeasingHouse.start
      var leases: [ID<Lease>] = []
      for _ in 0..<40 {
        today = today + chance.number(1...40)
        if leases.count < 4 || chance.once(in: 6) {
          let tenant = chance.once(in: 2) ? house.ada : house.bob
          let scheme = ["commercial", "derogatory", "hotel-23"][chance.number(0...2)]
          var draft = house.draft(scheme, tenant, [house.cells[chance.number(0...9)]], from: today + chance.number(-20...60))
          draft.terms.rhythm = Rhythm(chance.once(in: 2) ? .month : .quarter, chance.once(in: 2) ? .advance : .arrears)
          if let id = try await attempt(house, PrepareLease(draft), on: today) {
            if try await attempt(house, OfferLease(id, expiresOn: today + 30), on: today) != nil,
              try await attempt(house, SignLease(id, signatory: "A", .paper(LeasingHouse.paper)), on: today) != nil
            {
              leases.append(id)
            }
          }
          continue
        }
        try await act(on: leases[chance.number(0...(leases.count - 1))], house, today, &chance)
      }
      try await check(house, leases, today)
    }
  }

  private func attempt<Deed: Act>(_ house: LeasingHouse, _ act: Deed, on day: Day) async throws -> Deed.Outcome? {
    do { return try await house.perform(act, on: day) } catch is Refusal { return nil }
  }

  private func act(on id: ID<Lease>, _ house: LeasingHouse, _ today: Day, _ chance: inout Chance) async throws {
    let facts = try await house.facts(id)
    switch chance.number(0...7) {
    case 7:
      let terms = TermsChange(
        frequency: chance.once(in: 2) ? .month : .quarter, timing: chance.once(in: 2) ? .advance : .arrears,
        paymentDays: chance.number(0...60))
      let from = (today.month + chance.number(-1...3)).first
      _ = try await attempt(house, AmendLease(id, from: from, summary: "Conditions", [.terms(terms)]), on: today)
    case 0:
      let changes: [LeaseChange] =
        facts.lines.first.map { [.price(line: $0.id, .month(Money(cents: Int64(chance.number(1...99_999)))))] } ?? []
      _ = try await attempt(house, AmendLease(id, from: today + chance.number(-30...60), summary: "Essai", changes), on: today)
    case 1:
      let from = today + chance.number(-10...40)
      _ = try await attempt(
        house, FreezeLease(id, over: DaySpan(from: from, until: from + chance.number(1...40)), reason: "Essai"), on: today)
    case 2:
      _ = try await attempt(
        house,
        GiveNotice(id, by: .tenant, receivedOn: today, effectiveOn: today + chance.number(20...200), agreed: chance.once(in: 2), note: "x"),
        on: today)
    case 3: _ = try await attempt(house, WithdrawNotice(id), on: today)
    case 4: _ = try await attempt(house, EndLease(id, on: today + chance.number(1...60), reason: .other), on: today)
    case 5:
      let move = MoveTenant(
        id, to: [house.cells[chance.number(0...9)]], entry: today + 1, exit: today + chance.number(1...8),
        lines: [LineDraft(.rent, "Loyer", .month(euros("210")))], deposit: .zero, signatory: "A", paper: LeasingHouse.paper)
      _ = try await attempt(house, MoveBySignedPaper(move), on: today)
    default: try await house.invoice(today.month.description)
    }
  }

  private func check(_ house: LeasingHouse, _ leases: [ID<Lease>], _ today: Day) async throws {
    var asked: [String: [Int]] = [:]
    var nets: [String: Money] = [:]
    var month = LeasingHouse.start.month + -3
    let last = today.month + 40
    while month < last {
      for charge in try await house.charges(month.description) {
        #expect(nets[charge.origin] == nil, "\(charge.origin) is asked for twice")
        nets[charge.origin] = charge.net
        let key = charge.origin.split(separator: "/").prefix(3).joined(separator: "/")
        asked[key, default: []] += Array(charge.span.from.number..<(charge.span.until?.number ?? 0))
      }
      month = month + 1
    }
    for (line, days) in asked { #expect(Set(days).count == days.count, "\(line): a day is asked for twice") }
    for id in leases {
      let facts = try await house.facts(id)
      guard let schedule = facts.schedule, let span = facts.lease.span, let until = span.until, until.month < last + -5 else { continue }
      // Every period the schedule holds was asked for, to the cent.
      let whole = schedule.periods(touching: DaySpan(from: span.from, until: until)).flatMap { schedule.charges(of: $0) }
      let expected = whole.reduce(Money.zero) { $0 + $1.net }
      let found = nets.filter { $0.key.hasPrefix("lease/\(id)/") }.values.reduce(Money.zero, +)
      #expect(found == expected, "\(facts.lease.number)")
      #expect(schedule.amount(over: DaySpan(from: span.from, until: until)) == expected)
    }
    // What was invoiced and what was made good since add up to what is due.
    try await house.database.write { transaction in
      for id in leases {
        try transaction.settleDifferences(of: id, reason: "leasing.explain.amended", for: .house, at: LeasingHouse.noon(today))
      }
    }
    let charged = try await house.database.read { transaction in try leases.map { try transaction.chargedPeriods(of: $0) } }
    for (id, origins) in zip(leases, charged) {
      let schedule = try await house.facts(id).schedule
      for (origin, invoiced) in origins {
        let parts = origin.split(separator: "/")
        let first = Day(parts[3])!
        let due =
          schedule?.charges(of: schedule!.period(of: first)).first { $0.line == String(parts[2]) && $0.period.from == first }?.net ?? .zero
        #expect(invoiced.standing == due, "\(origin)")
      }
    }
    let faults = try await house.database.read { try LeaseCheck.letsAreKept.faults($0, LeasingHouse.noon(today)) }
    #expect(faults == [])
  }
}
