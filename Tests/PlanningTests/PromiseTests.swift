import Kernel
import Solver
import Testing

@testable import Planning

/// Promises of some among certain cells, and those in a queue: the table of docs/scenarios.md.
@Suite struct PromiseTests {
  typealias Held = PlanningFacts.Held

  /// A row of six; Ada has the third.
  static func made(_ held: [Held], _ change: (inout Assumptions) -> Void = { _ in }) -> HouseInstance {
    var facts = InstanceTests.facts()
    facts.held = [Held(key: "hold/ada", name: "Ada", kind: .let, organisation: "ada", cells: [2], months: 0..<8, ends: true)] + held
    facts.wanted = []
    return InstanceMaking(facts, InstanceTests.assumptions(change), first: InstanceTests.december).made(name: "trial")
  }

  @Test func whoMayChooseIsSeatedAmongItsOwn() throws {
    // Two of A04, A05, A06 from month 3 on.
    let fay = Held(
      key: "hold/fay", name: "Fay", kind: .option, organisation: "fay", cells: [], wanted: 2, among: [3, 4, 5], months: 3..<12)
    let house = Self.made([fay])
    #expect(house.instance.faults == [] && house.instance.tenants[1].among == [3, 4, 5] && house.instance.tenants[1].mandatory)
    let answer = Allocation(house.instance).search(seed: 1, progress: { Double($0) / 200 }, improved: { _ in })
    let stay = try #require(SeatedPlan(house, answer.solution).stays.first { $0.tenant == 1 })
    #expect(answer.unhoused == [] && ["A04 A05", "A05 A06"].contains(house.codes(stay.block)))
    // Of A01, A05 and A06 no three hang together: two, and one.
    let parted = Held(key: "hold/fay", name: "Fay", kind: .option, cells: [], wanted: 3, among: [0, 4, 5], months: 3..<12, rent: 450)
    let two = Self.made([parted]).instance.tenants.filter { $0.id.hasPrefix("hold/fay") }
    #expect(two.map(\.cells) == [2, 1] && two.map(\.rent) == [150, 150] && two.allSatisfy { $0.among == [0, 4, 5] })
  }

  @Test func whoMayChooseInALevelToComeBeginsWhenEnoughIsOpen() {
    var facts = InstanceTests.facts()
    facts.cells = facts.cells.enumerated().map { place, cell in
      PlanningFacts.Cell(id: cell.id, code: cell.code, box: cell.box, inService: place < 3 ? 2 : 7, rent: 150)
    }
    (facts.wanted, facts.held) = (
      [], [Held(key: "hold/fay", name: "Fay", kind: .option, cells: [], wanted: 2, among: [2, 3, 4], months: 1..<12)]
    )
    let house = InstanceMaking(facts, InstanceTests.assumptions(), first: InstanceTests.december).made(name: "trial")
    #expect(house.instance.tenants.map(\.starts) == [[7]] && house.instance.tenants.map(\.length) == [5])
  }

  @Test func whoIsInAQueueObligesNobody() {
    // Behind Ada for her cell from month 8 on: a wish at 80 %, in any of the months that the list may wait; and Ada's lease may be renewed over it.
    let gus = Held(
      key: "hold/gus", name: "Gus", kind: .option, organisation: "gus", cells: [], wanted: 1, among: [2], months: 8..<12, isQueued: true)
    let house = Self.made([gus]) { $0.patience = 2 }
    let (ada, one) = (house.instance.tenants[0], house.instance.tenants[1])
    #expect(ada.length == 12 && house.origins[1].kind == .queued && !house.isUnchosen(1))
    #expect((one.mandatory, one.prob, one.starts, one.length, one.waitCost) == (false, 80, [8, 9, 10], 4, 20) && one.among == [2])
    // Ada stays, so Gus is refused, and counts as such; when she goes in month 8, he comes.
    func seated(_ house: HouseInstance) -> PlanMeasures {
      PlanMeasures(
        SeatedPlan(house, Allocation(house.instance).search(seed: 1, progress: { Double($0) / 200 }, improved: { _ in }).solution))
    }
    #expect(seated(house).asked == 1 && seated(house).refused == 1)
    #expect(seated(Self.made([gus]) { $0.renewLeases = false }).refused == 0)
  }
}
