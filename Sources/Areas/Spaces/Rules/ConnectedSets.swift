/// Looks at every connected set of `count` cells exactly once, from its lowest cell outward, each new cell coming only from
/// neighbours that the cells before it did not already have (Wernicke's enumeration of subgraphs). Branches that cannot beat the ten best are left.
struct ConnectedSets {
  private let field: SearchField
  private let count: Int
  private var best: BestAnswers
  /// Sets looked at, whole or in part, until the search gives up being exact.
  private var budget: Int
  /// How many cells of the set a cell belongs to or is beside; 0 for those never seen from this root.
  private var seen: [Int32]
  private var isMember: [Bool]
  private var members: [Int32] = []
  private var (walk, perimeter, inner, area, rent): (Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0)
  private let largestArea: Int64
  private let leastWalk: Int64
  private let leastRent: Int64

  init(_ field: SearchField, count: Int, best: BestAnswers, budget: Int) {
    (self.field, self.count, self.best, self.budget) = (field, count, best, budget)
    seen = Array(repeating: 0, count: field.cells.count)
    isMember = Array(repeating: false, count: field.cells.count)
    largestArea = field.areas.max() ?? 0
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
        add(root)
        if count == 1 {
          look()
        } else {
          var beside: [Int32] = []
          for other in field.near[Int(root)] where other > root { beside.append(other) }
          seen[Int(root)] += 1
          for other in field.near[Int(root)] { seen[Int(other)] += 1 }
          extend(beside, above: root)
          seen[Int(root)] -= 1
          for other in field.near[Int(root)] { seen[Int(other)] -= 1 }
        }
        remove(root)
      }
    }
    return (best, budget, budget > 0)
  }

  private mutating func extend(_ beside: [Int32], above root: Int32) {
    var beside = beside
    let isLast = members.count + 1 == count
    while let next = beside.popLast() {
      guard budget > 0 else { return }
      budget -= 1
      add(next)
      if isLast {
        look()
      } else if mayWin {
        var further = beside
        for other in field.near[Int(next)] where other > root && seen[Int(other)] == 0 { further.append(other) }
        seen[Int(next)] += 1
        for other in field.near[Int(next)] { seen[Int(other)] += 1 }
        extend(further, above: root)
        seen[Int(next)] -= 1
        for other in field.near[Int(next)] { seen[Int(other)] -= 1 }
      }
      remove(next)
    }
  }

  /// Whether what is there so far leaves room for a set among the ten best: enough area within reach, and no worse than the bar even
  /// if all that is missing were the nearest, cheapest cells and closed every wall.
  private var mayWin: Bool {
    let missing = Int64(count - members.count)
    if area &+ missing &* largestArea < field.question.area.hundredths { return false }
    let bar = best.bar
    if bar == .max { return true }
    return field.points(
      count: count, walk: walk &+ missing &* leastWalk, perimeter: 0, inner: 0, area: area, rent: rent &+ missing &* leastRent) <= bar
  }

  private mutating func look() {
    guard area >= field.question.area.hundredths else { return }
    let bar = best.bar
    let points = field.points(count: count, walk: walk, perimeter: perimeter, inner: inner, area: area, rent: rent)
    guard points <= bar else { return }
    let total = points &+ field.weights.stranded &* Int64(strandedCount)
    if total <= bar { best.offer(total, members) }
  }

  private var strandedCount: Int { field.stranded(members, isMember: { isMember[Int($0)] }).count }

  private mutating func add(_ cell: Int32) {
    let place = Int(cell)
    for (position, other) in field.near[place].enumerated() where isMember[Int(other)] { inner &+= field.walls[place][position] }
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
    for (position, other) in field.near[place].enumerated() where isMember[Int(other)] { inner &-= field.walls[place][position] }
    walk &-= field.walks[place]
    perimeter &-= field.perimeters[place]
    area &-= field.areas[place]
    rent &-= field.rents[place]
  }
}
