import Kernel
import Solver
import Testing

@testable import Planning

/// Needs restrict, and who fits nowhere is named: docs/scenarios.md.
@Suite struct NeedTests {
  /// Six in a row: A02, A03 and A04 have windows, A05 and A06 are loud; and two on a level above.
  static func facts(_ wanted: [PlanningFacts.Wanted]) -> PlanningFacts {
    let cells = (0..<8).map { (place: Int) -> PlanningFacts.Cell in
      let box = InstanceTests.box(Int64(place % 6) * 3000, 0, level: place / 6)
      return PlanningFacts.Cell(
        id: "c\(place)", code: "A0\(place + 1)", box: box, hasWindow: (1...3).contains(place), noise: place == 4 || place == 5 ? 3 : 1,
        rent: 150)
    }
    return PlanningFacts(cells: cells, rows: [Array(0..<6), [6, 7]], wanted: wanted)
  }
  static func made(_ wanted: [PlanningFacts.Wanted]) -> HouseInstance {
    InstanceMaking(facts(wanted), InstanceTests.assumptions(), first: InstanceTests.december).made(name: "trial")
  }
  typealias Wanted = PlanningFacts.Wanted

  @Test func aNeedRestrictsWhereOneIsLookedFor() throws {
    let house = Self.made([
      Wanted(key: "a", name: "Ada", cells: 2, from: 0, needsWindow: true), Wanted(key: "b", name: "Bob", cells: 1, from: 0, level: 1),
      Wanted(key: "c", name: "Cem", cells: 1, from: 0, noise: 1), Wanted(key: "d", name: "Dan", cells: 1, from: 0, noise: 3),
    ])
    #expect(house.instance.faults == [] && house.unfit == [])
    #expect(house.instance.tenants.map(\.among) == [[1, 2, 3], [6, 7], [0, 1, 2, 3, 6, 7], nil])
    // Quiet is liked beside; a window that is needed is worth nothing more.
    #expect(house.instance.tenants.map(\.prefs.quiet) == [0, 0, 10, 0] && house.instance.tenants.allSatisfy { $0.prefs.window == 0 })
    let answer = Allocation(house.instance).search(seed: 1, progress: { Double($0) / 500 }, improved: { _ in })
    let ada = try #require(SeatedPlan(house, answer.solution).stays.first { $0.tenant == 0 })
    #expect(["A02 A03", "A03 A04"].contains(house.codes(ada.block)))
  }

  @Test func whoFitsNowhereIsNamedAndRefused() {
    let house = Self.made([
      Wanted(key: "application/a", name: "Ada", cells: 5, from: 4, needsWindow: true),
      Wanted(key: "application/b", name: "Bob", cells: 7, from: 0),
      Wanted(key: "application/c", name: "Cem", cells: 1, kind: "office", from: 0),
      Wanted(key: "application/d", name: "Dan", cells: 6, from: 0),
    ])
    #expect(house.origins.map(\.name) == ["Dan"])
    #expect(house.unfit?.map(\.origin.name) == ["Ada", "Bob", "Cem"] && house.unfit?.map(\.largest) == [3, 6, 0])
    // 5·8, 7·12 and 1·12 module months; today, when nobody comes, Dan's 6·12 beside.
    #expect(house.unfit?.map(\.cellMonths) == [40, 84, 12])
    let today = PlanMeasures(SeatedPlan.today(house))
    #expect((today.asked, today.refused, today.refusedCellMonths) == (4, 4, 40 + 84 + 12 + 72))
    #expect(house.keeping(reserve: 10).yielding.unfit == house.unfit)
  }

  @Test func scenariosOfBeforeAreStillRead() throws {
    let text = try Kept.text(Self.made([]))
    #expect(text.contains("\"unfit\":[]"))
    let old: HouseInstance = try Kept.value(text.replacing("\"unfit\":[]", with: "\"unfit\":null"))
    #expect(old.unfit == nil && PlanMeasures(SeatedPlan.today(old)).refused == 0)
  }
}
