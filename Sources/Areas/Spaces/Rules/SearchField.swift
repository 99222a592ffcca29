import Kernel

/// The cells that may answer, as numbers: neighbours, walls, costs. Everything the search touches a hundred thousand times.
struct SearchField: Sendable {
  let cells: [SearchCell]
  /// The doors of cell `n` are `doors[n]..<doors[n + 1]`: for each the neighbour it leads to and the wall it is in, in millimetres.
  let doors: [Int]
  let targets: [Int32]
  let walls: [Int64]
  let areas: [Int64]
  let rents: [Int64]
  let perimeters: [Int64]
  /// Millimetres to the nearest of what was named; 0 when nothing was.
  let walks: [Int64]
  let bounds: [SearchBounds]
  let hasNear: Bool
  /// Whether the wall around a set can be judged by the rectangle around it: not when a mere link may join what does not touch.
  let isInOnePiece: Bool
  let isSquared: Bool
  /// Millimetres by which walls around a cell may be counted short, through gaps and rounding.
  let slack: Int64
  let question: SearchQuestion
  let weights: SearchWeights
  /// The days that are asked for.
  let span: DaySpan
  let promises: PoolPromises
  /// The cells that somebody who was promised so many among several may still choose on those days.
  let promised: Set<Int32>

  init(
    _ question: SearchQuestion, cells: [SearchCell], all: [SearchCell], neighbours: Neighbours, weights: SearchWeights,
    promises: PoolPromises = PoolPromises(), over span: DaySpan? = nil
  ) {
    let placed = cells.map { (cell: $0, place: neighbours.place(of: $0.id)) }
      .sorted { left, right in
        if let mine = left.place, let its = right.place { return mine < its }
        return left.cell.id < right.cell.id
      }
    var places = Array(repeating: Int32(-1), count: neighbours.ids.count)
    for (number, cell) in placed.enumerated() { if let place = cell.place { places[place] = Int32(number) } }
    var (doors, targets, walls): ([Int], [Int32], [Int64]) = ([0], [], [])
    for cell in placed {
      for other in cell.place.map(neighbours.around) ?? [] where places[other.place] >= 0 {
        targets.append(places[other.place])
        walls.append(other.wall)
      }
      doors.append(targets.count)
    }
    let cells = placed.map(\.cell)
    (self.cells, self.doors, self.targets, self.walls) = (cells, doors, targets, walls)
    (self.question, self.weights, self.promises) = (question, weights, promises)
    let asked = span ?? DaySpan(from: question.from, until: question.until)
    self.span = asked
    let choosable = promises.cells(over: asked)
    promised = choosable.isEmpty ? [] : Set(cells.indices.filter { choosable.contains(cells[$0].id) }.map(Int32.init))
    areas = cells.map(\.area.hundredths)
    rents = cells.map { $0.monthlyRent?.cents ?? 0 }
    perimeters = cells.map(\.perimeter)
    bounds = cells.map(\.bounds)
    isInOnePiece = walls.allSatisfy { $0 > 0 }
    isSquared = cells.allSatisfy(\.isSquared)
    slack = 8 &* neighbours.widestGap &+ 100
    let named = Set(question.near)
    let near = named.isEmpty ? [] : all.filter { named.contains($0.id) }
    hasNear = !near.isEmpty
    walks = cells.map { cell in near.map { SearchField.walk(cell, $0, stairs: weights.stairs) }.min() ?? 0 }
  }

  /// Along walls, not through them: the sum of both directions, and stairs between levels. Other buildings are a kilometre away.
  static func walk(_ from: SearchCell, _ to: SearchCell, stairs: Int64) -> Int64 {
    let flights = Int64(clamping: (from.ordinal &- to.ordinal).magnitude)
    let way = to.centre - from.centre
    let plain = Int64(clamping: way.x.magnitude &+ way.y.magnitude)
    return min(plain, 1_000_000_000) &+ min(flights, 1000) &* stairs &* 1000 &+ (from.building == to.building ? 0 : 1_000_000)
  }

  func doors(of cell: Int32) -> Range<Int> { doors[Int(cell)]..<doors[Int(cell) + 1] }

  /// The points of a set but for the free cells it strands. Sums as the search keeps them; `outer` is the wall around it.
  func points(count: Int, walk: Int64, outer: Int64, area: Int64, rent: Int64) -> Int64 {
    let average = walk / Int64(max(1, count))
    let excess = question.area.hundredths > 0 ? max(0, area &- question.area.hundredths) : 0
    let far = average &* weights.walk / 1000 &+ max(0, outer) &* weights.wall / 1000
    return far &+ excess &* weights.excess / 100 &+ rent &* weights.rent / 10_000
  }

  /// Free cells beside the set whose free neighbours are all in it.
  func stranded(_ members: [Int32], isMember: (Int32) -> Bool) -> [Int32] {
    var found: [Int32] = []
    for member in members {
      for door in doors(of: member) {
        let other = targets[door]
        if isMember(other) || found.contains(other) { continue }
        if doors(of: other).allSatisfy({ isMember(targets[$0]) }) { found.append(other) }
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
      for door in doors(of: member) where targets[door] < member && inside.contains(targets[door]) { inner &+= walls[door] }
    }
    let alone = stranded(members, isMember: inside.contains)
    let outer = max(0, perimeter &- 2 &* inner)
    let base = points(count: members.count, walk: walk, outer: outer, area: area, rent: rent)
    let excess = question.area.hundredths > 0 ? max(0, area - question.area.hundredths) : 0
    return SearchAnswer(
      cells: members.map { cells[Int($0)].id }, area: FloorArea(hundredths: area),
      walk: hasNear ? walk / Int64(max(1, members.count)) : nil,
      innerWall: inner, outerWall: outer, excess: FloorArea(hundredths: excess), stranded: alone.map { cells[Int($0)].id },
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
        for door in doors(of: part[next]) where !seen[Int(targets[door])] {
          seen[Int(targets[door])] = true
          part.append(targets[door])
        }
        next += 1
      }
      parts.append(part.sorted())
    }
    return parts
  }
}
