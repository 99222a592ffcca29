import Kernel

/// Looks at every connected set of `count` cells exactly once, from its lowest cell outward, each new cell coming only from
/// neighbours that the cells before it did not already have (Wernicke's enumeration of subgraphs). Branches that cannot beat the ten best are left.
struct ConnectedSets {
  private let field: SearchField
  private let count: Int
  private var best: BestAnswers
  private var promises: PromiseKeeping
  /// Sets looked at, whole or in part, until the search gives up being exact.
  private var budget: Int
  /// How many cells of the set a cell is, or is beside.
  private var seen: [Int32]
  private var isMember: [Bool]
  private var members: [Int32] = []
  /// What is beside the set and not yet tried, of every step of the way one above the other: the search touches a hundred thousand sets, and
  /// a list of its own for each would cost more than the looking.
  private var beside: [Int32] = []
  private var (walk, perimeter, inner, area, rent): (Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0)
  /// The area of the largest cells within reach of the root: of none, of one, of two.
  private var largest: [Int64] = []
  /// The last root each cell was within reach of.
  private var reached: [Int32]
  private let leastWalk: Int64
  private let leastRent: Int64

  init(_ field: SearchField, count: Int, best: BestAnswers, budget: Int) {
    (self.field, self.count, self.best, self.budget) = (field, count, best, budget)
    promises = PromiseKeeping(field)
    seen = Array(repeating: 0, count: field.cells.count)
    isMember = Array(repeating: false, count: field.cells.count)
    reached = Array(repeating: -1, count: field.cells.count)
    leastWalk = field.walks.min() ?? 0
    leastRent = max(0, field.rents.min() ?? 0)
    members.reserveCapacity(count)
  }

  /// The best with these among them, what is left of the budget, and whether all were looked at.
  mutating func search() -> (best: BestAnswers, budget: Int, isExact: Bool) {
    guard count > 0 else { return (best, budget, true) }
    for part in field.components where part.count >= count {
      for root in part where budget > 0 {
        budget -= 1
        largest = reachableAreas(from: root)
        if largest[count] < field.question.area.hundredths { continue }
        add(root)
        if count == 1 { look() } else { descend(from: root, beside: beside.count, root: root, bounds: field.bounds[Int(root)]) }
        remove(root)
      }
    }
    return (best, budget, budget > 0)
  }

  /// A set that begins at the root takes only cells after it, none further than it has cells.
  private mutating func reachableAreas(from root: Int32) -> [Int64] {
    if field.question.area.hundredths <= 0 { return Array(repeating: 0, count: count + 1) }
    var near: [Int32] = [root]
    reached[Int(root)] = root
    var ring = 0..<1
    for _ in 1..<max(1, count) {
      for place in ring {
        for door in field.doors(of: near[place]) {
          let other = field.targets[door]
          guard other > root, reached[Int(other)] != root else { continue }
          reached[Int(other)] = root
          near.append(other)
        }
      }
      ring = ring.upperBound..<near.count
    }
    let areas = near.map { field.areas[Int($0)] }.sorted(by: >)
    var sums: [Int64] = [0]
    for place in 0..<count { sums.append(sums[place] &+ (place < areas.count ? areas[place] : 0)) }
    return sums
  }

  /// Tries what lies above the place, and leaves nothing there.
  private mutating func extend(above first: Int, root: Int32, bounds: SearchBounds) {
    let isLast = members.count + 1 == count
    while beside.count > first {
      let next = beside.removeLast()
      guard budget > 0 else {
        beside.removeLast(beside.count - first)
        return
      }
      budget -= 1
      var wider = bounds
      wider.take(field.bounds[Int(next)])
      add(next)
      if mayWin(wider) {
        if isLast { look() } else { descend(from: next, beside: first, root: root, bounds: wider) }
      }
      remove(next)
    }
  }

  /// - Parameter first: above it lies what is beside the set without the cell.
  private mutating func descend(from cell: Int32, beside first: Int, root: Int32, bounds: SearchBounds) {
    let start = beside.count
    for place in first..<start { beside.append(beside[place]) }
    let doors = field.doors(of: cell)
    for door in doors {
      let other = field.targets[door]
      if other > root, other != cell, seen[Int(other)] == 0 { beside.append(other) }
    }
    seen[Int(cell)] += 1
    for door in doors { seen[Int(field.targets[door])] += 1 }
    extend(above: start, root: root, bounds: bounds)
    seen[Int(cell)] -= 1
    for door in doors { seen[Int(field.targets[door])] -= 1 }
  }

  /// Whether what is there so far leaves room for a set among the ten best: enough area within reach, and no worse than the bar even
  /// if all that is missing were the nearest and cheapest cells and filled the rectangle around what is there.
  private func mayWin(_ bounds: SearchBounds) -> Bool {
    let missing = Int64(count - members.count)
    if area &+ largest[Int(missing)] < field.question.area.hundredths { return false }
    let bar = best.bar
    if bar == .max { return true }
    let outer = field.isInOnePiece ? bounds.leastWall(isSquared: field.isSquared) &- field.slack &* Int64(count) : 0
    return field.points(
      count: count, walk: walk &+ missing &* leastWalk, outer: outer, area: area, rent: rent &+ missing &* leastRent) <= bar
  }

  private mutating func look() {
    guard area >= field.question.area.hundredths else { return }
    let bar = best.bar
    let points = field.points(count: count, walk: walk, outer: perimeter &- 2 &* inner, area: area, rent: rent)
    guard points <= bar else { return }
    let alone = field.stranded(members, isMember: { isMember[Int($0)] })
    let total = points &+ field.weights.stranded &* Int64(alone.count)
    if total <= bar, promises.keeps(taking: members) { best.offer(total, members) }
  }

  private mutating func add(_ cell: Int32) {
    let place = Int(cell)
    for door in field.doors(of: cell) where isMember[Int(field.targets[door])] { inner &+= field.walls[door] }
    isMember[place] = true
    members.append(cell)
    walk &+= field.walks[place]
    perimeter &+= field.perimeters[place]
    area &+= field.areas[place]
    rent &+= field.rents[place]
  }

  private mutating func remove(_ cell: Int32) {
    let place = Int(cell)
    isMember[place] = false
    members.removeLast()
    for door in field.doors(of: cell) where isMember[Int(field.targets[door])] { inner &-= field.walls[door] }
    walk &-= field.walks[place]
    perimeter &-= field.perimeters[place]
    area &-= field.areas[place]
    rent &-= field.rents[place]
  }
}
