import Kernel
import Store
import Testing
import Trials

@testable import People
@testable import Spaces

@Suite("Giving cells to organisations") struct GivingCellsTests {
  static let d = SpacesHouse.day

  @Test(arguments: TrialStore.engines) func oneHolderACell(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let (ada, bob) = (try await house.addOrganisation("Ada"), try await house.addOrganisation("Bob"))
      let from = Self.d("2018-06-01")
      let held = try await house.perform(house.option(ada, house.exactly(1, 2), .day(from)))
      let refused = try #require(try await house.refusal(of: LetSpace(organisation: bob, cells: [house.cells[1]], start: .day(from))))
      #expect(refused.kind == .conflict)
      #expect(refused.problems.map(\.code) == ["spaces.problem.clash.optionOpen"])
      #expect(refused.problems.first?.arguments["holder"] == "Ada")
      #expect(refused.problems.first?.arguments["cell"] == "C-02")
      // The day before it begins the cell is free; on its first day it is not.
      let short = LetSpace(organisation: bob, cells: [house.cells[1]], start: .day(Self.d("2018-05-01")), until: from)
      try await house.perform(short)
      let longer = TakeOutOfService(cells: [house.cells[0]], start: .day(Self.d("2018-05-01")), until: from + 1, reason: "sol")
      #expect(try await house.refusal(of: longer)?.kind == .conflict)
      #expect(try await house.line(held).codes == ["C-01", "C-02"])
      try await house.expectSound()
    }
  }

  @Test(arguments: TrialStore.engines) func whatIsWrongIsToldAtOnce(engine: Engine) async throws {
    try await SpacesHouse.with(engine, opened: false) { house in
      let ada = try await house.addOrganisation("Ada")
      try await house.perform(
        SetHeadLease(
          building: house.building, landlord: "SERM", tenant: "KM0", reference: "BE-1",
          span: DaySpan(from: Self.d("2017-01-01"), until: Self.d("2077-01-01"))))
      let act = GrantOption(
        key: nil, organisation: ada, cells: house.exactly(1, 3), start: .day(Self.d("2018-03-01")), until: Self.d("2078-01-01"),
        expiresOn: Self.d("2018-01-15"))
      let refused = try #require(try await house.refusal(of: act))
      #expect(refused.kind == .invalid)
      let codes = Set(refused.problems.map { $0.code.replacing("spaces.problem.", with: "") })
      #expect(codes == ["apart", "unopened", "pastHeadLease", "expiryPast"])
      let unknown = house.option(
        OrganisationID.fresh(at: SpacesHouse.noon(SpacesHouse.start)), house.exactly(1), .day(Self.d("2018-05-01")))
      #expect(try await house.refusal(of: unknown)?.problems.map(\.field) == ["organisation"])
      // Without end is allowed: it ends by law with the head lease. Bound to a milestone it may begin before the doors open.
      try await house.perform(house.option(ada, house.exactly(1, 2), .milestone(house.milestone, offset: -10)))
      let resident = Viewer(person: PersonID("x"), name: "R", grants: [Grant(.resident, on: ada)])
      #expect(try await house.refusal(of: act, for: resident)?.kind == .notAllowed)
      try await house.expectSound()
    }
  }

  @Test(arguments: TrialStore.engines) func eachBuildingHasItsOwnLeaseAndMilestones(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let ada = try await house.addOrganisation("Ada")
      let shed = try await house.perform(AddBuilding(key: "shed", site: house.site, BuildingFacts(name: "Shed")))
      let works = try await house.perform(
        AddMilestone(key: "shed-works", building: shed, name: "Toit", kind: .works, day: Self.d("2018-06-01")))
      let refused = try await house.refusal(of: house.option(ada, house.exactly(1), .milestone(works, offset: 0)))
      #expect(refused?.problems.map { "\($0.field ?? "") \($0.code)" } == ["milestone spaces.problem.milestoneElsewhere"])
      func lease(_ building: ID<Building>, _ from: String, _ until: String) async throws {
        try await house.perform(
          SetHeadLease(
            building: building, landlord: "SERM", tenant: "KM0", reference: from, span: DaySpan(from: Self.d(from), until: Self.d(until))))
      }
      try await lease(house.building, "2017-01-01", "2027-01-01")
      try await lease(house.building, "2028-01-01", "2038-01-01")
      try await lease(shed, "2018-01-01", "2100-01-01")
      // The year between the leases is nobody's, and a hold does not span it.
      let table: [(String, String?, String?)] = [
        ("2026-01-01", "2027-01-01", nil), ("2026-01-01", "2029-01-01", "pastHeadLease"), ("2027-06-01", "2028-06-01", "beforeHeadLease"),
        ("2028-01-01", "2038-01-01", nil), ("2038-01-01", nil, "afterHeadLease"), ("2016-12-01", nil, "beforeHeadLease"),
      ]
      for (from, until, code) in table {
        let act = house.option(ada, house.exactly(1), .day(Self.d(from)), until: until.map(Self.d))
        let codes: [String]
        do {
          let made = try await house.perform(act)
          try await house.perform(ReleaseHold(made, reason: "essai"))
          codes = []
        } catch let refusal as Refusal { codes = refusal.problems.map { $0.code.replacing("spaces.problem.", with: "") } }
        #expect(codes.filter { $0.hasSuffix("HeadLease") } == (code.map { [$0] } ?? []), "\(from) \(until ?? "…")")
      }
      // A slip to a day before the lease is refused whole.
      let hold = try await house.perform(house.option(ada, house.exactly(2), .milestone(house.milestone, offset: 0)))
      let early = try await house.refusal(of: SlipMilestone(house.milestone, to: Self.d("2016-06-01"), reason: "avance"))
      #expect(early?.problems.map(\.code).contains("spaces.problem.slipBeforeHeadLease") == true)
      #expect(try await house.line(hold).hold.span.from == Self.d("2018-04-01"))
    }
  }

  @Test(arguments: TrialStore.engines) func expiryFreesTheCellByItself(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let (ada, bob, cleo) = (
        try await house.addOrganisation("Ada"), try await house.addOrganisation("Bob", .german),
        try await house.addOrganisation("Cleo", .english)
      )
      let from = Self.d("2018-06-01")
      let expiry = Self.d("2018-03-01")
      let first = try await house.perform(house.option(ada, house.exactly(1, 2), .day(from), expires: expiry))
      let second = try await house.perform(house.option(bob, house.exactly(1, 2), .day(from), queue: 1))
      let third = try await house.perform(house.option(cleo, house.exactly(2), .day(from), queue: 2))
      #expect(try await house.line(second).hold.isWaiting)
      try await house.expectSound()
      // The last day it still holds, and the first on which it does not.
      let dora = try await house.addOrganisation("Dora")
      let late = LetSpace(organisation: dora, cells: [house.cells[0]], start: .day(from))
      #expect(try await house.refusal(of: late, on: expiry - 1)?.problems.first?.arguments["holder"] == "Ada")
      try await house.perform(ExpireHolds(), on: expiry)
      #expect(try await house.line(first).hold.endedHow == .expired)
      let served = try await house.line(second)
      #expect(served.codes == ["C-01", "C-02"] && !served.hold.isWaiting)
      #expect(try await house.line(third).hold.queuePosition == 1)
      #expect(try await house.refusal(of: late, on: expiry)?.problems.first?.arguments["holder"] == "Bob")
      try await house.expectSound(on: expiry)
      try await house.perform(ReleaseHold(second, reason: "trop cher"), on: expiry + 5)
      #expect(try await house.line(third).codes == ["C-02"])
      let subjects = try await house.subjects()
      #expect(subjects.contains { $0.contains("ist an der Reihe") } && subjects.contains { $0.contains("it is the turn of") })
      try await house.expectSound(on: expiry + 5)
    }
  }

  /// A space is in one piece: C-01 and C-03 are not, and who is to have two of C-01 to C-03 is not left without a pair.
  @Test(arguments: TrialStore.engines) func someAmongManyHangTogether(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let from = Self.d("2018-06-01")
      let (ada, bob) = (try await house.addOrganisation("Ada"), try await house.addOrganisation("Bob"))
      let torn = house.option(ada, .among(count: 2, [house.cells[0], house.cells[2]]), .day(from))
      let scattered = try #require(try await house.refusal(of: torn))
      #expect(scattered.kind == .invalid && scattered.problems.map(\.code) == ["spaces.problem.poolScattered"])
      // Nor does anybody wait for what never comes.
      let waiting = house.option(ada, .among(count: 2, [house.cells[0], house.cells[2]]), .day(from), queue: 1)
      #expect(try await house.refusal(of: waiting)?.problems.map(\.code) == ["spaces.problem.poolScattered"])
      let option = try await house.perform(house.option(ada, .among(count: 2, Array(house.cells[0...2])), .day(from)))
      let middle = LetSpace(organisation: bob, cells: [house.cells[1]], start: .day(from))
      let refused = try #require(try await house.refusal(of: middle))
      #expect(refused.kind == .conflict && refused.problems.map(\.code) == ["spaces.problem.poolApartOpen"])
      #expect(refused.problems.first?.arguments["holders"] == "Ada" && refused.problems.first?.arguments["cells"] == "C-01, C-03")
      let works = TakeOutOfService(cells: [house.cells[1]], start: .day(from), until: from + 10, reason: "peinture")
      #expect(try await house.refusal(of: works)?.problems.map(\.code) == ["spaces.problem.poolApartOpen"])
      try await house.perform(LetSpace(organisation: bob, cells: [house.cells[0]], start: .day(from)))
      // The last pair is not parted either.
      let parted = try #require(try await house.refusal(of: DeclareLink(house.cells[1], house.cells[2], joined: false, reason: "mur")))
      #expect(parted.kind == .conflict && parted.problems.map(\.code) == ["spaces.problem.poolApartOpen"])
      guard case .kept(let cells) = try await house.database.read({ try $0.poolVerdict() }) else {
        Issue.record("C-02 and C-03 are left")
        return
      }
      #expect(cells == [option: [house.cells[1], house.cells[2]]])
      try await house.expectSound()
    }
  }

  @Test(arguments: TrialStore.engines) func someAmongMany(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let from = Self.d("2018-06-01")
      let pool = Array(house.cells[0..<4])
      var options: [ID<Hold>] = []
      for name in ["Ada", "Bob"] {
        let organisation = try await house.addOrganisation(name)
        options.append(try await house.perform(house.option(organisation, .among(count: 2, pool), .day(from))))
      }
      // 2 + 2 of 4 are promised: nothing is left of the pool for a fifth, in whatever way it asks.
      let cleo = try await house.addOrganisation("Cleo")
      #expect(try await house.refusal(of: house.option(cleo, .among(count: 1, pool), .day(from)))?.kind == .conflict)
      let taking = LetSpace(organisation: cleo, cells: [pool[3]], start: .day(from))
      #expect(try await house.refusal(of: taking)?.problems.first?.code.hasPrefix("spaces.problem.poolShort") == true)
      #expect(try await house.refusal(of: FirmUpHold(options[0]))?.problems.map(\.code) == ["spaces.problem.choose"])
      let outside = FirmUpHold(options[0], cells: [house.cells[4], house.cells[5]])
      #expect(try await house.refusal(of: outside)?.problems.map(\.code) == ["spaces.problem.outsidePool"])
      #expect(
        try await house.refusal(of: FirmUpHold(options[0], cells: [pool[0], pool[2]]))?.problems.map(\.code)
          == ["spaces.problem.apart", "spaces.problem.poolApartOpen"], "and what is left is apart as well")
      let first = try await house.perform(FirmUpHold(options[0], cells: [pool[2], pool[3]]))
      try await house.expectSound()
      let second = try await house.perform(FirmUpHold(options[1], cells: [pool[0], pool[1]], monthlyRent: Money(cents: 50_000)))
      #expect(try await house.line(first).codes == ["C-03", "C-04"])
      #expect(try await house.line(second).hold.monthlyRent == Money(cents: 50_000))
      let old = try await house.line(options[0]).hold
      #expect(old.endedHow == .firmed && old.successor == first)
      try await house.expectSound()
    }
  }

  @Test(arguments: TrialStore.engines) func lifeOfALet(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let (ada, bob) = (try await house.addOrganisation("Ada"), try await house.addOrganisation("Bob"))
      let from = Self.d("2018-06-01")
      let option = try await house.perform(house.option(ada, house.exactly(1), .day(from), rent: Money(cents: 30_000)))
      let offer = try await house.perform(FirmUpHold(option, into: .offer, expiresOn: Self.d("2018-05-01")))
      #expect(try await house.refusal(of: FirmUpHold(offer, into: .option))?.kind == .conflict)
      let let1 = try await house.perform(FirmUpHold(offer, until: .before(Self.d("2021-06-01"))))
      #expect(try await house.line(let1).hold.monthlyRent == Money(cents: 30_000))
      #expect(try await house.refusal(of: ReleaseHold(let1, reason: "")) != nil)
      // Handed over in the middle: the first keeps what it had, to the day.
      let handed = Self.d("2019-01-01")
      let let2 = try await house.perform(TransferHold(let1, to: bob, from: handed), on: Self.d("2018-12-01"))
      #expect(try await house.line(let1).hold.span == DaySpan(from: from, until: handed))
      #expect(try await house.line(let2).hold.span == DaySpan(from: handed, until: Self.d("2021-06-01")))
      try await house.expectSound(on: Self.d("2018-12-01"))
      try await house.perform(EndLet(let2, on: Self.d("2020-01-01"), reason: "départ"), on: Self.d("2019-10-01"))
      #expect(try await house.refusal(of: EndLet(let2, on: Self.d("2020-02-01"), reason: ""), on: Self.d("2019-10-01")) != nil)
      try await house.perform(
        LetSpace(organisation: ada, cells: [house.cells[0]], start: .day(Self.d("2020-01-01"))), on: Self.d("2019-10-02"))
      let history = try await house.database.read { try $0.blockedLines(of: house.cells[0]) }
      #expect(history.map(\.holder) == ["Ada", "Bob", "Ada"])
      try await house.expectSound(on: Self.d("2019-10-02"))
    }
  }

  @Test(arguments: TrialStore.engines) func twentyAtOnce(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      var organisations: [OrganisationID] = []
      for number in 0..<20 { organisations.append(try await house.addOrganisation("Firme \(number)")) }
      let from = Self.d("2018-06-01")
      let answers = await withTaskGroup(of: Result<ID<Hold>, any Error>.self) { group in
        for organisation in organisations {
          group.addTask {
            let act = house.option(organisation, house.exactly(5), .day(from))
            do { return .success(try await house.database.performPlacing(act, for: .house, at: SpacesHouse.noon(SpacesHouse.start))) } catch
            {
              return .failure(error)
            }
          }
        }
        return await group.reduce(into: [Result<ID<Hold>, any Error>]()) { $0.append($1) }
      }
      let winners = answers.compactMap { try? $0.get() }
      #expect(winners.count == 1)
      let winner = try await house.line(try #require(winners.first)).organisation
      for answer in answers {
        guard case .failure(let error) = answer else { continue }
        let refusal = try #require(error as? Refusal, "\(error)")
        #expect(refusal.kind == .conflict && refusal.problems.first?.arguments["holder"] == winner)
      }
      try await house.expectSound()
    }
  }

  @Test(arguments: TrialStore.engines) func theDatabaseGuardsByItself(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let ada = try await house.addOrganisation("Ada")
      let from = Self.d("2018-06-01")
      let first = try await house.perform(
        house.option(ada, house.exactly(1), .day(from), until: Self.d("2019-06-01"), expires: Self.d("2018-05-01")))
      let second = try await house.perform(house.option(ada, house.exactly(2), .day(from)))
      let intruder = Intruder(hold: second, cell: house.cells[0], from: Self.d("2019-05-31").number)
      await #expect(throws: StoreError.self) { try await house.perform(intruder) }
      do {
        try await house.database.performPlacing(intruder, for: .house, at: SpacesHouse.noon(SpacesHouse.start))
        Issue.record("two holders")
      } catch let refusal as Refusal { #expect(refusal.problems.map(\.code) == ["spaces.problem.takenMeanwhile"]) }
      // One day later there is room.
      try await house.perform(Intruder(hold: second, cell: house.cells[0], from: Self.d("2019-06-01").number))
      await #expect(throws: StoreError.self) {
        try await house.database.write { try $0.run("UPDATE hold_cells SET until_number = until_number + 1 WHERE hold = \(first)") }
      }
    }
  }

  /// Writes past all rules.
  private struct Intruder: Act {
    let hold: ID<Hold>
    let cell: ID<Cell>
    let from: Int

    func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
      let number = try transaction.cell(cell)?.number ?? 0
      try transaction.run(
        """
        INSERT INTO hold_cells (hold, cell, cell_number, from_number, until_number) VALUES (\(hold), \(cell), \(number), \(from), \(from + 100))
        """)
    }
  }
}
