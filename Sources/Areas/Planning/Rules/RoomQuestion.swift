import Kernel

/// "Where is there room for so many neighbouring cells from a month on, and who would have to move for it?"
package struct RoomQuestion: Sendable, Hashable {
  package var cells: Int
  package var months: Range<Int>
  /// Leaves its own cells for the new ones.
  package var firm: String?
  /// No answer asks more of the residents.
  package var mostMoves: Int

  package init(cells: Int, months: Range<Int>, firm: String? = nil, mostMoves: Int = 2) {
    (self.cells, self.months, self.firm, self.mostMoves) = (cells, months, firm, mostMoves)
  }
}

package struct RoomAnswer: Sendable, Hashable {
  package struct Move: Sendable, Hashable {
    /// Place among those who hold cells.
    package let held: Int
    package let from: [Int]
    package let to: [Int]
  }
  /// Places of cells, in their row.
  package let cells: [Int]
  package let moves: [Move]
  /// The longest run that is then free over all the months.
  package let longestLeft: Int
  /// Free runs more or less than before, over all the months.
  package let moreGaps: Int
  package let windows: Int
  package let rent: Int
}

/// Looks at every run of cells of every row. Residents who would be in the way are given another place of the same size, by trying; whoever was
/// promised cells, offers and works stay where they are. That somebody else might move to make room for who moves is not tried.
package struct RoomSearch: Sendable {
  private struct Run {
    let held: Int
    let cells: [Int]
    let months: Range<Int>
    let isMovable: Bool
  }
  private let facts: PlanningFacts
  private let runs: [Run]

  package init(_ facts: PlanningFacts) {
    self.facts = facts
    let rows = Dictionary(
      uniqueKeysWithValues: facts.rows.enumerated().flatMap { row, cells in cells.enumerated().map { ($1, (row, $0)) } })
    runs = facts.held.enumerated().flatMap { number, held -> [Run] in
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
  }

  /// The best first: fewest moves, then fewest gaps, then the longest run left.
  package func answers(_ question: RoomQuestion, most: Int = 12) -> [RoomAnswer] {
    guard question.cells > 0, !question.months.isEmpty else { return [] }
    let own = Set(
      runs.indices.filter { question.firm != nil && facts.held[runs[$0].held].organisation == question.firm && runs[$0].isMovable })
    let standing = runs.indices.filter { !own.contains($0) && runs[$0].months.overlaps(question.months) }
    let gapsBefore = gaps(taken(by: Array(standing) + Array(own), question)).count
    var found: [RoomAnswer] = []
    for row in facts.rows where row.count >= question.cells {
      for start in 0...(row.count - question.cells) {
        let block = Array(row[start..<(start + question.cells)])
        if let answer = answer(block, question, standing, gapsBefore) { found.append(answer) }
      }
    }
    return Array(
      found.sorted { one, other in
        (one.moves.count, one.moves.reduce(0) { $0 + $1.from.count }, one.moreGaps, -one.longestLeft, one.cells.first ?? 0)
          < (other.moves.count, other.moves.reduce(0) { $0 + $1.from.count }, other.moreGaps, -other.longestLeft, other.cells.first ?? 0)
      }.prefix(most))
  }

  /// Who is in the way most, of those who cannot be asked to move: by how many runs of that size they stand in.
  package func blockers(_ question: RoomQuestion) -> [(held: Int, blocks: Int)] {
    var counts: [Int: Int] = [:]
    for row in facts.rows where row.count >= question.cells {
      for start in 0...(row.count - question.cells) {
        let block = Set(row[start..<(start + question.cells)])
        for run in runs where !run.isMovable && run.months.overlaps(question.months) && !block.isDisjoint(with: run.cells) {
          counts[run.held, default: 0] += 1
        }
      }
    }
    return counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map { ($0.key, $0.value) }
  }

  private func answer(_ block: [Int], _ question: RoomQuestion, _ standing: [Int], _ gapsBefore: Int) -> RoomAnswer? {
    let wanted = Set(block)
    if block.contains(where: { facts.cells[$0].inService > question.months.lowerBound }) { return nil }
    let inTheWay = standing.filter { !wanted.isDisjoint(with: runs[$0].cells) }
    if inTheWay.count > question.mostMoves || inTheWay.contains(where: { !runs[$0].isMovable }) { return nil }
    let staying = standing.filter { !inTheWay.contains($0) }
    let movers = inTheWay.sorted { runs[$0].cells.count > runs[$1].cells.count }
    var tries = 20_000
    guard let places = places(for: movers[...], keeping: taken(by: staying, question).union(wanted), question, &tries) else { return nil }
    let moves = zip(movers, places).map { RoomAnswer.Move(held: runs[$0].held, from: runs[$0].cells, to: $1) }
    let after = gaps(taken(by: staying, question).union(wanted).union(places.joined()))
    return RoomAnswer(
      cells: block, moves: moves, longestLeft: after.max() ?? 0, moreGaps: after.count - gapsBefore,
      windows: block.count { facts.cells[$0].hasWindow }, rent: block.reduce(0) { $0 + facts.cells[$1].rent })
  }

  /// A place for each, the first that works; short runs are tried before long ones, so that little is cut up.
  private func places(for movers: ArraySlice<Int>, keeping taken: Set<Int>, _ question: RoomQuestion, _ tries: inout Int) -> [[Int]]? {
    guard let first = movers.first else { return [] }
    let size = runs[first].cells.count
    var candidates: [(length: Int, cells: [Int])] = []
    for row in facts.rows {
      for run in free(row, taken, from: question.months.lowerBound) where run.count >= size {
        for start in 0...(run.count - size) { candidates.append((run.count, Array(run[start..<(start + size)]))) }
      }
    }
    for candidate in candidates.enumerated().sorted(by: { ($0.element.length, $0.offset) < ($1.element.length, $1.offset) }) {
      tries -= 1
      if tries < 0 { return nil }
      let cells = candidate.element.cells
      if let rest = places(for: movers.dropFirst(), keeping: taken.union(cells), question, &tries) { return [cells] + rest }
    }
    return nil
  }

  private func taken(by places: [Int], _ question: RoomQuestion) -> Set<Int> {
    Set(places.filter { runs[$0].months.overlaps(question.months) }.flatMap { runs[$0].cells })
  }
  private func gaps(_ taken: Set<Int>) -> [Int] { facts.rows.flatMap { free($0, taken, from: 0).map(\.count) } }
  private func free(_ row: [Int], _ taken: Set<Int>, from month: Int) -> [[Int]] {
    row.split { taken.contains($0) || facts.cells[$0].inService > month }.map(Array.init)
  }
}
