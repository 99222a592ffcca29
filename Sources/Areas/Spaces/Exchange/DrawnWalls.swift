import Foundation
import Kernel

/// What the drawing of another program does not say: how a building is turned, and which of its corners are meant to be one.
///
/// Degrees that were rounded, or turned to a bearing nobody wrote down, leave cells that reach over each other by a hair. See docs/exchange.md.
struct DrawnWalls: Sendable {
  /// Millimetres: corners nearer to one another are one, and a corner nearer to a wall stands in it. Seven decimals of a degree are eleven.
  static let tolerance: Int64 = 15
  /// Pairs of walls and corners that are looked at; some seconds of work.
  private static let mostWork = 100_000_000

  private let across: [Int64: Int64]
  private let down: [Int64: Int64]
  /// The corner that stands for each.
  private let corners: [Point: Point]
  /// By x, each once.
  private let standing: [Point]
  private let isNoded: Bool

  /// - Parameter rings: all outlines of a level, in the plane of its building.
  init(_ rings: [[Point]]) {
    var (xs, ys): ([Int64], [Int64]) = ([], [])
    for ring in rings {
      for (one, next) in DrawnWalls.walls(of: ring) {
        if DrawnWalls.isAlong(next.x - one.x, next.y - one.y) { ys += [one.y, next.y] }
        if DrawnWalls.isAlong(next.y - one.y, next.x - one.x) { xs += [one.x, next.x] }
      }
    }
    (across, down) = (DrawnWalls.lines(xs), DrawnWalls.lines(ys))
    var corners: [Point: Point] = [:]
    var near: [Point: [Point]] = [:]
    for point in rings.joined() where corners[point] == nil {
      let aligned = Point(across[point.x] ?? point.x, down[point.y] ?? point.y)
      let square = Point(aligned.x / DrawnWalls.tolerance, aligned.y / DrawnWalls.tolerance)
      var found: Point?
      for x in -1...1 {
        for y in -1...1 where found == nil {
          found = near[Point(square.x + Int64(x), square.y + Int64(y))]?.first {
            abs($0.x - aligned.x) <= DrawnWalls.tolerance && abs($0.y - aligned.y) <= DrawnWalls.tolerance
          }
        }
      }
      corners[point] = found ?? aligned
      if found == nil { near[square, default: []].append(aligned) }
    }
    self.corners = corners
    standing = Set(corners.values).sorted()
    isNoded = rings.reduce(0) { $0 + $1.count } * max(1, standing.count / 8) < DrawnWalls.mostWork
  }

  /// The same outline with corners that are one made one, and every corner of another that stands in one of its walls.
  func ring(_ points: [Point]) -> [Point] {
    var moved: [Point] = []
    for point in points.map({ corners[$0] ?? $0 }) where moved.last != point { moved.append(point) }
    if moved.count > 1, moved.first == moved.last { moved.removeLast() }
    guard isNoded, moved.count > 2 else { return moved }
    return DrawnWalls.walls(of: moved).flatMap { one, next in [one] + between(one, next) }
  }

  /// Corners that stand in a wall without being its ends, in its order.
  private func between(_ one: Point, _ next: Point) -> [Point] {
    let most = DrawnWalls.tolerance
    let (west, east) = (min(one.x, next.x) - most, max(one.x, next.x) + most)
    let (north, south) = (min(one.y, next.y) - most, max(one.y, next.y) + most)
    let (dx, dy) = (Double(next.x - one.x), Double(next.y - one.y))
    let length = (dx * dx + dy * dy).squareRoot()
    var found: [(at: Double, point: Point)] = []
    var place = standing.partition { $0.x >= west }
    while place < standing.count, standing[place].x <= east {
      let point = standing[place]
      place += 1
      guard point != one, point != next, point.y >= north, point.y <= south else { continue }
      let (px, py) = (Double(point.x - one.x), Double(point.y - one.y))
      let (along, off) = ((px * dx + py * dy) / length, abs(px * dy - py * dx) / length)
      // What stands exactly in the wall needs no corner there.
      if off > 0, off <= Double(most), along > 0, along < length { found.append((along, point)) }
    }
    return found.sorted { $0.at < $1.at }.map(\.point)
  }

  private static func walls(of ring: [Point]) -> [(Point, Point)] {
    let ring = ring.count > 1 && ring.first == ring.last ? Array(ring.dropLast()) : ring
    return ring.indices.map { (ring[$0], ring[($0 + 1) % ring.count]) }
  }
  /// Whether a wall is meant to run along the first axis.
  private static func isAlong(_ length: Int64, _ off: Int64) -> Bool { abs(off) <= tolerance && abs(length) > 4 * tolerance }

  /// Of coordinates that are nearly the same, the mean: none is further than the tolerance from the first of its kind.
  private static func lines(_ values: [Int64]) -> [Int64: Int64] {
    let sorted = values.sorted()
    var lines: [Int64: Int64] = [:]
    var first = 0
    while first < sorted.count {
      let end = sorted[first...].firstIndex { $0 - sorted[first] > tolerance } ?? sorted.count
      let sum = sorted[first..<end].reduce(0) { $0 + ($1 - sorted[first]) }
      let mean = sorted[first] + Int64((Double(sum) / Double(end - first)).rounded())
      for value in sorted[first..<end] { lines[value] = mean }
      first = end
    }
    return lines
  }
}

extension DrawnWalls {
  /// How a building is turned: thousandths of a degree clockwise from east, between −45° and 45°, of the direction in which most walls run or at right
  /// angles to which they do.
  ///
  /// - Parameter rings: outlines in a plane that is not turned.
  static func bearing(of rings: [[Point]]) -> Int64 {
    // A short wall says little of a direction: within the best degree, each counts by the square of its length.
    let all: [(Point, Point)] = rings.flatMap { DrawnWalls.walls(of: $0) }
    let walls: [(angle: Double, length: Double)] = all.map { one, next in
      let (dx, dy) = (Double(next.x - one.x), Double(next.y - one.y))
      let turn: Double = atan2(dy, dx).truncatingRemainder(dividingBy: Double.pi / 2)
      return (angle: turn < 0 ? turn + Double.pi / 2 : turn, length: (dx * dx + dy * dy).squareRoot())
    }.filter { $0.length >= 200 }
    var lengths: [Double] = Array(repeating: 0, count: 90)
    for wall in walls {
      let degree = Int(wall.angle * 180 / Double.pi)
      lengths[min(89, degree)] += wall.length
    }
    // A direction may lie between two degrees.
    func along(_ degree: Int) -> Double { lengths[degree] + lengths[(degree + 1) % 90] }
    var best = 0
    for degree in 1..<90 where along(degree) > along(best) { best = degree }
    if along(best) == 0 { return 0 }
    let middle = Double(best + 1) * .pi / 180
    var (turned, weight) = (0.0, 0.0)
    for wall in walls {
      var off = wall.angle - middle
      if off > .pi / 4 { off -= .pi / 2 }
      if off < -.pi / 4 { off += .pi / 2 }
      if abs(off) > .pi / 180 { continue }
      turned += off * wall.length * wall.length
      weight += wall.length * wall.length
    }
    let degrees = (middle + turned / weight) * 180 / .pi
    return Int64(((degrees > 45 ? degrees - 90 : degrees) * 1000).rounded())
  }
}

extension [Point] {
  /// Of an ascending array, the first place that fulfils what all behind it fulfil.
  fileprivate func partition(_ isBehind: (Point) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
