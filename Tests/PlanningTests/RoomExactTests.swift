import Kernel
import Testing

@testable import Planning

/// The cheapest set of moves, against trying every place for everybody who may be asked.
@Suite struct RoomExactTests {
  /// One or two rows of three to five cells, some held by residents and promises, drawn from a seed.
  static func facts(_ seed: Int) -> PlanningFacts {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func below(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 33) % limit
    }
    var cells: [PlanningFacts.Cell] = []
    var rows: [[Int]] = []
    for row in 0..<(1 + below(2)) {
      let count = 3 + below(3)
      rows.append(Array(cells.count..<(cells.count + count)))
      for place in 0..<count {
        cells.append(
          PlanningFacts.Cell(
            id: "\(row)\(place)", code: "\(row)\(place)", box: InstanceTests.box(Int64(place) * 3000, Int64(row) * 9000),
            inService: below(8) == 0 ? 2 : 0, rent: 150))
      }
    }
    var held: [PlanningFacts.Held] = []
    for row in rows {
      var place = row[0]
      while place <= row[row.count - 1] {
        let size = 1 + below(2)
        if below(3) > 0, place + size - 1 <= row[row.count - 1] {
          let own = Array(place..<(place + size))
          let kind: PlanningFacts.Holding = below(6) == 0 ? .option : .let
          let from = kind == .option ? below(8) : 0
          held.append(
            PlanningFacts.Held(
              key: "hold/\(held.count)", name: "\(held.count)", kind: kind, organisation: "\(held.count)", cells: own,
              months: from..<(from + 2 + below(10))))
          place += size
        } else {
          place += 1
        }
      }
    }
    return PlanningFacts(cells: cells, rows: rows, held: held)
  }

  /// By trying all: nil when it cannot be freed.
  static func cheapest(_ block: [Int], _ facts: PlanningFacts, _ question: RoomQuestion) -> Int? {
    let month = question.months.lowerBound
    if block.contains(where: { facts.cells[$0].inService > month }) { return nil }
    let movable = facts.held.indices.filter {
      facts.held[$0].kind == .let && facts.held[$0].months.upperBound > month && facts.held[$0].organisation != question.firm
    }
    var best: Int?
    // Who holds what over which months: the asked cells, those who stay, those who move.
    func isFree(_ stays: [(cells: [Int], months: Range<Int>)]) -> Bool {
      for (place, one) in stays.enumerated() {
        for other in stays[(place + 1)...] where one.months.overlaps(other.months) && !Set(one.cells).isDisjoint(with: other.cells) {
          return false
        }
      }
      return true
    }
    func go(_ number: Int, _ stays: [(cells: [Int], months: Range<Int>)], _ moves: Int, _ cost: Int) {
      if moves > question.mostMoves { return }
      if number == movable.count {
        if isFree(stays) { best = min(best ?? .max, cost) }
        return
      }
      let held = facts.held[movable[number]]
      let months = month..<held.months.upperBound
      go(number + 1, stays + [(held.cells, months)], moves, cost)
      for row in facts.rows where row.count >= held.cells.count {
        for start in 0...(row.count - held.cells.count) {
          let to = Array(row[start..<(start + held.cells.count)])
          if to == held.cells || to.contains(where: { facts.cells[$0].inService > month }) { continue }
          go(number + 1, stays + [(to, months)], moves + 1, cost + question.moveCost + question.cellCost * to.count)
        }
      }
    }
    let fixed = facts.held.filter { $0.kind != .let }.map { (cells: $0.cells, months: $0.months) }
    go(0, [(block, question.months)] + fixed, 0, 0)
    return best
  }

  @Test(arguments: 1...120) func theCheapestWayIsFoundAsByTryingAll(_ seed: Int) {
    let facts = Self.facts(seed)
    for (cells, most) in [(2, 1), (2, 2), (3, 3), (4, 4)] {
      var question = RoomQuestion(cells: cells, months: 1..<5, firm: seed % 3 == 0 ? "0" : nil, mostMoves: most)
      (question.moveCost, question.cellCost) = (1000, 300)
      let answers = RoomSearch(facts).answers(question, most: 100).best
      for row in facts.rows where row.count >= cells {
        for start in 0...(row.count - cells) {
          let block = Array(row[start..<(start + cells)])
          let found = answers.first { $0.cells == block }
          #expect(
            found?.cost == Self.cheapest(block, facts, question),
            "\(seed): \(block) of \(facts.held.map { ($0.cells, $0.months, $0.kind) })")
          #expect(found?.isCheapest ?? true)
        }
      }
      #expect(answers.map(\.cost) == answers.map(\.cost).sorted())
    }
  }

  /// `A` has Ada Ada Bob and one free, `B` two free: three in a row of A are free when Bob goes to the free one and… nobody else may.
  @Test func whoIsInTheWayOfAMoverMovesOn() throws {
    func cell(_ place: Int) -> PlanningFacts.Cell {
      PlanningFacts.Cell(id: "\(place)", code: "\(place)", box: InstanceTests.box(Int64(place) * 3000, 0), rent: 150)
    }
    func held(_ name: String, _ cells: [Int], until month: Int = 20) -> PlanningFacts.Held {
      PlanningFacts.Held(key: "hold/\(name)", name: name, kind: .let, organisation: name, cells: cells, months: 0..<month)
    }
    // Row of five: 0 1 Ada, 2 3 4 free; row of three: 5 free, 6 Bob, 7 free. Five in a row: Ada's two fit beside Bob only when he moves.
    let facts = PlanningFacts(
      cells: (0..<8).map(cell), rows: [[0, 1, 2, 3, 4], [5, 6, 7]], held: [held("ada", [0, 1]), held("bob", [6])])
    let search = RoomSearch(facts)
    #expect(search.answers(RoomQuestion(cells: 5, months: 1..<10, mostMoves: 1)).best == [])
    let chained = try #require(search.answers(RoomQuestion(cells: 5, months: 1..<10, mostMoves: 2)).best.first)
    #expect(chained.moves.map(\.held) == [0, 1] && chained.moves[0].isChained && !chained.moves[1].isChained && chained.cost == 3000)
    // Ada's lease ends before a promise on 5 and 6 begins: only her own months count.
    var ending = facts
    ending.held = [
      held("ada", [0, 1], until: 6),
      PlanningFacts.Held(key: "hold/fay", name: "fay", kind: .option, organisation: "fay", cells: [5, 6], months: 6..<20),
    ]
    let short = try #require(RoomSearch(ending).answers(RoomQuestion(cells: 5, months: 1..<10, mostMoves: 1)).best.first)
    #expect(short.moves.map(\.to) == [[5, 6]] || short.moves.map(\.to) == [[6, 7]])
  }

  /// Two small firms cost less than one large where a cell has its price.
  @Test func whatACellCostsCounts() throws {
    func held(_ name: String, _ cells: [Int]) -> PlanningFacts.Held {
      PlanningFacts.Held(key: "hold/\(name)", name: name, kind: .let, organisation: name, cells: cells, months: 0..<20)
    }
    let cells = (0..<14).map { PlanningFacts.Cell(id: "\($0)", code: "\($0)", box: InstanceTests.box(Int64($0) * 3000, 0), rent: 150) }
    // Rows: four held by one, four of which two are held by two, six free.
    let facts = PlanningFacts(
      cells: cells, rows: [[0, 1, 2, 3], [4, 5, 6, 7], [8], [9], [10], [11, 12, 13]],
      held: [held("one", [0, 1, 2]), held("a", [4]), held("b", [7])])
    var question = RoomQuestion(cells: 4, months: 0..<12)
    #expect(RoomSearch(facts).answers(question).best.first.map { [$0.cells[0], $0.cost] } == [0, 1500])
    (question.moveCost, question.cellCost) = (100, 400)
    #expect(RoomSearch(facts).answers(question).best.first.map { [$0.cells[0], $0.cost] } == [4, 1000])
  }
}
