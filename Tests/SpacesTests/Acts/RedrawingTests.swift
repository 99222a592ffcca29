import Kernel
import Store
import Testing
import Trials

@testable import People
@testable import Spaces

@Suite("Drawing a level anew") struct RedrawingTests {
  /// As the editor sends it: what a cell is, without its measured area and its attributes.
  private static func drawn(_ cell: Cell, _ points: [Point]? = nil) -> DrawnCell {
    var facts = CellFacts(cell)
    (facts.area, facts.attributes) = (nil, [:])
    return DrawnCell(id: cell.id, code: cell.code, points: points ?? cell.outline.ring, facts, keepsAttributes: true)
  }

  @Test(arguments: TrialStore.engines) func whatWasMeasuredAndNotedStays(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      var facts = CellFacts(
        kind: .module, area: FloorArea(hundredths: 1473), workplaces: 2, attributes: ["rangee": "C", "prise": "triphasé"])
      try await house.perform(ChangeCell(house.cells[0], facts))
      facts.area = FloorArea(hundredths: 1491)
      try await house.perform(ChangeCell(house.cells[9], facts))
      let before = try await house.database.read { try $0.cells(of: house.level) }
      // C-10 becomes two metres wider; the others are sent back as they came.
      let day = SpacesHouse.day("2018-06-01")
      let moved = SpacesHouse.rectangle(27_000, 5000)
      try await house.perform(
        RedrawLevel(house.level, from: day, cells: before.map { Self.drawn($0, $0.code == "C-10" ? moved : nil) }))
      let after = try await house.database.read { try $0.cells(of: house.level, on: day) }
      let first = try #require(after.first { $0.code == "C-01" })
      #expect(first == before.first { $0.code == "C-01" })
      #expect(first.area.hundredths == 1473 && first.attributeTexts == facts.attributes)
      let last = try #require(after.first { $0.code == "C-10" })
      #expect(last.id != house.cells[9], "another outline is another cell")
      #expect(last.area.hundredths == 2500, "what was measured is of the old outline")
      #expect(last.attributeTexts == facts.attributes)
      #expect(try await house.database.read { try $0.cell(house.cells[9]) }?.area.hundredths == 1491)
      try await house.expectSound()
    }
  }

  /// Two open the level; each changes a cell, and the first adds one at its end. The second is told, and nothing of the first is undone.
  @Test(arguments: TrialStore.engines) func nobodyUndoesWhatAnotherDrew(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let day = SpacesHouse.day("2018-06-01")
      let before = try await house.database.read { try $0.cells(of: house.level, on: day) }
      let seen = SeenLevel(on: day, before.map { Self.drawn($0) })
      func drawn(_ code: String, name: String) -> [DrawnCell] {
        before.map { cell in
          var facts = CellFacts(cell)
          (facts.area, facts.attributes) = (nil, [:])
          if cell.code == code { facts.name = name }
          return DrawnCell(id: cell.id, code: cell.code, points: cell.outline.ring, facts, keepsAttributes: true)
        }
      }
      let added = DrawnCell(code: "C-99", points: SpacesHouse.rectangle(50_000, 3000), CellFacts(kind: .module))
      try await house.perform(RedrawLevel(house.level, from: day, cells: drawn("C-01", name: "Un") + [added], seen: seen), on: day)
      let second = RedrawLevel(house.level, from: day, cells: drawn("C-02", name: "Deux"), seen: seen)
      let refused = try #require(try await house.refusal(of: second, on: day))
      #expect(refused.kind == .conflict && refused.problems.map(\.code) == ["spaces.problem.levelChanged"])
      #expect(refused.problems.first?.arguments["cells"] == "C-01, C-99")
      let after = try await house.database.read { try $0.cells(of: house.level, on: day) }
      #expect(after.first { $0.code == "C-01" }?.name == "Un" && after.contains { $0.code == "C-99" })
      // Who has seen it as it is now may save; a cell taken away since is named by its last code.
      let fresh = SeenLevel(on: day, after.map { Self.drawn($0) })
      try await house.perform(RedrawLevel(house.level, from: day, cells: before.map { Self.drawn($0) }, seen: fresh), on: day)
      #expect(fresh.changed(try await house.database.read { try $0.cells(of: house.level, on: day) }) == ["C-01", "C-99"])
    }
  }

  /// C-01 was let in February, C-02 never; it is 1 June.
  @Test(arguments: TrialStore.engines) func thePastIsNotRedrawn(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let d = SpacesHouse.day
      let (ada, today) = (try await house.addOrganisation("Ada"), d("2018-06-01"))
      let let1 = LetSpace(organisation: ada, cells: [house.cells[0]], start: .day(d("2018-02-01")), until: d("2018-03-01"))
      try await house.perform(let1)
      let cells = try await house.database.read { try $0.cells(of: house.level) }
      func redraw(_ code: String, from day: String, _ change: (inout CellFacts) -> Void) -> RedrawLevel {
        RedrawLevel(
          house.level, from: d(day),
          cells: cells.map { cell in
            var facts = CellFacts(cell)
            if cell.code == code { change(&facts) }
            return DrawnCell(id: cell.id, code: cell.code, points: cell.outline.ring, facts)
          })
      }
      let office: (inout CellFacts) -> Void = { $0.kind = .office }
      let measured: (inout CellFacts) -> Void = { $0.area = FloorArea(hundredths: 1450) }
      let desks: (inout CellFacts) -> Void = { $0.workplaces = 3 }
      let table: [(RedrawLevel, String?)] = [
        (redraw("C-02", from: "2027-01-01", desks), "factsLater"), (redraw("C-01", from: "2018-06-01", office), "factsOfALet.kind"),
        (redraw("C-01", from: "2018-06-01", measured), "factsOfALet.area"), (redraw("C-01", from: "2018-06-01", desks), nil),
        (redraw("C-02", from: "2018-06-01", office), nil), (redraw("C-02", from: "2027-01-01", { $0.kind = .office }), nil),
      ]
      for (place, (act, code)) in table.enumerated() {
        let refused: Refusal?
        do {
          try await house.perform(act, on: today)
          refused = nil
        } catch let refusal as Refusal { refused = refusal }
        #expect(refused?.problems.first?.code == code.map { "spaces.problem.\($0)" }, "\(place)")
      }
      var facts = CellFacts(try #require(try await house.database.read { try $0.cell(house.cells[0]) }))
      facts.kind = .office
      #expect(try await house.refusal(of: ChangeCell(house.cells[0], facts), on: today)?.problems.map(\.field) == ["kind"])
      facts.kind = .module
      facts.noise = .quiet
      try await house.perform(ChangeCell(house.cells[0], facts), on: today)
      try await house.perform(ChangeCell(house.cells[5], CellFacts(kind: .office)), on: today)
    }
  }

  @Test(arguments: TrialStore.engines) func whoHoldsACellIsNamed(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let ada = try await house.addOrganisation("Ada")
      try await house.perform(house.option(ada, house.exactly(2), .day(SpacesHouse.day("2018-06-01"))))
      let cells = try await house.database.read { try $0.cells(of: house.level) }
      // The wall between C-01 and C-02 moves by half a metre into C-02.
      let drawn = cells.map { cell in
        let points: [String: [Point]] = ["C-01": SpacesHouse.rectangle(0, 3500), "C-02": SpacesHouse.rectangle(3500, 2500)]
        return Self.drawn(cell, points[cell.code])
      }
      let refused = try #require(try await house.refusal(of: RedrawLevel(house.level, from: SpacesHouse.day("2018-03-01"), cells: drawn)))
      #expect(refused.kind == .conflict)
      #expect(refused.problems.map(\.field) == ["C-02"])
      #expect(refused.problems.first?.arguments["holder"] == "Ada")
    }
  }
}
