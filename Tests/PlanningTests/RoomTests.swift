import Kernel
import Testing

@testable import Planning

/// Two rows of six: `A` has 1 Ada Ada 4 Bob 6, `B` has 1 2 3 Fay(promise) 5 6.
@Suite struct RoomTests {
  static func facts() -> PlanningFacts {
    var cells: [PlanningFacts.Cell] = []
    for row in 0..<2 {
      for place in 0..<6 {
        cells.append(
          PlanningFacts.Cell(
            id: "\(row)\(place)", code: (row == 0 ? "A0" : "B0") + "\(place + 1)",
            box: InstanceTests.box(Int64(place) * 3000, Int64(row) * 9000), rent: 150))
      }
    }
    func held(_ name: String, _ kind: PlanningFacts.Holding, _ cells: [Int], _ months: Range<Int> = 0..<24) -> PlanningFacts.Held {
      PlanningFacts.Held(key: "hold/\(name)", name: name, kind: kind, organisation: name, cells: cells, months: months)
    }
    return PlanningFacts(
      cells: cells, rows: [Array(0..<6), Array(6..<12)],
      held: [held("ada", .let, [1, 2]), held("bob", .let, [4]), held("fay", .option, [9], 6..<24)])
  }

  @Test func whatIsFreeComesFirst() throws {
    let answers = RoomSearch(Self.facts()).answers(RoomQuestion(cells: 3, months: 8..<20)).best
    #expect(answers.first?.cells == [6, 7, 8] && answers.first?.moves == [])
    // Before the promise begins the whole second row is free.
    let early = RoomSearch(Self.facts()).answers(RoomQuestion(cells: 5, months: 0..<6)).best
    #expect(early.prefix(2).map(\.cells) == [[6, 7, 8, 9, 10], [7, 8, 9, 10, 11]] && early[0].moves == [])
  }

  @Test func residentsInTheWayGetAnotherPlaceOfTheirSize() throws {
    let search = RoomSearch(Self.facts())
    // Five in a row during the promise: only row A, with Ada and Bob in the way of all, or Ada alone of none.
    let answers = search.answers(RoomQuestion(cells: 5, months: 8..<20)).best
    let best = try #require(answers.first)
    #expect(best.cells == [0, 1, 2, 3, 4] && best.moves.map(\.held) == [0, 1])
    // Ada's two go to the shortest run that holds them, Bob to what stays of it or to the single cell.
    #expect(best.moves[0] == RoomAnswer.Move(held: 0, from: [1, 2], to: [10, 11]) && best.moves[1].to == [5])
    #expect(search.answers(RoomQuestion(cells: 5, months: 8..<20, mostMoves: 1)).best == [])
    // Two moves free the whole row; seven fit in none.
    #expect(search.answers(RoomQuestion(cells: 6, months: 8..<20)).best.map(\.cells) == [[0, 1, 2, 3, 4, 5]])
    #expect(search.answers(RoomQuestion(cells: 7, months: 8..<20)).best == [])
  }

  @Test func aPromiseIsNotMovedAndIsNamed() {
    var facts = Self.facts()
    facts.held = [
      PlanningFacts.Held(key: "hold/fay", name: "fay", kind: .option, organisation: "fay", cells: [2], months: 0..<24),
      PlanningFacts.Held(key: "hold/gus", name: "gus", kind: .works, cells: [8, 9], months: 0..<24),
    ]
    let (search, question) = (RoomSearch(facts), RoomQuestion(cells: 4, months: 0..<12))
    #expect(search.answers(question).best == [])
    // Of three runs of four in each row Fay stands in three, the works in all three.
    #expect(search.blockers(question).map(\.held) == [0, 1] && search.blockers(question).map(\.blocks) == [3, 3])
  }

  @Test func noMovesMakeMoreFree() {
    // Twelve cells: Ada has two and Bob one, so nine are free, and eight once Fay has hers, from month 6 to month 9.
    var facts = Self.facts()
    facts.held[2].months = 6..<10
    let search = RoomSearch(facts)
    #expect(search.shortage(RoomQuestion(cells: 9, months: 0..<6)) == nil)
    #expect(search.shortage(RoomQuestion(cells: 9, months: 4..<20)) == RoomShortage(free: 8, month: 6, enoughFrom: 10))
    #expect(search.shortage(RoomQuestion(cells: 9, months: 4..<8)) == RoomShortage(free: 8, month: 6, enoughFrom: nil))
    #expect(search.answers(RoomQuestion(cells: 9, months: 4..<20)).isWhole)
    // Ada's two are free for Ada.
    #expect(search.shortage(RoomQuestion(cells: 9, months: 4..<20, firm: "ada")) == nil)
  }

  @Test func aFirmLeavesItsOwnCells() throws {
    let search = RoomSearch(Self.facts())
    let own = search.answers(RoomQuestion(cells: 4, months: 8..<20, firm: "ada")).best
    // Around its own place: nobody has to move, and the second row stays whole.
    let first = try #require(own.first)
    #expect(first.cells == [0, 1, 2, 3] && first.moves == [])
    #expect(search.answers(RoomQuestion(cells: 4, months: 8..<20)).best.first?.moves.isEmpty == false)
  }

  /// Two of B01, B02, B05 and B06 are promised to Gus, who has still to choose: enough of them stay, and Ada's two may not go there both.
  @Test func whoHasStillToChooseKeepsEnough() throws {
    var facts = Self.facts()
    facts.held.append(
      PlanningFacts.Held(
        key: "hold/gus", name: "gus", kind: .option, organisation: "gus", cells: [], wanted: 2, among: [6, 7, 10, 11], months: 6..<24))
    let pool: Set<Int> = [6, 7, 10, 11]
    let promises = RoomPromises(among: pool) { taken, _ in
      pool.subtracting(taken.filter { $0.months.overlaps(6..<24) }.map(\.cell)).count >= 2
    }
    let search = RoomSearch(facts, promises: promises)
    // B01 to B03 leaves B05 and B06; then nobody else may have one of those.
    #expect(search.answers(RoomQuestion(cells: 3, months: 8..<20)).best.first?.cells == [6, 7, 8])
    for answer in search.answers(RoomQuestion(cells: 5, months: 8..<20, mostMoves: 4), most: 100).best {
      let taken = Set(answer.cells + answer.moves.flatMap(\.to)).intersection(pool)
      #expect(taken.count <= 2, "\(answer)")
    }
    // All four promised: nothing of them is to be had, and Gus is named among those in the way.
    let all = RoomSearch(facts, promises: RoomPromises(among: pool) { taken, _ in !taken.contains { $0.months.overlaps(6..<24) } })
    #expect(all.answers(RoomQuestion(cells: 3, months: 8..<20, mostMoves: 0)).best == [])
    #expect(all.answers(RoomQuestion(cells: 3, months: 0..<6, mostMoves: 0)).best.first?.cells == [6, 7, 8])
    #expect(all.blockers(RoomQuestion(cells: 3, months: 8..<20)).contains { $0.held == 3 })
  }

  /// Among answers, nobody stands on two places and no cell has two.
  @Test func answersAreValid() {
    let search = RoomSearch(Self.facts())
    for cells in 1...6 {
      for answer in search.answers(RoomQuestion(cells: cells, months: 3..<20), most: 100).best {
        let held = Self.facts().held
        var taken: [Int] = answer.cells
        for move in answer.moves {
          #expect(move.from.count == move.to.count)
          taken += move.to
        }
        let moved = Set(answer.moves.map(\.held))
        taken += held.indices.filter { !moved.contains($0) }.flatMap { held[$0].cells }
        #expect(Set(taken).count == taken.count, "\(cells): \(answer)")
      }
    }
  }
}
