import Kernel
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import Ledger
@testable import Payments
@testable import People
@testable import Spaces
@testable import Tenant

@Suite struct RuleTests {
  /// Kind, cells asked, cells held, day against today: the fields with problems. The table of `docs/tenant.md`.
  @Test func whatCanBeAsked() throws {
    let today = try #require(Day(2026, 11, 24))
    let table: [(RequestKind, Int?, Int, Day?, [String])] = [
      (.more, 2, 0, nil, []), (.more, 2, 1, today, []), (.more, nil, 1, nil, ["cells"]), (.fewer, 1, 1, nil, []),
      (.fewer, 2, 1, nil, ["cells"]),
      (.other, nil, 0, today + 1, []), (.other, 1, 3, nil, ["cells"]), (.more, nil, 0, today - 1, ["cells", "from"]),
    ]
    for (kind, cells, held, from, fields) in table {
      let found = RequestRule.problems(kind, cells: cells, held: held, from: from, today: today).map(\.field)
      #expect(found == fields, "\(kind) \(cells ?? 0) of \(held)")
    }
  }

  @Test func whichYearIsAsked() throws {
    let today = try #require(Day(2026, 11, 24))
    #expect(DeclarationYear.asked(declared: [], on: today).number == 2025)
    #expect(DeclarationYear.asked(declared: [2025], on: today).number == 2026)
    #expect(DeclarationYear.asked(declared: [2024, 2026], on: today).number == 2025)
    #expect(DeclarationYear(2025).counted(on: today) == Day(2025, 12, 31))
    #expect(DeclarationYear(2026).counted(on: today) == today)
    #expect([2009, 2010, 2026, 2027].map { DeclarationYear.isKnown($0, on: today) } == [false, true, true, false])
  }

  @Test func templatesTextsAndHostileInput() throws {
    let shelf = PlanShelf()
    let checks = try PageChecks(
      of: Tenant.area(shelf: shelf, desk: TenantHouse.desk),
      alongside: [People.area(), Spaces.area(shelf: shelf), Ledger.area(), Invoicing.area(), Payments.area(), Leasing.area()])
    // The history of an organisation asks for the texts of verbs by their names.
    let complaints = try checks.complaints(sources: "Sources/Areas/Tenant").filter { !$0.hasPrefix("tenant.verb.") }
    #expect(complaints == [])
  }
}
