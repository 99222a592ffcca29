import Kernel

/// "Where is there room for so many neighbouring cells from a month on, and who would have to move for it?"
package struct RoomQuestion: Sendable, Hashable {
  package var cells: Int
  package var months: Range<Int>
  /// Leaves its own cells for the new ones.
  package var firm: String?
  /// No answer asks more of the residents, those who move so that others can move among them.
  package var mostMoves: Int
  /// Euros for each move, and for each cell that is moved.
  package var moveCost = Assumptions().moveCost
  package var cellCost = 0

  package init(cells: Int, months: Range<Int>, firm: String? = nil, mostMoves: Int = 2) {
    (self.cells, self.months, self.firm, self.mostMoves) = (cells, months, firm, mostMoves)
  }
}

/// Fewer cells are free than are asked for, wherever they are.
package struct RoomShortage: Sendable, Hashable {
  package let free: Int
  package let month: Int
  package let enoughFrom: Int?
}

package struct RoomAnswer: Sendable, Hashable {
  package struct Move: Sendable, Hashable {
    /// Place among those who hold cells.
    package let held: Int
    package let from: [Int]
    package let to: [Int]
    /// Goes where somebody else has gone from.
    package let isChained: Bool

    package init(held: Int, from: [Int], to: [Int], isChained: Bool = false) {
      (self.held, self.from, self.to, self.isChained) = (held, from, to, isChained)
    }
  }
  /// Places of cells, in their row.
  package let cells: [Int]
  package let moves: [Move]
  package let cost: Int
  /// No cheaper way to free these cells is there, within the moves that are allowed; else it is the cheapest that was found.
  package let isCheapest: Bool
  /// The longest run that is then free over all the months.
  package let longestLeft: Int
  /// Free runs more or less than before, over all the months.
  package let moreGaps: Int
  package let windows: Int
  package let rent: Int
}

/// Looks at every run of cells of every row. Residents who would be in the way are given another run of their size for the months they still
/// have; whoever stands there moves on, as far as moves are allowed. Whoever was promised cells, offers and works stay where they are, and who has
/// still to choose among several keeps enough of them.
package struct RoomSearch: Sendable {
  struct Run {
    let held: Int
    let cells: [Int]
    let months: Range<Int>
    let isMovable: Bool
  }
  /// So many places are tried for the movers of one run of cells, and of all together; so many ways that cost the same are compared.
  package static let mostTried = 20_000
  package static let mostTriedInAll = 1_000_000
  package static let mostCompared = 100

  let facts: PlanningFacts
  let promises: RoomPromises
  let runs: [Run]
  /// Of each cell: who holds it.
  let holders: [[Int]]
  /// By size: all runs of so many cells.
  private let blocksBySize: [[[Int]]]

  package init(_ facts: PlanningFacts, promises: RoomPromises = .none) {
    (self.facts, self.promises) = (facts, promises)
    let rows = Dictionary(
      uniqueKeysWithValues: facts.rows.enumerated().flatMap { row, cells in cells.enumerated().map { ($1, (row, $0)) } })
    let runs = facts.held.enumerated().flatMap { number, held -> [Run] in
      var parts: [[Int]] = []
      for cell in held.cells.sorted(by: { (rows[$0] ?? (0, 0)) < (rows[$1] ?? (0, 0)) }) {
        if let last = parts.last?.last, let one = rows[last], let other = rows[cell], one.0 == other.0, one.1 + 1 == other.1 {
          parts[parts.count - 1].append(cell)
        } else {
          parts.append([cell])
        }
      }
      return parts.map { Run(held: number, cells: $0, months: held.months, isMovable: held.kind == .let && held.months.lowerBound == 0) }
    }
    self.runs = runs
    holders = runs.enumerated().reduce(into: Array(repeating: [], count: facts.cells.count)) { holders, run in
      for cell in run.element.cells { holders[cell].append(run.offset) }
    }
    let longest = facts.rows.map(\.count).max() ?? 0
    blocksBySize = (0...longest).map { size in
      facts.rows.flatMap { row in row.count < size ? [] : (0...(row.count - size)).map { Array(row[$0..<($0 + size)]) } }
    }
  }

  /// That no moves can help: whoever moves takes as many cells as they leave, so that as many are free as before.
  ///
  /// - Returns: of the month with the fewest, how many are free, those of the firm that asks with them; and the month from which there are enough.
  package func shortage(_ question: RoomQuestion) -> RoomShortage? {
    let cells = Set(facts.rows.joined())
    let own = question.firm.map { firm in Set(runs.indices.filter { facts.held[runs[$0].held].organisation == firm && runs[$0].isMovable })
    }
    let free = question.months.map { month in
      let taken = Set(
        runs.indices.filter { runs[$0].months.contains(month) && !(own?.contains($0) ?? false) }.flatMap { runs[$0].cells })
      return (month: month, count: cells.count { facts.cells[$0].inService <= month && !taken.contains($0) })
    }
    guard let least = free.min(by: { $0.count < $1.count }), least.count < question.cells else { return nil }
    let enough = (free.last { $0.count < question.cells }?.month ?? least.month) + 1
    return RoomShortage(free: least.count, month: least.month, enoughFrom: enough < question.months.upperBound ? enough : nil)
  }

  /// The best first: cheapest, then fewest gaps, then the longest run left. Not whole when there may be more or cheaper ones; none where cells are
  /// short.
  package func answers(_ question: RoomQuestion, most: Int = 12) -> (best: [RoomAnswer], isWhole: Bool, short: RoomShortage?) {
    let short = shortage(question)
    guard question.cells > 0, !question.months.isEmpty, short == nil else { return ([], true, short) }
    let month = question.months.lowerBound
    let before = gaps(taken(by: runs.indices.filter { runs[$0].months.overlaps(question.months) }), in: month).count
    let leaving = Set(
      runs.indices.filter { question.firm != nil && facts.held[runs[$0].held].organisation == question.firm && runs[$0].isMovable })
    // Whoever stands there has to move whatever happens: what is cheapest at the least comes first.
    let open = blocks(question.cells).filter { block in !block.contains { facts.cells[$0].inService > month } }
      .map { RoomFreeing(self, question, $0, leaving: leaving) }.filter { $0.least != nil }.enumerated()
      .sorted { ($0.element.least ?? 0, $0.offset) < ($1.element.least ?? 0, $1.offset) }.map(\.element)
    var (found, left): ([RoomAnswer], Int) = ([], Self.mostTriedInAll)
    // What those cost at the least for whom not all was tried.
    var cut: [Int] = []
    for var freeing in open {
      if found.count >= most, (freeing.least ?? 0) > found.map(\.cost).sorted()[most - 1] { break }
      let way = freeing.cheapest(trying: min(left, Self.mostTried))
      left -= freeing.tried
      if !freeing.isCheapest { cut.append(freeing.least ?? 0) }
      guard let way else { continue }
      let block = freeing.block
      found.append(
        RoomAnswer(
          cells: block, moves: way.moves, cost: way.cost, isCheapest: freeing.isCheapest, longestLeft: way.longest,
          moreGaps: way.gaps - before, windows: block.count { facts.cells[$0].hasWindow },
          rent: block.reduce(0) { $0 + facts.cells[$1].rent }))
    }
    let sorted = found.sorted { one, other in
      (one.cost, one.moves.count, one.moreGaps, -one.longestLeft, one.cells.first ?? 0)
        < (other.cost, other.moves.count, other.moreGaps, -other.longestLeft, other.cells.first ?? 0)
    }
    let dearest = sorted.count < most ? Int.max : sorted[most - 1].cost
    return (Array(sorted.prefix(most)), !cut.contains { $0 < dearest }, nil)
  }

  /// Who is in the way most, of those who cannot be asked to move: by how many runs of that size they stand in.
  package func blockers(_ question: RoomQuestion) -> [(held: Int, blocks: Int)] {
    var counts: [Int: Int] = [:]
    for block in blocks(question.cells) {
      for run in runs where !run.isMovable && run.months.overlaps(question.months) && run.cells.contains(where: block.contains) {
        counts[run.held, default: 0] += 1
      }
      let taken = block.map { RoomPromises.Taking(cell: $0, months: question.months) }
      if promises.keep(taken, leaving(runs.indices.filter { runs[$0].isMovable }, in: question)) { continue }
      for (number, held) in facts.held.enumerated()
      where held.months.overlaps(question.months) && held.among.contains(where: block.contains) {
        if !held.isQueued { counts[number, default: 0] += 1 }
      }
    }
    return counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map { ($0.key, $0.value) }
  }

  /// What these give up when the question begins.
  func leaving(_ places: [Int], in question: RoomQuestion) -> [RoomPromises.Leaving] {
    places.flatMap { place in
      runs[place].cells.map { RoomPromises.Leaving(cell: $0, held: runs[place].held, from: question.months.lowerBound) }
    }
  }

  /// All runs of so many cells.
  func blocks(_ size: Int) -> [[Int]] { size < blocksBySize.count ? blocksBySize[size] : [] }
  func taken(by places: some Sequence<Int>) -> Set<Int> { Set(places.flatMap { runs[$0].cells }) }
  func gaps(_ taken: Set<Int>, in month: Int) -> [Int] {
    facts.rows.flatMap { row in row.split { taken.contains($0) || facts.cells[$0].inService > month }.map(\.count) }
  }
}
