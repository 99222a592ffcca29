import Kernel
import Testing

@testable import Spaces

@Suite struct DrawingTests {
  @Test func aCutMakesTwoParts() throws {
    let (left, right) = try room(0, 0, 5, 3).split(from: Point(2000, 0), to: Point(2000, 3000))
    #expect([left, right].sorted { $0.ring[0] < $1.ring[0] } == [room(0, 0, 2, 3), room(2, 0, 3, 3)])
    #expect(try Polygon.merging([left, right]) == room(0, 0, 5, 3))
  }

  @Test(arguments: [
    (room(0, 0, 5, 3), Point(2000, 1), Point(2000, 3000), PolygonFault.cutOffBorder(Point(2000, 1))),
    (room(0, 0, 5, 3), Point(0, 0), Point(5000, 0), .cutOutside),  // along a wall
    (room(0, 0, 5, 3), Point(1000, 0), Point(3000, 0), .cutOutside),
    (room(0, 0, 5, 3), Point(0, 0), Point(0, 0), .cutOutside),
    (room(0, 0, 5, 3), Point(100, 0), Point(100, 3000), .tooSmall(30)),  // 0.1 m × 3 m
    (PolygonRelationsTests.ell, Point(6000, 2000), Point(2000, 6000), .cutOutside),  // across the open air
    (PolygonRelationsTests.ell, Point(0, 2000), Point(6000, 2000), .cutOutside),  // along a wall of its own
  ])
  func cutsThatCannotBe(polygon: Polygon, start: Point, end: Point, fault: PolygonFault) {
    #expect(throws: fault) { try polygon.split(from: start, to: end) }
  }

  @Test func splitAndMergeGiveBackTheOutline() throws {
    var dice = Dice(state: 3)
    var cuts = 0
    for _ in 0..<600 {
      guard let polygon = randomStar(&dice, around: Point(0, 0), reach: 9000) else { continue }
      let (start, end) = (polygon.ring.randomElement(using: &dice) ?? Point(0, 0), polygon.ring.randomElement(using: &dice) ?? Point(0, 0))
      guard let (one, other) = try? polygon.split(from: start, to: end) else { continue }
      cuts += 1
      #expect(one.doubledArea + other.doubledArea == polygon.doubledArea)
      #expect(!one.overlaps(other) && polygon.contains(one) && polygon.contains(other))
      #expect(try Polygon.merging([one, other]) == polygon)
    }
    #expect(cuts > 50)
  }

  @Test func whatCannotBeMerged() throws {
    #expect(throws: PolygonFault.overlapping) { try Polygon.merging([room(0, 0, 5, 3), room(4, 0, 5, 3)]) }
    #expect(throws: PolygonFault.apart) { try Polygon.merging([room(0, 0, 5, 3), room(6, 0, 5, 3)]) }
    #expect(throws: PolygonFault.hole) { try Polygon.merging([room(0, 0, 5, 3), room(5, 3, 5, 3)]) }
    // Four rooms around a yard.
    #expect(throws: PolygonFault.hole) { try Polygon.merging([room(0, 0, 3, 1), room(2, 1, 1, 2), room(0, 1, 1, 2), room(0, 3, 3, 1)]) }
    #expect(throws: PolygonFault.tooFewPoints(0)) { try Polygon.merging([]) }
    #expect(try Polygon.merging([room(0, 0, 1, 1)]) == room(0, 0, 1, 1))
    // A wall of 120 mm between two rooms goes with it.
    let beyond = Polygon.rectangle(x: 5120, y: 0, width: 4880, depth: 3000)
    #expect(try Polygon.merging([room(0, 0, 5, 3), beyond], gap: 120) == room(0, 0, 10, 3))
    #expect(throws: PolygonFault.apart) { try Polygon.merging([room(0, 0, 5, 3), beyond], gap: 100) }
  }

  @Test func aWallMoves() throws {
    let (first, second) = try Polygon.movingWall(between: room(0, 0, 5, 3), and: room(5, 0, 5, 3), by: 1000)
    #expect((first, second) == (room(0, 0, 6, 3), room(6, 0, 4, 3)))
    let (back, again) = try Polygon.movingWall(between: first, and: second, by: -1000)
    #expect((back, again) == (room(0, 0, 5, 3), room(5, 0, 5, 3)))
    #expect(throws: PolygonFault.wallStuck) { try Polygon.movingWall(between: room(0, 0, 5, 3), and: room(5, 0, 5, 3), by: 5001) }
    #expect(throws: PolygonFault.self) { try Polygon.movingWall(between: room(0, 0, 5, 3), and: room(5, 0, 5, 3), by: 5000) }
    #expect(throws: PolygonFault.wallStuck) { try Polygon.movingWall(between: room(0, 0, 5, 3), and: room(6, 0, 5, 3), by: 100) }
    // Half of the long room's wall: a step appears.
    let (grown, stepped) = try Polygon.movingWall(between: room(0, 0, 5, 3), and: room(5, 0, 5, 6), by: 1000)
    #expect(grown == room(0, 0, 6, 3))
    #expect(stepped.doubledArea == 2 * 27_000_000)  // 30 − 3 m²
  }

  @Test func aCorridorIsLaid() throws {
    // 22 m hold four modules of 5 m on each side; the aisle of 2 m leaves 1 m on each side of its line.
    let corridor = Corridor(from: Point(0, 10_000), to: Point(22_000, 10_000), aisle: 2000, width: 5000, depth: 3000, sides: .both)
    let modules = try corridor.modules()
    #expect(modules.count == 8)
    #expect(modules[0] == room(0, 6, 5, 3) && modules[1] == room(0, 11, 5, 3) && modules[2] == room(5, 6, 5, 3))
    let slanted = Corridor(from: Point(0, 0), to: Point(17_000, 23_000), aisle: 1501, width: 3333, depth: 4500, sides: .left)
    let row = try slanted.modules()
    #expect(row.count == 8)  // 28,600 ÷ 3,333
    for (one, other) in zip(row, row.dropFirst()) {
      #expect(!one.overlaps(other))
      #expect(abs(one.sharedWall(with: other) - 4500) <= 2)
    }
    #expect(try Corridor(from: Point(0, 0), to: Point(0, 0), aisle: 0, width: 1, depth: 1, sides: .both).modules().isEmpty)
    #expect(
      try Corridor(from: Point(0, 0), to: Point(9000, 0), aisle: -1, width: .min, depth: .max, sides: .both, count: .min).modules().isEmpty)
    #expect(throws: PolygonFault.self) {
      try Corridor(from: Point(0, 0), to: Point(9_000_000, 0), aisle: 0, width: 1, depth: 1, sides: .both).modules()
    }
  }

  @Test func fiveThousandCellsAreCheckedAtOnce() {
    let cells = gridCells(100, 50).map { (code: $0.id.text, outline: $0.outline, span: DaySpan(from: Day(number: 0), until: nil)) }
    #expect(LevelCheck.problems(outline: room(0, 0, 500, 150), cells: cells).isEmpty)
    #expect(LevelCheck.problems(outline: room(0, 0, 500, 147), cells: cells).count == 50)  // 100 hang out, 50 are told
    let twice = cells + [(code: "again", outline: room(7, 1, 5, 1), span: DaySpan(from: Day(number: 5), until: nil))]
    let found = LevelCheck.problems(outline: room(0, 0, 500, 150), cells: twice)
    #expect(Set(found.map(\.arguments)) == [["first": "cell-10001", "second": "again"], ["first": "cell-10002", "second": "again"]])
    let heap = (0..<5000).map { (code: "\($0)", outline: room(0, 0, 1, 1), span: DaySpan(from: Day(number: 0), until: nil)) }
    #expect(LevelCheck.problems(outline: room(0, 0, 500, 150), cells: heap).count == LevelCheck.mostProblems)
  }
}
