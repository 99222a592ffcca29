import Kernel

/// The cells that may answer, as numbers: neighbours, walls, costs. Everything the search touches a hundred thousand times.
struct SearchField: Sendable {
  let cells: [SearchCell]
  /// Places of neighbours among these cells, and the wall to each in millimetres.
  let near: [[Int32]]
  let walls: [[Int64]]
  let areas: [Int64]
  let rents: [Int64]
  let perimeters: [Int64]
  /// Millimetres to the nearest of what was named; 0 when nothing was.
  let walks: [Int64]
  let hasNear: Bool
  let question: SearchQuestion
  let weights: SearchWeights

  init(_ question: SearchQuestion, cells: [SearchCell], all: [SearchCell], neighbours: Neighbours, weights: SearchWeights) {
    let cells = cells.sorted { $0.id < $1.id }
    let places = Dictionary(cells.enumerated().map { ($1.id, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    var (near, walls): ([[Int32]], [[Int64]]) = ([], [])
    for cell in cells {
      let around = neighbours.place(of: cell.id).map(neighbours.around) ?? []
      let kept = around.compactMap { other in places[neighbours.ids[other.place]].map { ($0, other.wall) } }
      near.append(kept.map(\.0))
      walls.append(kept.map(\.1))
    }
    (self.cells, self.near, self.walls, self.question, self.weights) = (cells, near, walls, question, weights)
    areas = cells.map(\.area.hundredths)
    rents = cells.map { $0.monthlyRent?.cents ?? 0 }
    perimeters = cells.map(\.perimeter)
    let named = Set(question.near)
    let targets = all.filter { named.contains($0.id) }
    hasNear = !targets.isEmpty
    walks = cells.map { cell in targets.map { SearchField.walk(cell, $0, stairs: weights.stairs) }.min() ?? 0 }
  }

  /// Along walls, not through them: the sum of both directions, and stairs between levels. Other buildings are a kilometre away.
  static func walk(_ from: SearchCell, _ to: SearchCell, stairs: Int64) -> Int64 {
    let flights = Int64(clamping: (from.ordinal &- to.ordinal).magnitude)
    let way = to.centre - from.centre
    let plain = Int64(clamping: way.x.magnitude &+ way.y.magnitude)
    return min(plain, 1_000_000_000) &+ min(flights, 1000) &* stairs &* 1000 &+ (from.building == to.building ? 0 : 1_000_000)
  }

  /// The points of a set but for the free cells it strands. Sums as the search keeps them.
  func points(count: Int, walk: Int64, perimeter: Int64, inner: Int64, area: Int64, rent: Int64) -> Int64 {
    let average = walk / Int64(max(1, count))
    let outer = max(0, perimeter &- 2 &* inner)
    let excess = question.area.hundredths > 0 ? max(0, area &- question.area.hundredths) : 0
    return average &* weights.walk / 1000 &+ outer &* weights.wall / 1000 &+ excess &* weights.excess / 100 &+ rent &* weights.rent / 10_000
  }

  /// Free cells beside the set whose free neighbours are all in it.
  func stranded(_ members: [Int32], isMember: (Int32) -> Bool) -> [Int32] {
    var found: [Int32] = []
    for member in members {
      for other in near[Int(member)] where !isMember(other) && !found.contains(other) {
        if near[Int(other)].allSatisfy(isMember) { found.append(other) }
      }
    }
    return found.sorted()
  }

  func answer(_ members: [Int32]) -> SearchAnswer {
    let members = members.sorted()
    let inside = Set(members)
    var (walk, perimeter, inner, area, rent): (Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0)
    for member in members {
      let place = Int(member)
      walk &+= walks[place]
      perimeter &+= perimeters[place]
      area &+= areas[place]
      rent &+= rents[place]
      for (other, wall) in zip(near[place], walls[place]) where other < member && inside.contains(other) { inner &+= wall }
    }
    let alone = stranded(members, isMember: inside.contains)
    let base = points(count: members.count, walk: walk, perimeter: perimeter, inner: inner, area: area, rent: rent)
    let excess = question.area.hundredths > 0 ? max(0, area - question.area.hundredths) : 0
    return SearchAnswer(
      cells: members.map { cells[Int($0)].id }, area: FloorArea(hundredths: area),
      walk: hasNear ? walk / Int64(max(1, members.count)) : nil,
      innerWall: inner, outerWall: max(0, perimeter &- 2 &* inner), excess: FloorArea(hundredths: excess),
      stranded: alone.map { cells[Int($0)].id },
      monthlyRent: members.allSatisfy { cells[Int($0)].monthlyRent != nil } ? Money(cents: rent) : nil,
      points: base &+ weights.stranded &* Int64(alone.count))
  }

  /// The connected parts, each sorted.
  var components: [[Int32]] {
    var seen = Array(repeating: false, count: cells.count)
    var parts: [[Int32]] = []
    for start in cells.indices where !seen[start] {
      seen[start] = true
      var part = [Int32(start)]
      var next = 0
      while next < part.count {
        for other in near[Int(part[next])] where !seen[Int(other)] {
          seen[Int(other)] = true
          part.append(other)
        }
        next += 1
      }
      parts.append(part.sorted())
    }
    return parts
  }
}
