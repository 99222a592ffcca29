import Kernel
import Testing

@testable import Spaces

@Suite struct NeighboursTests {
  static let walls = WallRule(sharedWall: 1000, wallGap: 0)

  @Test func aGridHasFourNeighboursACell() {
    let near = Neighbours(cells: gridCells(4, 3), walls: { _ in Self.walls })
    #expect(near.of(cellID(5)) == [1, 4, 6, 9].map(cellID))
    #expect(near.of(cellID(0)) == [1, 4].map(cellID))
    #expect(near.wall(between: cellID(0), and: cellID(1)) == 3000)
    #expect(near.wall(between: cellID(0), and: cellID(4)) == 5000)
    #expect(near.isConnected([0, 1, 5, 6].map(cellID)))
    #expect(!near.isConnected([0, 5].map(cellID)))
    #expect(!near.isConnected([] as [ID<Cell>]))
    #expect(!near.isConnected([cellID(0), cellID(99)]))
    #expect(near.components(of: [11, 0, 1, 10, 3].map(cellID)) == [[cellID(0), cellID(1)], [cellID(3)], [cellID(10), cellID(11)]])
  }

  @Test func linksWinOverWalls() {
    let upstairs = ID<Level>("level-1")
    let cells = gridCells(2, 1) + [(id: cellID(7), level: upstairs, outline: room(0, 0, 5, 3))]
    let links = [
      LinkedPair(first: cellID(0), second: cellID(1), joined: false), LinkedPair(first: cellID(0), second: cellID(7), joined: true),
      LinkedPair(first: cellID(0), second: cellID(0), joined: true), LinkedPair(first: cellID(0), second: cellID(9), joined: true),
    ]
    let near = Neighbours(cells: cells, walls: { _ in Self.walls }, links: links)
    #expect(near.of(cellID(0)) == [cellID(7)])
    #expect(near.of(cellID(1)).isEmpty)
  }

  @Test func theLengthOfCommonWallDecides() {
    let cells = [(id: cellID(0), level: ground, outline: room(0, 0, 5, 3)), (id: cellID(1), level: ground, outline: room(4, 3, 5, 3))]
    #expect(Neighbours(cells: cells, walls: { _ in WallRule(sharedWall: 1000, wallGap: 0) }).areNeighbours(cellID(0), cellID(1)))
    #expect(!Neighbours(cells: cells, walls: { _ in WallRule(sharedWall: 1001, wallGap: 0) }).areNeighbours(cellID(0), cellID(1)))
  }

  @Test func neighbourhoodIsSymmetricAndAgreesWithEveryPair() {
    var dice = Dice(state: 5)
    for _ in 0..<20 {
      let cells = (0..<30)
        .map {
          (
            id: cellID($0), level: ground,
            outline: room(
              Int64.random(in: 0...12, using: &dice), Int64.random(in: 0...12, using: &dice), Int64.random(in: 1...4, using: &dice), 2)
          )
        }
      let near = Neighbours(cells: cells, walls: { _ in Self.walls })
      for one in cells {
        let expected = cells.filter { $0.id != one.id && one.outline.sharedWall(with: $0.outline) >= 1000 }.map(\.id).sorted()
        #expect(near.of(one.id) == expected)
        for other in expected { #expect(near.of(other).contains(one.id)) }
      }
    }
  }

  @Test func fiveThousandCellsHaveTheirNeighboursInAMoment() {
    let near = Neighbours(cells: gridCells(100, 50), walls: { _ in Self.walls })
    // 99 × 50 walls across and 100 × 49 along, each seen from both sides.
    let walls = near.ids.map { near.of($0).count }.reduce(0, +)
    #expect(walls == 2 * (99 * 50 + 100 * 49))
    #expect(near.isConnected(near.ids))
  }
}
