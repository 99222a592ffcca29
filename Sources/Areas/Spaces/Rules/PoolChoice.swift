import Kernel

/// Tries to give every promise its cells at once: so many that hang together, the same on all of its days, no cell to two on one day.
/// Exact as long as its steps last. See docs/placing.md.
struct PoolChoice {
  struct Wish: Equatable {
    let count: Int
    /// In ascending order.
    let takeable: [Int]
    let span: DaySpan
  }
  enum Outcome: Equatable {
    /// The cells of each wish, in the order of the wishes.
    case kept([[Int]])
    case broken
    /// The steps were over before there was an answer.
    case unproven
  }
  static let steps = 20_000

  private let wishes: [Wish]
  private let beside: [[Int]]
  private var steps: Int
  /// The wishes that have each cell.
  private var owners: [[Int]]
  private var chosen: [[Int]]

  private init(_ wishes: [Wish], beside: [[Int]], steps: Int) {
    (self.wishes, self.beside, self.steps) = (wishes, beside, steps)
    owners = Array(repeating: [], count: beside.count)
    chosen = Array(repeating: [], count: wishes.count)
  }

  /// - Parameter beside: for each cell those that one can go to from it.
  static func of(_ wishes: [Wish], beside: [[Int]], steps: Int = PoolChoice.steps) -> Outcome {
    // Who has least to choose chooses first, and those who wish for the same come one after the other.
    let order = wishes.indices.sorted { left, right in
      let (one, other) = (wishes[left], wishes[right])
      let (mine, its) = (one.takeable.count - one.count, other.takeable.count - other.count)
      if mine != its { return mine < its }
      if one.count != other.count { return one.count > other.count }
      if one.span != other.span { return one.span.from < other.span.from }
      return one.takeable == other.takeable ? left < right : one.takeable.lexicographicallyPrecedes(other.takeable)
    }
    var choice = PoolChoice(order.map { wishes[$0] }, beside: beside, steps: steps)
    let outcome = choice.restIsServable(from: 0) ? choice.serve(0) : .broken
    guard case .kept = outcome else { return outcome }
    var cells = Array(repeating: [Int](), count: wishes.count)
    for (place, wish) in order.enumerated() { cells[wish] = choice.chosen[place].sorted() }
    return .kept(cells)
  }

  /// Every connected set that is left to a wish is tried once: from its lowest cell outward, as in `ConnectedSets`.
  private mutating func serve(_ wish: Int) -> Outcome {
    guard wish < wishes.count else { return .kept([]) }
    var open = left(to: wish)
    // Of two who wish for the same, one takes the set with the lower first cell: it would only be the other way round.
    let least = wish > 0 && wishes[wish] == wishes[wish - 1] ? chosen[wish - 1][0] : -1
    for root in wishes[wish].takeable where open[root] {
      defer { open[root] = false }
      guard root > least, reach(from: root, open) >= wishes[wish].count else { continue }
      open[root] = false
      let near = beside[root].filter { open[$0] }
      for cell in near { open[cell] = false }
      var members = [root]
      let outcome = grow(&members, by: near, &open, wish)
      for cell in near { open[cell] = true }
      if outcome != .broken { return outcome }
    }
    return .broken
  }

  /// - Parameter near: what is beside the set and was not tried with it.
  private mutating func grow(_ members: inout [Int], by near: [Int], _ open: inout [Bool], _ wish: Int) -> Outcome {
    steps -= 1
    if steps < 0 { return .unproven }
    if members.count == wishes[wish].count { return take(members, wish) }
    for (place, cell) in near.enumerated() {
      let more = beside[cell].filter { open[$0] }
      for other in more { open[other] = false }
      members.append(cell)
      let outcome = grow(&members, by: near[(place + 1)...] + more, &open, wish)
      members.removeLast()
      for other in more { open[other] = true }
      if outcome != .broken { return outcome }
    }
    return .broken
  }

  private mutating func take(_ members: [Int], _ wish: Int) -> Outcome {
    chosen[wish] = members
    for cell in members { owners[cell].append(wish) }
    let outcome = restIsServable(from: wish + 1) ? serve(wish + 1) : .broken
    if case .kept = outcome { return outcome }
    for cell in members { owners[cell].removeLast() }
    return outcome
  }

  /// Whether each of those still to be served could be, if it were alone.
  private mutating func restIsServable(from first: Int) -> Bool {
    steps -= wishes.count - first
    return (first..<wishes.count).allSatisfy { wish in
      if wish > first, wishes[wish] == wishes[wish - 1] { return true }
      var open = left(to: wish)
      for root in wishes[wish].takeable where open[root] {
        let part = part(from: root, &open)
        if part >= wishes[wish].count { return true }
      }
      return false
    }
  }

  private func left(to wish: Int) -> [Bool] {
    var open = Array(repeating: false, count: beside.count)
    for cell in wishes[wish].takeable {
      open[cell] = owners[cell].allSatisfy { !wishes[$0].span.overlaps(wishes[wish].span) }
    }
    return open
  }

  private func reach(from root: Int, _ open: [Bool]) -> Int {
    var open = open
    return part(from: root, &open)
  }

  /// How many cells hang together with this one; they are closed.
  private func part(from root: Int, _ open: inout [Bool]) -> Int {
    var part = [root]
    open[root] = false
    var next = 0
    while next < part.count {
      for cell in beside[part[next]] where open[cell] {
        open[cell] = false
        part.append(cell)
      }
      next += 1
    }
    return part.count
  }
}
