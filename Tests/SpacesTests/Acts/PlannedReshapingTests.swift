import Kernel
import Store
import Testing
import Trials

@testable import People
@testable import Spaces

/// The examples of docs/reshaping.md: a merge or a split is a plan until its day, and can be withdrawn and moved.
@Suite struct PlannedReshapingTests {
  static let d = SpacesHouse.day
  static let day = d("2018-06-01")

  private static func merge(_ house: SpacesHouse, works: ReshapingWorks = ReshapingWorks()) async throws -> ID<Cell> {
    try await house.perform(MergeCells([house.cells[0], house.cells[1]], into: "C-01-02", on: day, works: works))
  }
  private static func planned(_ house: SpacesHouse) async throws -> ID<Reshapings> {
    try #require(try await house.database.read { try $0.reshapings().last?.reshaping.id })
  }
  /// Cells, links and reshapings, as text without the version of the plan.
  private static func ground(_ house: SpacesHouse) async throws -> [String] {
    try await house.database.read { transaction in
      var all: [String] = []
      for table in [
        "SELECT id, code, from_day, until_day, outline FROM cells ORDER BY id",
        "SELECT first_cell, second_cell, joined FROM cell_links ORDER BY id",
        "SELECT * FROM reshapings ORDER BY id", "SELECT * FROM reshaping_cells ORDER BY reshaping, cell",
        "SELECT * FROM hold_cells ORDER BY hold, cell",
        "SELECT id, kind, space, from_day, until_day, ended_at, ended_how, successor FROM holds WHERE kind <> 'works' ORDER BY id",
      ] as [SQL] { all += try transaction.rows(table).map { "\($0.values)" } }
      return all
    }
  }

  /// The wall between C-01 and C-02 moves by half a metre on 1 June, and C-10 goes.
  private static func redraw(_ house: SpacesHouse) async throws {
    let cells = try await house.database.read { try $0.cells(of: house.level) }.dropLast()
    let moved = ["C-01": SpacesHouse.rectangle(0, 3500), "C-02": SpacesHouse.rectangle(3500, 2500)]
    let drawn = cells.map { DrawnCell(id: $0.id, code: $0.code, points: moved[$0.code] ?? $0.outline.ring, CellFacts($0)) }
    try await house.perform(RedrawLevel(house.level, from: day, cells: drawn))
  }

  @Test(arguments: TrialStore.engines) func aRedrawingIsWithdrawnBeforeItsDay(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      try await house.perform(DeclareLink(house.cells[0], house.cells[8], joined: true, reason: "passage"))
      let before = try await Self.ground(house)
      try await Self.redraw(house)
      let plan = try await Self.planned(house)
      let known = try #require(try await house.database.read { try $0.reshaping(plan) })
      #expect(known.beforeCodes == ["C-01", "C-02", "C-10"] && known.afterCodes == ["C-01", "C-02"])
      let moving = MoveReshaping(plan, to: Self.day + 1, works: ReshapingWorks())
      #expect(try await house.refusal(of: moving)?.problems.map(\.code) == ["spaces.problem.reshapingRedraw"])
      #expect(try await house.refusal(of: WithdrawReshaping(plan), on: Self.day)?.problems.map(\.code) == ["spaces.problem.reshapingDone"])
      try await house.perform(WithdrawReshaping(plan), on: Self.day - 1)
      #expect(try await Self.ground(house) == before)
      let verbs = try await house.database.read { try $0.auditLines(of: "cell/\(house.cells[9])") }.map(\.verb)
      #expect(verbs.first == "spaces.cell.goOn")
      try await house.expectSound()
      // It can be drawn again; and what was promised on what it makes is named.
      try await Self.redraw(house)
      let again = try await Self.planned(house)
      let new = try #require(try await house.database.read { try $0.reshaping(again)?.after.first })
      let ada = try await house.addOrganisation("Ada")
      try await house.perform(house.option(ada, .exactly([new]), .day(Self.day)))
      let refused = try #require(try await house.refusal(of: WithdrawReshaping(again)))
      #expect(refused.kind == .conflict && refused.problems.map(\.code) == ["spaces.problem.reshapingBuilt"])
      #expect(refused.problems.first?.arguments["holder"] == "Ada")
    }
  }

  @Test(arguments: TrialStore.engines) func asIfItHadNeverBeenPlanned(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let ada = try await house.addOrganisation("Ada")
      let until = Self.d("2021-06-01")
      let hold = try await house.perform(
        LetSpace(
          organisation: ada, cells: Array(house.cells[0...2]), start: .day(Self.d("2018-02-01")), until: until,
          monthlyRent: Money(cents: 45_000)))
      try await house.perform(DeclareLink(house.cells[0], house.cells[8], joined: true, reason: "passage"))
      let before = try await Self.ground(house)
      _ = try await Self.merge(house, works: ReshapingTests.works("2018-05-01", "2018-06-01", closes: false))
      #expect(try await Self.ground(house) != before)
      try await house.perform(WithdrawReshaping(try await Self.planned(house)), on: Self.d("2018-01-16"))
      #expect(try await Self.ground(house) == before)
      // What was said of the let meanwhile is kept: to the end, to the day, to the end again.
      let said = try await house.database.read { try $0.promises(of: hold) }.map(\.span.until)
      #expect(said == [until, Self.day, until])
      let verbs = try await house.database.read { try $0.auditLines(of: "cell/\(house.cells[0])") }.map(\.verb)
      #expect(verbs.prefix(2) == ["spaces.cell.goOn", "spaces.cell.merge"])
      try await house.expectSound()
      // It can be planned again.
      _ = try await Self.merge(house)
      try await house.expectSound()
    }
  }

  /// A let that begins on the day or later never held an old cell: it does again.
  @Test(arguments: TrialStore.engines) func aLetToComeGoesBackToTheOldCells(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let ada = try await house.addOrganisation("Ada")
      let hold = try await house.perform(
        LetSpace(organisation: ada, cells: Array(house.cells[0...1]), start: .day(Self.d("2018-08-01")), monthlyRent: Money(cents: 30_000)))
      let before = try await Self.ground(house)
      _ = try await Self.merge(house, works: ReshapingTests.works("2018-05-01", "2018-07-01"))
      try await house.perform(WithdrawReshaping(try await Self.planned(house)))
      let works = try await house.database.read { try $0.holdLines(.works) }
      #expect(works.map(\.codes) == [["C-01", "C-02"]] && works.map(\.hold.endedHow) == [.released], "what closed the new cell is gone")
      #expect(try await Self.ground(house) == before)
      #expect(try await house.line(hold).hold.endedAt == nil)
      try await house.expectSound()
    }
  }

  @Test(arguments: TrialStore.engines) func whatWasBuiltOnItIsNamed(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let new = try await Self.merge(house)
      let plan = try await Self.planned(house)
      let bob = try await house.addOrganisation("Bob")
      let option = try await house.perform(
        house.option(bob, .exactly([new]), .day(Self.day), until: Self.d("2018-08-01"), expires: Self.d("2018-05-15")))
      try await house.perform(
        TakeOutOfService(cells: [new], start: .day(Self.d("2018-09-01")), until: Self.d("2018-09-08"), reason: "sol"))
      try await house.perform(DeclareLink(new, house.cells[4], joined: true, reason: "passage"))
      let refused = try #require(try await house.refusal(of: WithdrawReshaping(plan)))
      #expect(refused.kind == .conflict)
      #expect(
        refused.problems.map(\.code) == [
          "spaces.problem.reshapingBuilt", "spaces.problem.reshapingWorked", "spaces.problem.reshapingLinked",
        ])
      #expect(refused.problems[0].arguments == ["holder": "Bob", "cells": "C-01-02"])
      #expect(refused.problems[2].arguments == ["cell": "C-01-02", "other": "C-05"])
      // What is over remembers the cell too.
      try await house.perform(ReleaseHold(option, reason: "essai"))
      #expect(try await house.refusal(of: WithdrawReshaping(plan))?.problems.count == 3)
      // Nor is it moved from under them.
      let move = MoveReshaping(plan, to: Self.d("2018-07-01"), works: ReshapingWorks())
      #expect(try await house.refusal(of: move)?.problems.count == 3)
    }
  }

  @Test(arguments: TrialStore.engines) func oneThingAfterTheOther(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let new = try await Self.merge(house)
      let merged = try await Self.planned(house)
      let parts = try await house.database.read { try $0.cell(new)?.outline.parts(2, .level) ?? [] }
      let drawn = zip(["L", "R"], parts).map { DrawnCell(code: $0, points: $1.ring, CellFacts(kind: .module)) }
      try await house.perform(SplitCell(new, into: drawn, on: Self.d("2018-09-01")))
      let split = try await Self.planned(house)
      let later = try await house.refusal(of: WithdrawReshaping(merged))
      #expect(later?.problems.first?.code == "spaces.problem.reshapingLater")
      #expect(later?.problems.first?.arguments == ["cell": "C-01-02", "day": "2018-09-01"])
      #expect(
        try await house.refusal(of: WithdrawReshaping(merged), on: Self.day)?.problems.first?.code == "spaces.problem.reshapingDone")
      #expect(try await house.refusal(of: WithdrawReshaping(.fresh(at: SpacesHouse.noon(SpacesHouse.start)))) == .notFound)
      try await house.perform(WithdrawReshaping(split))
      try await house.perform(WithdrawReshaping(merged))
      #expect(try await house.database.read { try $0.cells() }.map(\.code) == house.codes)
      try await house.expectSound()
    }
  }

  /// Its code given to another cell meanwhile, the old one cannot go on.
  @Test(arguments: TrialStore.engines) func aCodeThatIsTakenStaysTaken(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      _ = try await Self.merge(house)
      let plan = try await Self.planned(house)
      let other = DrawnCell(code: "C-01", points: SpacesHouse.rectangle(45_000, 3000), CellFacts(kind: .module))
      try await house.perform(AddCells(house.level, over: DaySpan(from: Self.d("2018-07-01"), until: nil), cells: [other]))
      #expect(try await house.refusal(of: WithdrawReshaping(plan))?.problems.map(\.code) == ["spaces.problem.codeTaken"])
    }
  }

  /// Papers of other areas name cells, and this area knows none of them: the database does.
  @Test(arguments: TrialStore.engines) func whatAPaperNamesStays(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let new = try await Self.merge(house)
      let plan = try await Self.planned(house)
      try await house.database.write { transaction in
        try transaction.run("CREATE TABLE papers (cell TEXT NOT NULL REFERENCES cells (id))")
        try transaction.run("INSERT INTO papers (cell) VALUES (\(new))")
      }
      let before = try await Self.ground(house)
      let refusal = await #expect(throws: Refusal.self) {
        try await house.database.undoing(plan) { try await house.perform(WithdrawReshaping(plan)) }
      }
      #expect(refusal?.problems == [Problem("spaces.problem.reshapingNamed", ["cells": "C-01-02"])])
      #expect(try await Self.ground(house) == before)
      try await house.database.write { transaction in _ = try transaction.run("DELETE FROM papers") }
      try await house.perform(WithdrawReshaping(plan))
    }
  }

  @Test(arguments: TrialStore.engines) func itMovesWithItsWorksAndItsTenant(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let ada = try await house.addOrganisation("Ada")
      let hold = try await house.perform(
        LetSpace(organisation: ada, cells: Array(house.cells[0...1]), start: .day(Self.d("2018-08-01")), monthlyRent: Money(cents: 30_000)))
      let works = ReshapingTests.works("2018-05-01", "2018-06-01")
      _ = try await Self.merge(house, works: works)
      let plan = try await Self.planned(house)
      #expect(
        try await house.refusal(of: MoveReshaping(plan, to: Self.day, works: works))?.problems.first?.code == "spaces.problem.sameDay")
      let later = Self.d("2018-06-15")
      let longer = ReshapingTests.works("2018-05-01", "2018-06-15")
      let moved = try await house.perform(MoveReshaping(plan, to: later, works: longer), on: Self.d("2018-05-11"))
      #expect(
        try await ReshapingTests.closed(house) == [
          "C-01 2018-05-01 2018-05-11", "C-01 2018-05-11 2018-06-15", "C-02 2018-05-01 2018-05-11", "C-02 2018-05-11 2018-06-15",
        ])
      let (cell, line) = try await house.database.read { (try $0.cell(moved.new[0]), try $0.reshapings()) }
      #expect(cell?.code == "C-01-02" && cell?.span == DaySpan(from: later, until: nil))
      #expect(line.map(\.reshaping.day) == [later] && line.map(\.reshaping.works) == [longer.span])
      let next = try await house.line(try #require(try await house.line(hold).hold.successor))
      #expect(next.codes == ["C-01-02"] && next.hold.span.from == Self.d("2018-08-01"))
      try await house.expectSound()
      // Past the day she comes the works would keep her out.
      let late = MoveReshaping(
        try await Self.planned(house), to: Self.d("2018-09-01"), works: ReshapingTests.works("2018-07-15", "2018-09-15"))
      #expect(try await house.refusal(of: late, on: Self.d("2018-05-12"))?.problems.first?.arguments["holder"] == "Ada")
    }
  }
}

extension SpacesHouse {
  /// As they were drawn.
  fileprivate var codes: [String] { cells.indices.map { SpacesHouse.module($0).code } }
}
