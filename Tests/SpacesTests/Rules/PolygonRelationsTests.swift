import Kernel
import Testing

@testable import Spaces

@Suite struct PolygonRelationsTests {
  static let ell = Polygon(known: metres((0, 0), (6, 0), (6, 2), (2, 2), (2, 6), (0, 6)))
  static let cross = Polygon(known: metres((2, 0), (4, 0), (4, 6), (2, 6)))

  @Test(arguments: [
    (room(0, 0, 5, 3), room(5, 0, 5, 3), false),  // a wall in common
    (room(0, 0, 5, 3), room(5, 3, 5, 3), false),  // a corner in common
    (room(0, 0, 5, 3), room(6, 0, 5, 3), false),
    (room(0, 0, 5, 3), room(0, 0, 5, 3), true),  // the same
    (room(0, 0, 9, 9), room(3, 3, 1, 1), true),  // inside
    (room(0, 0, 9, 9), room(0, 0, 1, 9), true),  // inside along three walls
    (room(0, 2, 6, 2), cross, true),  // a cross: no corner of one is in the other
    (ell, room(2, 2, 4, 4), false),  // in the nook
    (ell, room(1, 1, 4, 4), true),
    // The same square and its diamond: corners in the middle of walls.
    (room(0, 0, 4, 4), Polygon(known: metres((2, 0), (4, 2), (2, 4), (0, 2))), true),
    // Two triangles that make a square along the diagonal, and two halves that cross through each other's corners.
    (Polygon(known: metres((0, 0), (4, 0), (4, 4))), Polygon(known: metres((0, 0), (4, 4), (0, 4))), false),
    (Polygon(known: metres((0, 0), (4, 0), (4, 4))), Polygon(known: metres((0, 4), (0, 0), (4, 0))), true),
  ])
  func overlap(first: Polygon, second: Polygon, expected: Bool) {
    #expect(first.overlaps(second) == expected)
    #expect(second.overlaps(first) == expected)
  }

  @Test func aLevelHoldsItsCells() {
    #expect(Self.ell.contains(room(0, 0, 6, 2)))
    #expect(Self.ell.contains(room(0, 2, 2, 4)))
    #expect(Self.ell.contains(Self.ell))
    #expect(!Self.ell.contains(room(2, 2, 1, 1)))
    #expect(!Self.ell.contains(room(0, 0, 3, 3)))
    #expect(!room(0, 0, 6, 2).contains(Self.ell))
  }

  @Test func pointsAreInsideOnTheBorderOrOutside() {
    #expect(Self.ell.whereabouts(of: Point(1000, 5000)) == .inside)
    #expect(Self.ell.whereabouts(of: Point(2000, 2000)) == .border)
    #expect(Self.ell.whereabouts(of: Point(4000, 2000)) == .border)
    #expect(Self.ell.whereabouts(of: Point(4000, 2001)) == .outside)
    #expect(Self.ell.whereabouts(of: Point(-1, 0)) == .outside)
  }

  @Test func overlapAgreesWithCountedSquares() {
    // Unions of unit squares on a small board: two overlap exactly when they have a square in common.
    var dice = Dice(state: 7)
    for _ in 0..<400 {
      guard let (first, mine) = board(&dice), let (second, its) = board(&dice) else { continue }
      #expect(first.overlaps(second) == !mine.isDisjoint(with: its))
      #expect(first.contains(second) == mine.isSuperset(of: its))
    }
  }

  private func board(_ dice: inout Dice) -> (Polygon, Set<Int>)? {
    var squares: Set<Int> = [Int.random(in: 0..<16, using: &dice)]
    for _ in 0..<Int.random(in: 0...6, using: &dice) {
      let from = squares.sorted().randomElement(using: &dice) ?? 0
      switch Int.random(in: 0..<4, using: &dice) {
      case 0: if from % 4 > 0 { squares.insert(from - 1) }
      case 1: if from % 4 < 3 { squares.insert(from + 1) }
      case 2: if from >= 4 { squares.insert(from - 4) }
      default: if from < 12 { squares.insert(from + 4) }
      }
    }
    guard let polygon = try? Polygon.merging(squares.sorted().map { room(Int64($0 % 4), Int64($0 / 4), 1, 1) }) else { return nil }
    return (polygon, squares)
  }

  @Test func relationsAreSymmetricForAnyOutline() {
    var dice = Dice(state: 11)
    var overlapping = 0
    for _ in 0..<500 {
      guard let first = randomStar(&dice, around: Point(0, 0), reach: 4000),
        let second = randomStar(&dice, around: Point(Int64.random(in: -8000...8000, using: &dice), 1000), reach: 4000)
      else { continue }
      let overlaps = first.overlaps(second)
      #expect(overlaps == second.overlaps(first))
      #expect(first.overlaps(first) && first.contains(first))
      #expect(first.sharedWall(with: second, gap: 300) == second.sharedWall(with: first, gap: 300))
      #expect((first.distance(to: second) == 0) == (overlaps || first.distance(to: second) == 0))
      #expect(first.distance(to: second) == second.distance(to: first))
      if overlaps { overlapping += 1 } else { #expect(!first.contains(second)) }
      #expect(first.contains(first.centre))
      // A point seen in both lies in an overlap.
      for _ in 0..<20 {
        let point = Point(Int64.random(in: -4000...4000, using: &dice), Int64.random(in: -4000...4000, using: &dice))
        if first.whereabouts(of: point) == .inside, second.whereabouts(of: point) == .inside { #expect(overlaps) }
        if first.contains(second), second.contains(point) { #expect(first.contains(point)) }
      }
    }
    #expect(overlapping > 20)
  }

  @Test(arguments: [
    (room(0, 0, 5, 3), room(5, 0, 5, 3), Int64(0), Int64(3000)),
    (room(0, 0, 5, 3), room(5, 1, 5, 3), 0, 2000),  // 3 − 1 m
    (room(0, 0, 5, 3), room(5, 3, 5, 3), 0, 0),  // a corner is no wall
    (room(0, 0, 5, 3), Polygon.rectangle(x: 5120, y: 0, width: 5000, depth: 3000), 0, 0),
    (room(0, 0, 5, 3), Polygon.rectangle(x: 5120, y: 500, width: 5000, depth: 3000), 120, 2500),
    (room(0, 0, 5, 3), Polygon.rectangle(x: 5121, y: 0, width: 5000, depth: 3000), 120, 0),
    (ell, room(2, 2, 4, 4), 0, 8000),  // both walls of the nook: 4 + 4 m
    // Along a slanted wall from (0, 0) to (3, 4) metres: 5 m of it.
    (Polygon(known: metres((0, 0), (3, 4), (-1, 7), (-4, 3))), Polygon(known: metres((0, 0), (4, -3), (7, 1), (3, 4))), 0, 5000),
  ])
  func commonWalls(first: Polygon, second: Polygon, gap: Int64, expected: Int64) {
    #expect(first.sharedWall(with: second, gap: gap) == expected)
    #expect(second.sharedWall(with: first, gap: gap) == expected)
  }

  @Test func distancesAndCentres() {
    #expect(room(0, 0, 5, 3).distance(to: room(8, 7, 1, 1)) == 5000)  // 3 and 4 m apart
    #expect(room(0, 0, 5, 3).centre == Point(2500, 1500))
    #expect(Self.ell.contains(Self.ell.centre))
    #expect(squareRoot(UInt128.max) == UInt128(UInt64.max))
    for number in UInt128(0)..<1000 {
      let root = squareRoot(number)
      let next = root + 1
      #expect(root * root <= number)
      #expect(next * next > number)
    }
  }
}
