/// For more cells than can all be tried: sets grow by one neighbour at a time, and of each size only the most promising stay.
struct GrowingSets {
  static let width = 60

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
    for part in field.components where part.count >= count && reachable(part) {
      // Every cell begins once, so that no corner of the house is forgotten; from the second cell on only the best stay.
      var grown = part.map { taking($0, into: Grown()) }
      for _ in 1..<max(1, count) { grown = widened(grown) }
      for set in grown where set.area >= field.question.area.hundredths {
        let inside = Set(set.members)
        let alone = field.stranded(set.members, isMember: inside.contains)
        best.offer(set.points &+ field.weights.stranded &* Int64(alone.count), set.members)
      }
    }
  }

  private func reachable(_ part: [Int32]) -> Bool {
    part.map { field.areas[Int($0)] }.sorted(by: >).prefix(count).reduce(0, &+) >= field.question.area.hundredths
  }

  /// Thousands of neighbours are weighed for each size; only those that stay become sets.
  private func widened(_ sets: [Grown]) -> [Grown] {
    var next: [(points: Int64, set: Int, cell: Int32)] = []
    var known: Set<UInt64> = []
    for (index, set) in sets.enumerated() {
      for member in set.members {
        for door in field.doors(of: member) {
          let other = field.targets[door]
          guard !set.members.contains(other), known.insert(set.mark ^ GrowingSets.mark(other)).inserted else { continue }
          next.append((weighing(other, with: set).points, index, other))
        }
      }
    }
    // The sets stand in their order already, so equal points never depend on how a set was found.
    next.sort { ($0.points, $0.set, $0.cell) < ($1.points, $1.set, $1.cell) }
    return next.prefix(GrowingSets.width).map { taking($0.cell, into: sets[$0.set]) }
  }

  private func taking(_ cell: Int32, into set: Grown) -> Grown {
    var grown = weighing(cell, with: set)
    grown.members.insert(cell, at: set.members.firstIndex { $0 > cell } ?? set.members.count)
    return grown
  }

  /// The sums with the cell among them; its members are still those of the set.
  private func weighing(_ cell: Int32, with set: Grown) -> Grown {
    let place = Int(cell)
    var grown = set
    for door in field.doors(of: cell) where set.members.contains(field.targets[door]) { grown.inner &+= field.walls[door] }
    grown.mark ^= GrowingSets.mark(cell)
    grown.walk &+= field.walks[place]
    grown.perimeter &+= field.perimeters[place]
    grown.area &+= field.areas[place]
    grown.rent &+= field.rents[place]
    // What is still missing in area counts like what is too much, or small cells would crowd out the large ones that are needed.
    let size = set.members.count + 1
    let share = field.question.area.hundredths &* Int64(size) / Int64(max(1, count))
    let missing = max(0, share &- grown.area) &* field.weights.excess / 100
    let outer = grown.perimeter &- 2 &* grown.inner
    grown.points =
      field.points(count: size, walk: grown.walk, outer: outer, area: grown.area, rent: grown.rent) &+ missing
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
