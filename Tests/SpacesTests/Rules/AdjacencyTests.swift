import Kernel
import Testing

@testable import Spaces

/// The table of docs/adjacency.md: a cell of 5 × 3 m, another beside it, and what the building's rule says of the two.
@Suite struct AdjacencyTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    let other: Polygon
    let wall: Int64
    let gap: Int64
    let shared: Int64
    let areNeighbours: Bool
    var testDescription: String { name }
  }
  static let first = room(0, 0, 5, 3)

  @Test(arguments: [
    Example(name: "side by side", other: room(5, 0, 5, 3), wall: 1000, gap: 0, shared: 3000, areNeighbours: true),
    Example(name: "half a wall", other: room(5, 2, 5, 3), wall: 1000, gap: 0, shared: 1000, areNeighbours: true),
    Example(name: "half a wall, a door wider", other: room(5, 2, 5, 3), wall: 1001, gap: 0, shared: 1000, areNeighbours: false),
    Example(name: "only a corner", other: room(5, 3, 5, 3), wall: 1, gap: 0, shared: 0, areNeighbours: false),
    Example(
      name: "a wall of 12 cm between", other: .rectangle(x: 5120, y: 0, width: 5000, depth: 3000), wall: 1000, gap: 0, shared: 0,
      areNeighbours: false),
    Example(
      name: "a wall of 12 cm allowed", other: .rectangle(x: 5120, y: 0, width: 5000, depth: 3000), wall: 1000, gap: 120, shared: 3000,
      areNeighbours: true),
    Example(
      name: "a wall of 12 cm, 10 allowed", other: .rectangle(x: 5120, y: 0, width: 5000, depth: 3000), wall: 1000, gap: 100, shared: 0,
      areNeighbours: false),
    Example(name: "across a corridor of 2 m", other: room(0, 5, 5, 3), wall: 1000, gap: 120, shared: 0, areNeighbours: false),
  ])
  func theWallDecides(example: Example) {
    let rule = WallRule(sharedWall: example.wall, wallGap: example.gap)
    let cells = [(id: cellID(0), level: ground, outline: Self.first), (id: cellID(1), level: ground, outline: example.other)]
    #expect(Self.first.sharedWall(with: example.other, gap: example.gap) == example.shared)
    #expect(Neighbours(cells: cells, walls: { _ in rule }).areNeighbours(cellID(0), cellID(1)) == example.areNeighbours)
  }

  /// Walls, links and what comes of them.
  @Test(arguments: [
    (true, nil, true), (true, true, true), (true, false, false), (false, nil, false), (false, true, true), (false, false, false),
  ])
  func aDeclaredLinkGoesBeforeTheWalls(hasWall: Bool, link: Bool?, expected: Bool) {
    let other = hasWall ? room(5, 0, 5, 3) : room(20, 0, 5, 3)
    let cells = [(id: cellID(0), level: ground, outline: Self.first), (id: cellID(1), level: ground, outline: other)]
    let links = link.map { [LinkedPair(first: cellID(0), second: cellID(1), joined: $0)] } ?? []
    let near = Neighbours(cells: cells, walls: { _ in WallRule(sharedWall: 1000, wallGap: 0) }, links: links)
    #expect(near.areNeighbours(cellID(0), cellID(1)) == expected)
  }
}
