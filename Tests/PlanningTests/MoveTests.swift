import Kernel
import Solver
import Testing

@testable import Planning

/// What is one lease moves as one: docs/scenarios.md.
@Suite struct MoveTests {
  /// A row of six: Ada has A01, and A03 to A04; Bob has A06.
  static func made() -> HouseInstance {
    var facts = InstanceTests.facts()
    facts.held = [
      PlanningFacts.Held(key: "hold/ada", name: "Ada", kind: .let, organisation: "ada", cells: [0, 2, 3], months: 0..<12, anniversary: 2),
      PlanningFacts.Held(key: "hold/bob", name: "Bob", kind: .let, organisation: "bob", cells: [5], months: 0..<12, anniversary: 2),
    ]
    return InstanceMaking(
      facts, InstanceTests.assumptions { ($0.moveFirms, $0.movePromises) = (true, true) }, first: InstanceTests.december
    )
    .made(name: "trial")
  }

  @Test func aLeaseInSeveralPartsIsHeldInPlace() {
    let house = Self.made()
    let tenants = house.instance.tenants.prefix(3)
    #expect(tenants.map(\.id) == ["hold/ada", "hold/ada#2", "hold/bob"])
    #expect(tenants.map(\.moveCost) == [nil, nil, 1500] && tenants.map(\.moveOffsets) == [[], [], [2]])
    #expect(house.held.map(\.name) == ["Ada"])
  }

  @Test func aDraftNamesAllCellsTheLeaseWouldHave() throws {
    // A plan of before: each run of Ada's moved by itself, in month 2, from A03 A04 to A04 A05 and from A01 to A02.
    var instance = Self.made().instance
    for number in 0..<2 { (instance.tenants[number].moveCost, instance.tenants[number].moveOffsets) = (1500, [2]) }
    let now = Self.made()
    let house = HouseInstance(instance: instance, months: now.months, modules: now.modules, origins: now.origins, unfit: nil)
    let both = SeatedPlan(
      house,
      Solution(
        instance: "trial",
        plans: [
          "hold/ada": Solution.Seat(start: 0, room: 0, blocks: [2, 3]), "hold/ada#2": Solution.Seat(start: 0, room: 0, blocks: [0, 1]),
          "hold/bob": Solution.Seat(start: 0, room: 0, blocks: [5, 5]),
        ]))
    let drafts = DraftMaking.proposals(both)
    #expect(drafts.map(\.kind) == [.move] && drafts.map(\.cells) == ["A02 A04 A05"] && drafts.map(\.subject) == ["hold/ada"])
    // Were only the one run moved, the draft would still name both.
    let one = SeatedPlan(
      house,
      Solution(
        instance: "trial",
        plans: [
          "hold/ada": Solution.Seat(start: 0, room: 0, blocks: [2, 2]), "hold/ada#2": Solution.Seat(start: 0, room: 0, blocks: [0, 1]),
        ]))
    #expect(DraftMaking.proposals(one).map(\.cells) == ["A02 A03 A04"])
  }
}
