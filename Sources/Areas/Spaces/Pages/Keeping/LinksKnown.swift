import Kernel
import Store
import Web

/// Declared links with what each changes, and the neighbours of one level.
struct LinksKnown: Sendable {
  struct Line: Sendable {
    let id: ID<DeclaredLink>
    let first: Cell
    let second: Cell
    let isJoined: Bool
    let reason: String
    /// Millimetres by the walls alone, whatever is declared; 0 when they do not make them neighbours.
    let wall: Int64
    /// What stands and would fall apart without the link.
    let restsOn: [HoldLine]
  }
  struct Pair: Sendable {
    let first: Cell
    let second: Cell
    let wall: Int64
    /// nil when nothing is declared.
    let joined: Bool?
  }
  let levels: [Level]
  let buildings: [ID<Building>: Building]
  let level: Level?
  let declared: [Line]
  private let allPairs: [Pair]

  init(_ transaction: borrowing Transaction, level asked: String, on day: Day) throws {
    levels = try transaction.levels()
    buildings = Dictionary(uniqueKeysWithValues: try transaction.buildings().map { ($0.id, $0) })
    let level = levels.first { $0.id.text == asked } ?? levels.first
    self.level = level
    declared = try LinksKnown.declared(transaction, on: day)
    let cells = try level.map { try transaction.cells(of: $0.id, on: day) } ?? []
    allPairs = try LinksKnown.pairs(transaction, cells)
  }

  /// Those whose codes match, in the order asked for.
  func pairs(_ list: ListQuery) -> [Pair] {
    let found = allPairs.filter { list.finds("\($0.first.code) \($0.second.code)") }
    let ordered = list.sort == "wall" ? found.sorted { ($0.wall, $0.first.code) < ($1.wall, $1.first.code) } : found
    return list.isDescending ? ordered.reversed() : ordered
  }

  private static func pairs(_ transaction: borrowing Transaction, _ cells: [Cell]) throws -> [Pair] {
    let known = Dictionary(uniqueKeysWithValues: cells.map { ($0.id, $0) })
    let walls = try transaction.neighbours(of: cells, withLinks: false)
    var links: [Set<ID<Cell>>: Bool] = [:]
    for link in try transaction.links(among: cells.map(\.id)) { links[[link.first, link.second]] = link.isJoined }
    var pairs: [Pair] = []
    for first in cells {
      for other in walls.of(first.id) {
        guard let second = known[other], (first.code, first.id) < (second.code, second.id) else { continue }
        let joined = links.removeValue(forKey: [first.id, other])
        pairs.append(Pair(first: first, second: second, wall: walls.wall(between: first.id, and: other), joined: joined))
      }
    }
    // What is left joins cells without a wall, or keeps apart what has none.
    for (ends, joined) in links {
      let both = ends.compactMap { known[$0] }.sorted { $0.code < $1.code }
      if both.count == 2 { pairs.append(Pair(first: both[0], second: both[1], wall: 0, joined: joined)) }
    }
    return pairs.sorted { ($0.first.code, $0.second.code) < ($1.first.code, $1.second.code) }
  }

  /// Links between cells of which at least one is still to come or there.
  private static func declared(_ transaction: borrowing Transaction, on day: Day) throws -> [Line] {
    let links = try transaction.links()
    let cells = Dictionary(
      uniqueKeysWithValues: try transaction.cells(Array(Set(links.flatMap { [$0.first, $0.second] }))).map { ($0.id, $0) })
    let walls = try transaction.neighbours(of: Array(cells.values), withLinks: false)
    let holds = try transaction.standingHoldLines(on: day).filter { $0.cells.count > 1 && $0.hold.kind != .works }
    let heldCells = try transaction.cells(Array(Set(holds.flatMap { $0.cells.map(\.id) })))
    return try links.compactMap { link in
      guard let first = cells[link.first], let second = cells[link.second],
        [first, second].allSatisfy({ $0.span.until.map { day < $0 } ?? true })
      else { return nil }
      var resting: [HoldLine] = []
      let both = holds.filter { hold in [link.first, link.second].allSatisfy { end in hold.cells.contains { $0.id == end } } }
      if link.isJoined, !both.isEmpty {
        let without = try transaction.neighbours(of: heldCells, except: link.id)
        resting = both.filter { !without.isConnected($0.cells.map(\.id)) }
      }
      let sorted = [first, second].sorted { $0.code < $1.code }
      return Line(
        id: link.id, first: sorted[0], second: sorted[1], isJoined: link.isJoined, reason: link.reason,
        wall: walls.wall(between: link.first, and: link.second), restsOn: resting)
    }.sorted { ($0.first.code, $0.second.code) < ($1.first.code, $1.second.code) }
  }
}

extension Transaction {
  /// Who is beside whom among these cells, by the walls alone or without one of the links.
  borrowing func neighbours(of cells: [Cell], withLinks: Bool = true, except left: ID<DeclaredLink>? = nil) throws -> Neighbours {
    let walls = try wallRules()
    let links = withLinks ? try links(among: cells.map(\.id)).filter { $0.id != left } : []
    return Neighbours(
      cells: cells.map { (id: $0.id, level: $0.level, outline: $0.outline) },
      walls: { walls[$0] ?? WallRule(sharedWall: 1000, wallGap: 0) },
      links: links.map { LinkedPair(first: $0.first, second: $0.second, joined: $0.isJoined) })
  }
}
