/// For more cells than can all be tried: sets grow by one neighbour at a time, and of each size only the most promising stay.
struct GrowingSets {
  /// Sets kept of each size: fewer when there are more sizes to go through.
  private var width: Int { max(20, min(60, 480 / max(1, count))) }

  private struct Grown {
    var members: [Int32] = []
    var (walk, perimeter, inner, area, rent): (Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0)
    var points: Int64 = 0
    /// Tells sets apart however they grew.
    var mark: UInt64 = 0
  }

  let field: SearchField
  let count: Int

  func search(into best: inout BestAnswers) {
    var promises = PromiseKeeping(field)
    for part in field.components where part.count >= count && reachable(part) {
      // Every cell begins once, so that no corner of the house is forgotten; from the second cell on only the best stay.
      var grown = part.map { taking($0, into: Grown()) }
      for _ in 1..<max(1, count) { grown = widened(grown) }
      for set in grown where set.area >= field.question.area.hundredths && promises.keeps(taking: set.members) {
        let inside = Set(set.members)
        let alone = field.stranded(set.members, isMember: inside.contains)
        best.offer(set.points &+ field.weights.stranded &* Int64(alone.count), set.members)
      }
    }
  }

  private func reachable(_ part: [Int32]) -> Bool {
    part.map { field.areas[Int($0)] }.sorted(by: >).prefix(count).reduce(0, &+) >= field.question.area.hundredths
  }

  /// One more cell for each set: all are weighed first, and only those that stay are made.
  private func widened(_ sets: [Grown]) -> [Grown] {
    var next = Best(most: width)
    var isMember = [Bool](repeating: false, count: field.cells.count)
    for (place, set) in sets.enumerated() {
      for member in set.members { isMember[Int(member)] = true }
      for member in set.members {
        for door in field.doors(of: member) {
          let other = field.targets[door]
          guard !isMember[Int(other)] else { continue }
          let points = sums(of: set, with: other) { isMember[Int($0)] }.points
          next.offer(Widening(points: points, mark: set.mark ^ GrowingSets.mark(other), set: place, cell: other))
        }
      }
      for member in set.members { isMember[Int(member)] = false }
    }
    return next.found.map { taking($0.cell, into: sets[$0.set]) }
  }

  private struct Widening {
    let points: Int64
    let mark: UInt64
    let set: Int
    let cell: Int32

    /// Among equals the mark decides: any order does, as long as it is always the same.
    func isBefore(_ other: Widening) -> Bool { points != other.points ? points < other.points : mark < other.mark }
  }

  /// The most promising so far, in order, each set once however it grew.
  private struct Best {
    let most: Int
    private(set) var found: [Widening] = []

    init(most: Int) { self.most = most }

    mutating func offer(_ one: Widening) {
      if found.count == most, !one.isBefore(found[most - 1]) { return }
      var (low, high) = (0, found.count)
      while low < high {
        let middle = (low + high) / 2
        if found[middle].isBefore(one) { low = middle + 1 } else { high = middle }
      }
      // The same set has the same points and the same mark.
      if low < found.count, found[low].mark == one.mark { return }
      if found.count == most { found.removeLast() }
      found.insert(one, at: low)
    }
  }

  private func taking(_ cell: Int32, into set: Grown) -> Grown {
    var grown = sums(of: set, with: cell, isMember: set.members.contains)
    grown.members = set.members
    grown.members.insert(cell, at: set.members.firstIndex { $0 > cell } ?? set.members.count)
    grown.mark = set.mark ^ GrowingSets.mark(cell)
    return grown
  }

  /// The sums of a set with one cell more, without its members.
  private func sums(of set: Grown, with cell: Int32, isMember: (Int32) -> Bool) -> Grown {
    let place = Int(cell)
    var grown = Grown()
    grown.inner = set.inner
    for door in field.doors(of: cell) where isMember(field.targets[door]) { grown.inner &+= field.walls[door] }
    grown.walk = set.walk &+ field.walks[place]
    grown.perimeter = set.perimeter &+ field.perimeters[place]
    grown.area = set.area &+ field.areas[place]
    grown.rent = set.rent &+ field.rents[place]
    // What is still missing in area counts like what is too much, or small cells would crowd out the large ones that are needed.
    let size = set.members.count + 1
    let share = field.question.area.hundredths &* Int64(size) / Int64(max(1, count))
    let missing = max(0, share &- grown.area) &* field.weights.excess / 100
    let outer = grown.perimeter &- 2 &* grown.inner
    grown.points = field.points(count: size, walk: grown.walk, outer: outer, area: grown.area, rent: grown.rent) &+ missing
    return grown
  }

  /// A number for each cell, so mixed that two sets do not have the same one by mere chance.
  private static func mark(_ cell: Int32) -> UInt64 {
    var mixed = (UInt64(UInt32(bitPattern: cell)) &+ 1) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
