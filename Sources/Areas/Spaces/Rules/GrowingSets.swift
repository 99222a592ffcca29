/// For more cells than can all be tried: sets grow by one neighbour at a time, and of each size only the most promising stay.
struct GrowingSets {
  static let width = 120

  private struct Grown {
    var members: [Int32]
    var (walk, perimeter, inner, area, rent): (Int64, Int64, Int64, Int64, Int64)
    var points: Int64
  }

  let field: SearchField
  let count: Int

  func search(into best: inout BestAnswers) {
    for part in field.components where part.count >= count && reachable(part) {
      var grown = part.map { taking($0, into: Grown(members: [], walk: 0, perimeter: 0, inner: 0, area: 0, rent: 0, points: 0)) }
      // Every cell begins once, so that no corner of the house is forgotten; from the second cell on only the best stay.
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

  private func widened(_ sets: [Grown]) -> [Grown] {
    var next: [Grown] = []
    var known: Set<[Int32]> = []
    for set in sets {
      var tried: Set<Int32> = []
      for member in set.members {
        for other in field.near[Int(member)] where tried.insert(other).inserted && !set.members.contains(other) {
          let grown = taking(other, into: set)
          if known.insert(grown.members).inserted { next.append(grown) }
        }
      }
    }
    next.sort { BestAnswers.precedes($0.points, $0.members, $1.points, $1.members) }
    return Array(next.prefix(GrowingSets.width))
  }

  private func taking(_ cell: Int32, into set: Grown) -> Grown {
    let place = Int(cell)
    var grown = set
    for (other, wall) in zip(field.near[place], field.walls[place]) where set.members.contains(other) { grown.inner &+= wall }
    let position = set.members.firstIndex { $0 > cell } ?? set.members.count
    grown.members.insert(cell, at: position)
    grown.walk &+= field.walks[place]
    grown.perimeter &+= field.perimeters[place]
    grown.area &+= field.areas[place]
    grown.rent &+= field.rents[place]
    // What is still missing in area counts like what is too much, or small cells would crowd out the large ones that are needed.
    let share = field.question.area.hundredths &* Int64(grown.members.count) / Int64(max(1, count))
    let missing = max(0, share &- grown.area) &* field.weights.excess / 100
    grown.points =
      field.points(
        count: grown.members.count, walk: grown.walk, perimeter: grown.perimeter, inner: grown.inner, area: grown.area, rent: grown.rent)
      &+ missing
    return grown
  }
}
