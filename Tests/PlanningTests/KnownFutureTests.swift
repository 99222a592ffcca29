import Kernel
import Solver
import Testing

@testable import Planning

/// What futures begin with: the table of docs/second-building.md.
@Suite struct KnownFutureTests {
  typealias Held = PlanningFacts.Held

  /// Two rows of four; the second is of a level that opens in month 10.
  static func facts(_ held: [Held]) -> PlanningFacts {
    let cells = (0..<8).map { (place: Int) -> PlanningFacts.Cell in
      let box = InstanceTests.box(Int64(place % 4) * 3000, Int64(place / 4) * 9000)
      return PlanningFacts.Cell(id: "c\(place)", code: "C\(place)", box: box, inService: place < 4 ? 0 : 10)
    }
    return PlanningFacts(
      cells: cells, rows: [[0, 1, 2, 3], [4, 5, 6, 7]], held: held,
      wanted: [PlanningFacts.Wanted(key: "application/eve", name: "Eve", cells: 2, from: 1)])
  }
  static func run(_ row: Int, _ first: Int, _ cells: Int) -> FutureModel.Run { FutureModel.Run(row: row, first: first, cells: cells) }

  @Test func whatIsKnownOfTheMonthsToCome() {
    let known = KnownFuture(
      Self.facts([
        Held(key: "hold/a", name: "Ada", kind: .let, cells: [0, 1], months: 0..<6, ends: true),
        Held(key: "hold/b", name: "Bob", kind: .let, cells: [3], months: 2..<60),
        Held(key: "hold/c", name: "Cem", kind: .option, cells: [2], months: 0..<60),
        Held(key: "hold/d", name: "Dan", kind: .offer, cells: [4, 5, 7], months: 3..<60),
        Held(key: "hold/e", name: "Eva", kind: .option, cells: [], wanted: 2, among: [4, 5, 6], months: 12..<60),
        Held(key: "hold/f", name: "Fay", kind: .option, cells: [], wanted: 3, among: [0, 1, 2], months: 8..<60, isQueued: true),
        Held(key: "hold/g", name: "Gus", kind: .option, cells: [6], months: 3..<9, ends: true),
        Held(key: "hold/w", name: "", kind: .works, cells: [6, 7], months: 8..<14, ends: true),
      ]))
    // Who has signed and is there; nobody else is.
    #expect(known.residents == [FutureModel.Resident(row: 0, first: 0, cells: 2, ends: 6)])
    // Bob has signed for later; Cem may come at once, at 80 %; Dan when the level opens, at 60 %, in two runs; Eva where there is room. Gus's promise is over by the opening.
    #expect(
      known.promises == [
        FutureModel.Promise(month: 2, chance: 100, runs: [Self.run(0, 3, 1)], cells: 1),
        FutureModel.Promise(month: 0, chance: 80, runs: [Self.run(0, 2, 1)], cells: 1),
        FutureModel.Promise(month: 10, chance: 60, runs: [Self.run(1, 0, 2), Self.run(1, 3, 1)], cells: 3),
        FutureModel.Promise(month: 12, chance: 80, runs: [], cells: 2),
      ])
    // In a queue behind others one waits as on the list.
    #expect(known.waiting == [2, 3])
    // The works of months 8 to 13 meet the opening in month 10: two cells are closed to month 14, two to month 10.
    #expect(
      known.closings == [
        FutureModel.Closing(Self.run(1, 0, 2), from: 0, until: 10), FutureModel.Closing(Self.run(1, 2, 2), from: 0, until: 14),
      ])
  }

  @Test func whatEndsIsClosedFromThenOn() {
    var facts = Self.facts([])
    let last = facts.cells[3]
    facts.cells[3] = PlanningFacts.Cell(id: last.id, code: last.code, box: last.box, outOfService: 6)
    #expect(KnownFuture(facts).closings.contains(FutureModel.Closing(Self.run(0, 3, 1), from: 6, until: KnownFuture.forEver)))
  }

  @Test func theHouseHasWhatIsOpen() {
    let known = KnownFuture(Self.facts([]))
    var model = FutureModel(horizon: 12, futures: 1, seed: 1, sizes: [], rows: [4, 4])
    model.closings = known.closings
    #expect((0..<12).map(model.capacity(in:)) == Array(repeating: 4, count: 10) + [8, 8] && model.capacity == 8)
  }
}
