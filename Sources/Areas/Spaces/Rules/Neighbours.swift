import Kernel

/// A passage declared by hand between two cells (stairs, a door in a thick wall), or one declared not to be there.
package struct LinkedPair: Hashable, Sendable {
  package let first: ID<Cell>
  package let second: ID<Cell>
  package let joined: Bool

  package init(first: ID<Cell>, second: ID<Cell>, joined: Bool) {
    (self.first, self.second, self.joined) = (first, second, joined)
  }
}

/// What makes two cells of a level neighbours, in millimetres.
package struct WallRule: Hashable, Sendable {
  package let sharedWall: Int64
  package let wallGap: Int64

  package init(sharedWall: Int64, wallGap: Int64) { (self.sharedWall, self.wallGap) = (max(1, sharedWall), max(0, wallGap)) }
}

/// Which cells are beside which: on one level by their common wall, and by links declared by hand, which win over geometry.
/// Symmetric, and no cell is its own neighbour.
package struct Neighbours: Sendable {
  package let ids: [ID<Cell>]
  /// The largest gap that any of its levels allows, in millimetres.
  let widestGap: Int64
  private let places: [ID<Cell>: Int]
  /// For each cell its neighbours' places in ascending order, with the millimetres of wall between (0 for a mere link).
  private let near: [[(place: Int, wall: Int64)]]

  /// - Parameter walls: the rule of a cell's level, which is that of its building.
  package init(
    cells: [(id: ID<Cell>, level: ID<Level>, outline: Polygon)], walls: (ID<Level>) -> WallRule, links: [LinkedPair] = []
  ) {
    // In the order of their ids, so that places compare as ids do.
    var known: Set<ID<Cell>> = []
    let sorted = cells.filter { known.insert($0.id).inserted }.sorted { $0.id < $1.id }
    ids = sorted.map(\.id)
    places = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    var found: [[Int: Int64]] = Array(repeating: [:], count: sorted.count)
    var widest: Int64 = 0
    for (level, members) in Dictionary(grouping: sorted.indices, by: { sorted[$0].level }) {
      let rule = walls(level)
      widest = max(widest, rule.wallGap)
      let members = members.sorted()
      BoundsSweep(members.map { sorted[$0].outline }, gap: rule.wallGap).forEachPair { first, second in
        let (one, other) = (members[first], members[second])
        let wall = sorted[one].outline.sharedWall(with: sorted[other].outline, gap: rule.wallGap)
        if wall >= rule.sharedWall {
          found[one][other] = wall
          found[other][one] = wall
        }
        return true
      }
    }
    for link in links {
      guard let first = places[link.first], let second = places[link.second], first != second else { continue }
      if link.joined {
        found[first][second] = found[first][second] ?? 0
        found[second][first] = found[second][first] ?? 0
      } else {
        found[first][second] = nil
        found[second][first] = nil
      }
    }
    widestGap = widest
    near = found.map { row in row.sorted { $0.key < $1.key }.map { (place: $0.key, wall: $0.value) } }
  }

  package func place(of id: ID<Cell>) -> Int? { places[id] }
  /// By place in `ids`; empty for a place that is not there.
  package func around(_ place: Int) -> [(place: Int, wall: Int64)] { near.indices.contains(place) ? near[place] : [] }

  /// Sorted; empty for a cell that is not known.
  package func of(_ id: ID<Cell>) -> [ID<Cell>] { places[id].map { near[$0].map { ids[$0.place] } } ?? [] }

  /// The neighbours of each of these.
  package func beside(_ asked: some Sequence<ID<Cell>>) -> [ID<Cell>: [ID<Cell>]] {
    Dictionary(asked.map { ($0, of($0)) }, uniquingKeysWith: { first, _ in first })
  }

  package func areNeighbours(_ first: ID<Cell>, _ second: ID<Cell>) -> Bool {
    guard let place = places[first], let other = places[second] else { return false }
    return near[place].contains { $0.place == other }
  }

  /// Millimetres of wall between two neighbours; 0 for others, and for a mere link.
  package func wall(between first: ID<Cell>, and second: ID<Cell>) -> Int64 {
    guard let place = places[first], let other = places[second] else { return 0 }
    return near[place].first { $0.place == other }?.wall ?? 0
  }

  /// Whether one can go from each to each through these cells alone. Nothing, or a cell that is not known, is not connected.
  package func isConnected(_ asked: some Sequence<ID<Cell>>) -> Bool {
    let unique = Set(asked)
    return unique.allSatisfy { places[$0] != nil } && components(of: unique).count == 1
  }

  /// The connected parts, each sorted, in the order of their first cells. Cells that are not known are left out.
  package func components(of asked: some Sequence<ID<Cell>>) -> [[ID<Cell>]] {
    var waiting = Set(asked.compactMap { places[$0] })
    var parts: [[ID<Cell>]] = []
    for start in waiting.sorted() where waiting.remove(start) != nil {
      var part = [start]
      var next = 0
      while next < part.count {
        for neighbour in near[part[next]] where waiting.remove(neighbour.place) != nil { part.append(neighbour.place) }
        next += 1
      }
      parts.append(part.sorted().map { ids[$0] })
    }
    return parts
  }
}
