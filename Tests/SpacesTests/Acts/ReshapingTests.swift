import Kernel
import Store
import Testing
import Trials

@testable import People
@testable import Spaces

/// The examples of docs/reshaping.md, on a row of modules of 3 × 5 m.
@Suite("Merging and splitting") struct ReshapingTests {
  static let d = SpacesHouse.day
  /// The first day of the new cells.
  static let day = d("2018-06-01")

  static func works(_ from: String, _ until: String?, closes: Bool = true) -> ReshapingWorks {
    ReshapingWorks(
      span: DaySpan(from: d(from), until: until.map { d($0) }), cost: Money(cents: 680_000), note: "cloison déposée", closes: closes)
  }
  /// What is out of service, as `C-01 2018-05-01 2018-06-01`.
  static func closed(_ house: SpacesHouse) async throws -> [String] {
    try await house.database.read { transaction in
      try transaction.blockedLines(in: DaySpan(from: d("2000-01-01"), until: nil)).filter { $0.kind == .works }
        .map { "\($0.code) \($0.span.from) \($0.span.until.map(\.description) ?? "…")" }.sorted()
    }
  }

  @Test(arguments: TrialStore.engines) func theWorksCloseWhatTheyTouch(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let works = Self.works("2018-05-01", "2018-07-01")
      let act = MergeCells([house.cells[0], house.cells[1]], into: "C-01-02", on: Self.day, works: works)
      let before = try await house.picture()
      let seen = try await house.database.rehearse(act, for: .house, at: SpacesHouse.noon(SpacesHouse.start)) { transaction, new in
        try ReshapingPreview(transaction, old: act.cells, new: [new], on: act.day)
      }
      #expect(seen.new.map(\.area.hundredths) == [30_00] && seen.goesOn.isEmpty && seen.works.count == 2)
      #expect(try await house.picture() == before, "a rehearsal changed something")

      let new = try await house.perform(act)
      #expect(
        try await Self.closed(house) == ["C-01 2018-05-01 2018-06-01", "C-01-02 2018-06-01 2018-07-01", "C-02 2018-05-01 2018-06-01"])
      let (old, made, lines) = try await house.database.read { transaction in
        (try transaction.cells(act.cells), try transaction.cell(new), try transaction.reshapings(of: house.level))
      }
      #expect(old.map(\.span.until) == [Self.day, Self.day] && made?.span == DaySpan(from: Self.day, until: nil))
      #expect(lines.map(\.reshaping.cost) == [Money(cents: 680_000)] && lines.map(\.reshaping.works) == [works.span])
      #expect(lines[0].beforeCodes == ["C-01", "C-02"] && lines[0].afterCodes == ["C-01-02"])
      try await house.expectSound()
    }
  }

  @Test(arguments: TrialStore.engines) func aTenantGoesOnUnlessTheWorksKeepThemOut(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let ada = try await house.addOrganisation("Ada")
      let let1 = try await house.perform(
        LetSpace(organisation: ada, cells: Array(house.cells[0...2]), start: .day(Self.d("2018-06-01")), monthlyRent: Money(cents: 45_000)))
      // Until the day she comes the cells are free, so works may run; a day longer and she stands in the way.
      let merged = [house.cells[0], house.cells[1]]
      let long = MergeCells(merged, into: "C-01-02", on: Self.day, works: Self.works("2018-05-01", "2018-06-02"))
      let refused = try #require(try await house.refusal(of: long))
      #expect(refused.kind == .conflict && refused.problems.map(\.field) == ["works_from"])
      #expect(refused.problems[0].code == "spaces.problem.clash.letOpen" && refused.problems[0].arguments["holder"] == "Ada")
      let new = try await house.perform(
        MergeCells(merged, into: "C-01-02", on: Self.day, works: Self.works("2018-05-01", "2018-06-01")))
      let old = try await house.line(let1)
      #expect(old.hold.endedHow == .reshaped)
      let next = try await house.line(try #require(old.hold.successor))
      #expect(next.codes == ["C-01-02", "C-03"] && next.hold.monthlyRent == Money(cents: 45_000))
      try await house.expectSound()
      // She stays while the next works run: then nothing is closed, and only their dates are kept.
      let again = MergeCells(
        [new, house.cells[2]], into: "C-01-03", on: Self.d("2018-09-01"), works: Self.works("2018-08-01", "2018-10-01"))
      #expect(try await house.refusal(of: again)?.problems.first?.arguments["holder"] == "Ada")
      let open = Self.works("2018-08-01", "2018-10-01", closes: false)
      try await house.perform(MergeCells([new, house.cells[2]], into: "C-01-03", on: Self.d("2018-09-01"), works: open))
      #expect(try await Self.closed(house) == ["C-01 2018-05-01 2018-06-01", "C-02 2018-05-01 2018-06-01"])
      try await house.expectSound()
    }
  }

  @Test(arguments: TrialStore.engines) func whoStandsAgainstItIsNamed(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let bob = try await house.addOrganisation("Bob")
      try await house.perform(house.option(bob, house.exactly(2), .day(Self.d("2018-08-01"))))
      let works = try await house.perform(
        TakeOutOfService(cells: [house.cells[4]], start: .day(Self.d("2018-05-01")), until: Self.d("2018-06-15"), reason: "sol"))
      let cases: [(any Act & Sendable, String, String)] = [
        (MergeCells([house.cells[0], house.cells[1]], into: "X", on: Self.day), "spaces.problem.reshapingHeld", "Bob"),
        (SplitCell(house.cells[1], into: [], on: Self.day), "spaces.problem.splitOne", ""),
        (MergeCells([house.cells[3], house.cells[4]], into: "X", on: Self.day), "spaces.keeping.problem.reshapingWorks", ""),
        (MergeCells([house.cells[5], house.cells[7]], into: "X", on: Self.day), "spaces.problem.mergeApart", ""),
        (MergeCells([house.cells[5]], into: "X", on: Self.day), "spaces.problem.mergeOne", ""),
        (MergeCells([house.cells[5], house.cells[6]], into: "C-01", on: Self.day), "spaces.problem.codeTaken", ""),
        (
          MergeCells([house.cells[5], house.cells[6]], into: "X", on: Self.day, works: Self.works("2018-05-01", nil)),
          "spaces.problem.worksWithoutEnd", ""
        ),
      ]
      for (act, code, holder) in cases {
        let refused = try #require(try await house.refusal(of: act), "\(code)")
        #expect(refused.problems.first?.code == code)
        #expect((refused.problems.first?.arguments["holder"] ?? "") == holder, "\(code)")
      }
      try await house.perform(ReleaseHold(works, reason: "annulé"))
      try await house.perform(MergeCells([house.cells[3], house.cells[4]], into: "X", on: Self.day))
      try await house.expectSound()
    }
  }

  @Test(arguments: TrialStore.engines) func whatIsClosedAlreadyIsNotClosedTwice(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      try await house.perform(
        TakeOutOfService(cells: [house.cells[0]], start: .day(Self.d("2018-05-10")), until: Self.d("2018-05-20"), reason: "sol"))
      let parts = [
        DrawnCell(code: "C-01A", points: Polygon.rectangle(x: 0, y: 0, width: 3000, depth: 2500).ring, CellFacts(kind: .module)),
        DrawnCell(code: "C-01B", points: Polygon.rectangle(x: 0, y: 2500, width: 3000, depth: 2500).ring, CellFacts(kind: .module)),
      ]
      try await house.perform(SplitCell(house.cells[0], into: parts, on: Self.day, works: Self.works("2018-05-01", "2018-06-08")))
      #expect(
        try await Self.closed(house) == [
          "C-01 2018-05-01 2018-05-10", "C-01 2018-05-10 2018-05-20", "C-01 2018-05-20 2018-06-01", "C-01A 2018-06-01 2018-06-08",
          "C-01B 2018-06-01 2018-06-08",
        ])
      try await house.expectSound()
    }
  }

  @Test(arguments: TrialStore.engines) func linksGoOnWhereTheyAreSure(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      // A passage from C-01 to C-09, a wall without door between C-02 and C-03.
      try await house.perform(DeclareLink(house.cells[0], house.cells[8], joined: true, reason: "passage"))
      try await house.perform(DeclareLink(house.cells[1], house.cells[2], joined: false, reason: "mur coupe-feu"))
      let merged = try await house.perform(MergeCells([house.cells[0], house.cells[1]], into: "C-01-02", on: Self.day))
      let links = try await house.database.read { try $0.links(of: merged) }
      #expect(Set(links.map { "\($0.isJoined) \($0.reason)" }) == ["true passage", "false mur coupe-feu"])
      // Nobody knows to which half the passage leads; that there is no door holds for both.
      let later = Self.d("2018-09-01")
      let parts = try await house.database.read { try $0.cell(merged)?.outline.parts(2, .upright) ?? [] }
      let drawn = zip(["L", "R"], parts).map { DrawnCell(code: $0, points: $1.ring, CellFacts(kind: .module)) }
      let halves = try await house.perform(SplitCell(merged, into: drawn, on: later))
      for half in halves {
        let links = try await house.database.read { try $0.links(of: half) }
        #expect(links.map(\.reason) == ["mur coupe-feu"])
      }
      let near = try await house.database.read { try $0.neighbours(on: later) }
      #expect(near.areNeighbours(halves[0], halves[1]) && !near.areNeighbours(halves[1], house.cells[2]))
      try await house.expectSound()
    }
  }

  @Test(arguments: [
    (Self.span(1, 10), [], [Self.span(1, 10)]),
    (Self.span(1, 10), [Self.span(3, 5)], [Self.span(1, 3), Self.span(5, 10)]),
    (Self.span(1, 10), [Self.span(0, 3), Self.span(8, 12)], [Self.span(3, 8)]),
    (Self.span(1, 10), [Self.span(0, 6), Self.span(4, 20)], []),
    (Self.span(1, nil), [Self.span(3, 5)], [Self.span(1, 3), Self.span(5, nil)]),
    (Self.span(1, nil), [Self.span(3, nil)], [Self.span(1, 3)]),
    (Self.span(5, 10), [Self.span(1, 5), Self.span(10, 20)], [Self.span(5, 10)]),
  ])
  func whatIsLeftOfASpan(whole: DaySpan, others: [DaySpan], left: [DaySpan]) { #expect(whole.without(others) == left) }

  static func span(_ from: Int, _ until: Int?) -> DaySpan { DaySpan(from: Day(number: from), until: until.map { Day(number: $0) }) }
}
