import Kernel
import Store
import Testing
import Trials

@testable import Spaces

@Suite struct ImportTests {
  @Test func theDemonstrationHouseHasNoFault() throws {
    let entries = try DemonstrationHouse.entries()
    #expect(entries.cells.count == 294)
    #expect(entries.buildings.map(\.key) == ["b23", "sheds", "sheds-2"])
    // Building 23 is 77 × 26 m on three levels; all its cells together fill them.
    for level in entries.levels where level.building == "b23" {
      #expect(level.outline.area == FloorArea(hundredths: 2002_00))
      let today = entries.cells.filter { $0.level == level.key && $0.span.contains(DemonstrationHouse.today) }
      #expect(today.reduce(Int64(0)) { $0 + $1.outline.doubledArea } == level.outline.doubledArea)
    }
    // Two rows of eighteen posts on each of three levels.
    #expect(entries.marks.count { $0.kind == "post" } == 108)
  }

  @Test(arguments: TrialStore.engines) func theDemonstrationHouseLivesItsYears(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: DemonstrationHouse.migrations) { database in
      let first = try await DemonstrationHouse.load(into: database)
      #expect(first.events > 250)
      let letters: Int? = try await database.read { try $0.value("SELECT COUNT(*) FROM outbox") }
      #expect(letters == 0)
      let version: Int = try await database.read { try $0.planVersion() }

      let second = try await DemonstrationHouse.load(into: database)
      #expect(second.added == 0 && second.changed == 0 && second.events == 0)
      #expect(try await database.read { try $0.planVersion() } == version)

      // A pre-allocation of 2018 was promised for November 2018, then January, then February 2019.
      let promised = try await database.read { transaction in
        try transaction.rows(
          """
          SELECT p.from_day FROM promises p JOIN holds h ON h.id = p.hold WHERE h.external_key = 'cnam-o1' ORDER BY p.sequence
          """
        ).map { try $0.get("from_day") as String }
      }
      #expect(promised == ["2018-11-05", "2019-01-14", "2019-02-04"])
    }
  }
}
