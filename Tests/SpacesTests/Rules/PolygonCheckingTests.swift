import Kernel
import Testing

@testable import Spaces

@Suite struct PolygonCheckingTests {
  @Test func aRingComesOutClockwiseFromItsLeftmostPoint() throws {
    let clockwise = try Polygon(checking: metres((0, 0), (5, 0), (5, 3), (0, 3)))
    #expect(clockwise.ring == metres((0, 0), (5, 0), (5, 3), (0, 3)))
    #expect(clockwise.doubledArea == 30_000_000)
    #expect(try Polygon(checking: metres((5, 3), (5, 0), (0, 0), (0, 3))) == clockwise)
    // The last point may repeat the first, and points in the middle of walls say nothing.
    #expect(try Polygon(checking: metres((0, 0), (2, 0), (5, 0), (5, 3), (0, 3), (0, 1), (0, 0))) == clockwise)
    #expect(clockwise.area == FloorArea(hundredths: 1500))
  }

  @Test(arguments: [
    (metres(), PolygonFault.tooFewPoints(0)),
    (metres((0, 0), (1, 0), (0, 0)), .tooFewPoints(2)),
    (metres((0, 0), (2, 2), (2, 0), (0, 2)), .crossing(Point(0, 0), Point(2000, 0))),  // a bow tie
    (metres((0, 0), (4, 0), (4, 4), (2, 0), (0, 4)), .crossing(Point(0, 0), Point(4000, 4000))),  // a corner on a wall
    (metres((0, 0), (4, 0), (2, 2), (4, 4), (0, 4), (2, 2)), .repeatedPoint(Point(2000, 2000))),  // pinched
    (metres((0, 0), (4, 0), (4, 4), (4, 2), (0, 2)), .spike(Point(4000, 4000))),
    (metres((0, 0), (1, 1), (2, 2)), .tooSmall(0)),
    (metres((0, 0), (20_000, 0), (0, 3)), .tooFar(Point(20_000_000, 0))),
    ([Point(.max, .min), Point(.min, .max), Point(0, 0)], .tooFar(Point(.max, .min))),
    ([Point(0, 0), Point(999, 0), Point(999, 500), Point(0, 500)], .tooSmall(49)),  // 0.4995 m²
  ])
  func whatIsNoOutline(ring: [Point], fault: PolygonFault) {
    #expect(throws: fault) { try Polygon(checking: ring) }
  }

  @Test func halfASquareMetreIsEnough() throws {
    #expect(try Polygon(checking: [Point(0, 0), Point(1000, 0), Point(1000, 500), Point(0, 500)]).area.hundredths == 50)
  }

  @Test func tooManyPointsAreRefused() {
    let circle = (0..<501).map { Point(Int64($0) * 10, Int64($0) * Int64($0)) }
    #expect(throws: PolygonFault.tooManyPoints(501)) { try Polygon(checking: circle) }
    #expect(throws: Never.self) { try Polygon(checking: Array(circle.prefix(500))) }
    #expect(throws: PolygonFault.self) { try Polygon(checking: String(repeating: "1,1 ", count: 1_000_000)) }
  }

  @Test func textIsReadAsItIsStored() throws {
    #expect(try Polygon(checking: "0,0 5000,0 5000,3000 0,3000") == room(0, 0, 5, 3))
    for text in [
      "", "0,0 1", "0,0 a,b 3,4", "0,0 1e3,0 1000,1000", "0,0 99999999999999999999,0 1,1", "0,0,0 1,1,1 2,2,2", "NaN,NaN 0,0 1,1",
    ] {
      #expect(throws: PolygonFault.self) { try Polygon(checking: text) }
    }
  }

  @Test func aRingFromAColumnNeverStopsTheProgram() {
    let wild = Polygon(known: [Point(.max, .min), Point(.min, .max), Point(0, .max), Point(.min, .min)])
    let room = room(0, 0, 5, 3)
    for polygon in [wild, Polygon(known: []), Polygon(known: [Point(1, 1)])] {
      _ = (polygon.area, polygon.bounds, polygon.centre, polygon.perimeter, polygon.contains(Point(.min, .max)))
      _ = (polygon.overlaps(room), room.contains(polygon), polygon.sharedWall(with: room, gap: .max), polygon.distance(to: room))
      _ = (room.overlaps(polygon), room.distance(to: polygon), room.distance(to: Point(.max, .min)))
      _ = try? Polygon.merging([polygon, room], gap: .max)
      #expect(throws: PolygonFault.self) { try Polygon.movingWall(between: polygon, and: room, by: .min) }
      #expect(throws: PolygonFault.self) { try polygon.split(from: Point(.max, 0), to: Point(0, .max)) }
    }
  }

  @Test func faultsAreProblemsWithTheirPlace() {
    let problem = PolygonFault.spike(Point(-1500, 40)).problem(field: "outline", ["cell": "H1-014"])
    #expect(problem == Problem("spaces.problem.spike", field: "outline", ["point": "(-1.5 ; 0.04)", "cell": "H1-014"]))
  }
}
