import Foundation
import Kernel
import Testing

@testable import Spaces

/// The drawing of another program: turned by nobody knows how much, its degrees rounded, and still a house.
@Suite("Drawn walls") struct DrawnWallsTests {
  /// Two rows of cells along a corridor of 60 m, one of them cut by a slanted wall that ends in the middle of another's.
  private static let cells: [[Point]] =
    (0..<12).map { Polygon.rectangle(x: Int64($0) * 5000, y: 0, width: 5000, depth: 3000).ring }
    + (0..<19).map { Polygon.rectangle(x: Int64($0) * 3000, y: 5000, width: 3000, depth: 5000).ring }
    + [[Point(57_000, 5000), Point(60_000, 5000), Point(58_000, 10_000), Point(57_000, 10_000)]]
    + [[Point(60_000, 5000), Point(60_000, 10_000), Point(58_000, 10_000)]]
  private static let level = Polygon.rectangle(x: 0, y: 0, width: 60_000, depth: 10_000).ring

  /// As another program would write it: turned, in degrees of so many decimals, and read into a plane that is not turned.
  private static func drawn(_ ring: [Point], bearing: Int64, decimals: Int) -> [Position] {
    let plane = TangentPlane(latitude: 47_741_500_000, longitude: 7_329_300_000, bearing: bearing)
    let scale = pow(10, Double(decimals))
    return (ring + ring.prefix(1)).map { point in
      let position = plane.position(of: point)
      return Position(
        longitude: (position.longitude * scale).rounded() / scale, latitude: (position.latitude * scale).rounded() / scale)
    }
  }
  private static func points(_ positions: [Position], bearing: Int64) -> [Point] {
    positions.compactMap(TangentPlane(latitude: 47_741_500_000, longitude: 7_329_300_000, bearing: bearing).point)
  }

  @Test(arguments: [0, 18_500, 23_457, 44_999, -44_300, -7_001, 135_250]) func theBearingIsThatOfTheWalls(bearing: Int64) {
    let rings = (Self.cells + [Self.level]).map { Self.points(Self.drawn($0, bearing: bearing, decimals: 9), bearing: 0) }
    // A quarter of a turn is the same house with its axes called otherwise.
    let off = (DrawnWalls.bearing(of: rings) - bearing + 405_000) % 90_000 - 45_000
    #expect(abs(off) <= 2, "\(DrawnWalls.bearing(of: rings))")
  }

  @Test func nothingHasNoBearing() {
    #expect(DrawnWalls.bearing(of: []) == 0)
    #expect(DrawnWalls.bearing(of: [[Point(0, 0)], [Point(0, 0), Point(100, 30)]]) == 0)
  }

  @Test(arguments: [7, 8, 9], [0, 23_457, -44_300]) func roundedCornersMeet(decimals: Int, bearing: Int64) throws {
    let drawn = (Self.cells + [Self.level]).map { Self.drawn($0, bearing: bearing, decimals: decimals) }
    let found = DrawnWalls.bearing(of: drawn.map { Self.points($0, bearing: 0) })
    let rings = drawn.map { Self.points($0, bearing: found) }
    let walls = DrawnWalls(rings)
    let outlines = try rings.map { try Polygon(checking: walls.ring($0)) }
    let cells = outlines.dropLast().enumerated().map { (code: "A\($0)", outline: $1, span: DaySpan(from: Day(number: 0), until: nil)) }
    #expect(LevelCheck.problems(outline: outlines[outlines.count - 1], cells: cells) == [])
    // Straight rooms stay rectangles, and nobody loses floor: 3 cm in 5 m at the most.
    for (outline, ring) in zip(outlines, Self.cells) {
      let area = Polygon(known: ring).doubledArea
      #expect(abs(abs(outline.doubledArea) - abs(area)) <= abs(area) / 80)
      if ring.count == 4, Set(ring.map(\.x)).count == 2 { #expect(outline.ring.count == 4) }
    }
    // Without, some reach over others by a hair: the check could fail.
    let bare = try rings.map { try Polygon(checking: $0) }
    let loose = bare.dropLast().enumerated().map { (code: "A\($0)", outline: $1, span: DaySpan(from: Day(number: 0), until: nil)) }
    if decimals == 7, bearing != 0 { #expect(LevelCheck.problems(outline: bare[bare.count - 1], cells: loose) != []) }
  }

  @Test func anArchiveWithoutTablesIsRead() throws {
    let files = TinyHouse.files(["buildings.csv": nil, "levels.csv": nil, "cells.csv": nil, "organisations.csv": nil, "events.csv": nil])
    var reading = PlanReading(files: BuildingFiles(try ExchangedFiles(files)), today: Day("2026-11-29")!)
    reading.readAll()
    #expect(reading.problems.items == [])
    #expect(reading.entries.cells.map(\.code).sorted() == ["A1", "A2", "A3"])
    #expect(abs(reading.entries.buildings[0].facts.bearing - 18_500) <= 2)
    #expect(reading.entries.cells.allSatisfy { $0.outline.ring.count == 4 && abs(abs($0.outline.doubledArea) - 50_000_000) < 100_000 })
  }
}
