/// The cheapest set of moves that frees one run of cells, by trying: depth first, whoever is in the way of a mover moving on, ways that cannot
/// become cheaper than the best passed over.
struct RoomFreeing {
  struct Way {
    let moves: [RoomAnswer.Move]
    let cost: Int
    let gaps: Int
    let longest: Int
  }
  private let search: RoomSearch
  private let question: RoomQuestion
  let block: [Int]
  /// What moving those who stand there costs; nil when one of them may not be asked, or they are too many.
  private(set) var least: Int?
  /// The firm that asks leaves these.
  private let leaving: Set<Int>
  private var best: Way?
  private var tries = 0
  private(set) var tried = 0
  private var compared = 0
  /// Not all was tried.
  private var isCut = false
  /// By run: where it goes.
  private var targets: [Int: [Int]] = [:]
  private var taken: Set<Int>
  private var order: [Int] = []
  private var first: [Int] = []
  /// Of who was promised so many among several cells: what was asked already.
  private var known: [[RoomPromises.Taking]: Bool] = [:]

  init(_ search: RoomSearch, _ question: RoomQuestion, _ block: [Int], leaving: Set<Int>) {
    (self.search, self.question, self.block, self.leaving) = (search, question, block, leaving)
    taken = Set(block)
    if let standing = inTheWay(of: block, over: question.months, besides: []), standing.count <= question.mostMoves {
      (first, least) = (standing, standing.reduce(0) { $0 + cost($1) })
    }
    if least != nil, !canBeKept { least = nil }
  }

  /// - Parameter tries: so many places are tried for those who move.
  mutating func cheapest(trying tries: Int) -> Way? {
    self.tries = tries
    place(first, cost: 0)
    return best
  }
  /// No cheaper way is there.
  var isCheapest: Bool { !isCut || best?.cost == least }

  private func cost(_ run: Int) -> Int { question.moveCost + question.cellCost * search.runs[run].cells.count }

  /// Those who stand on the cells in these months and are not on their way; nil when one of them may not be asked.
  private func inTheWay(of cells: [Int], over months: Range<Int>, besides moving: [Int]) -> [Int]? {
    var found: [Int] = []
    for cell in cells {
      for run in search.holders[cell] where search.runs[run].months.overlaps(months) {
        if leaving.contains(run) || targets[run] != nil || moving.contains(run) || found.contains(run) { continue }
        if !search.runs[run].isMovable { return nil }
        found.append(run)
      }
    }
    return found
  }

  private mutating func place(_ pending: [Int], cost spent: Int) {
    let needed = spent + pending.reduce(0) { $0 + cost($1) }
    if targets.count + pending.count > question.mostMoves
      || best.map({ needed > $0.cost || compared >= RoomSearch.mostCompared && needed == $0.cost }) ?? false
    {
      return
    }
    // The largest first: it has the fewest places.
    guard let run = pending.max(by: { (search.runs[$0].cells.count, -$0) < (search.runs[$1].cells.count, -$1) }) else {
      return finish(spent)
    }
    let rest = pending.filter { $0 != run }
    let mover = search.runs[run]
    let months = question.months.lowerBound..<max(question.months.lowerBound + 1, mover.months.upperBound)
    for cells in search.blocks(mover.cells.count) where cells != mover.cells {
      if cells.contains(where: { taken.contains($0) || search.facts.cells[$0].inService > months.lowerBound }) { continue }
      if tried == tries {
        isCut = true
        return
      }
      tried += 1
      guard let next = inTheWay(of: cells, over: months, besides: [run] + rest) else { continue }
      targets[run] = cells
      order.append(run)
      taken.formUnion(cells)
      if cells.allSatisfy({ !search.promises.cells.contains($0) }) || canBeKept { place(rest + next, cost: spent + cost(run)) }
      taken.subtract(cells)
      order.removeLast()
      targets[run] = nil
    }
  }

  /// The cells that are taken of those among which somebody has still to choose.
  private var promised: [RoomPromises.Taking] {
    let from = question.months.lowerBound
    let moved = targets.flatMap { run, cells -> [RoomPromises.Taking] in
      let months = from..<max(from + 1, search.runs[run].months.upperBound)
      return cells.map { RoomPromises.Taking(cell: $0, months: months, held: search.runs[run].held) }
    }
    let all = moved + block.map { RoomPromises.Taking(cell: $0, months: question.months) }
    return all.filter { search.promises.cells.contains($0.cell) }.sorted()
  }
  /// Whether they might all still choose, were whoever may be asked to go from among their cells.
  private var canBeKept: Bool {
    mutating get {
      let taken = promised
      if taken.isEmpty { return true }
      if let answer = known[taken] { return answer }
      let answer = search.promises.keep(taken, search.leaving(search.runs.indices.filter { search.runs[$0].isMovable }, in: question))
      known[taken] = answer
      return answer
    }
  }

  private mutating func finish(_ spent: Int) {
    if !search.promises.cells.isEmpty, !search.promises.keep(promised, search.leaving(leaving.union(targets.keys).sorted(), in: question)) {
      return
    }
    compared += 1
    let standing = search.runs.indices.filter {
      !leaving.contains($0) && targets[$0] == nil && search.runs[$0].months.overlaps(question.months)
    }
    let gaps = search.gaps(search.taken(by: standing).union(taken), in: question.months.lowerBound)
    let left = Set(order.flatMap { search.runs[$0].cells })
    let way = Way(
      moves: order.map { run in
        let to = targets[run] ?? []
        return RoomAnswer.Move(
          held: search.runs[run].held, from: search.runs[run].cells, to: to,
          isChained: to.contains { left.contains($0) && !search.runs[run].cells.contains($0) })
      }, cost: spent, gaps: gaps.count, longest: gaps.max() ?? 0)
    if best.map({ (way.cost, way.gaps, -way.longest) < ($0.cost, $0.gaps, -$0.longest) }) ?? true { best = way }
  }
}
