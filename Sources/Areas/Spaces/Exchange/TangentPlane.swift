import Foundation
import Kernel

/// Where on the earth a point of a plan is, and back: the plane that touches the earth at the building's corner.
/// Linear both ways, so that a point written with nine decimals of a degree (0.1 mm) comes back to its own millimetre.
struct TangentPlane: Sendable {
  private let latitude: Double
  private let longitude: Double
  private let metresPerLatitude: Double
  private let metresPerLongitude: Double
  private let cosine: Double
  private let sine: Double

  /// - Parameters:
  ///   - latitude: billionths of a degree, of the corner; so is the longitude.
  ///   - bearing: thousandths of a degree that the plan's x axis is turned clockwise from east.
  init(latitude: Int64, longitude: Int64, bearing: Int64) {
    self.latitude = Double(latitude) / 1e9
    self.longitude = Double(longitude) / 1e9
    // The lengths of a degree on the WGS 84 ellipsoid, as series in the latitude.
    let parallel = self.latitude * .pi / 180
    metresPerLatitude = 111_132.92 - 559.82 * cos(2 * parallel) + 1.175 * cos(4 * parallel) - 0.0023 * cos(6 * parallel)
    metresPerLongitude = max(1, 111_412.84 * cos(parallel) - 93.5 * cos(3 * parallel) + 0.118 * cos(5 * parallel))
    let turn = Double(bearing) / 1000 * .pi / 180
    cosine = cos(turn)
    sine = sin(turn)
  }

  func position(of point: Point) -> Position {
    let x = Double(point.x) / 1000
    let y = Double(point.y) / 1000
    let east = x * cosine - y * sine
    let north = -x * sine - y * cosine
    return Position(longitude: longitude + east / metresPerLongitude, latitude: latitude + north / metresPerLatitude)
  }

  /// The nearest millimetre; nil beyond ten kilometres from the corner.
  func point(at position: Position) -> Point? {
    let east = (position.longitude - longitude) * metresPerLongitude
    let north = (position.latitude - latitude) * metresPerLatitude
    let x = (east * cosine - north * sine) * 1000
    let y = (-east * sine - north * cosine) * 1000
    let most = Double(Polygon.furthest)
    guard x.isFinite, y.isFinite, abs(x) <= most, abs(y) <= most else { return nil }
    return Point(Int64(x.rounded()), Int64(y.rounded()))
  }
}

/// Degrees on the WGS 84 ellipsoid.
struct Position: Hashable, Sendable {
  let longitude: Double
  let latitude: Double

  init(longitude: Double, latitude: Double) { (self.longitude, self.latitude) = (longitude, latitude) }
  /// From a GeoJSON position; nil unless it is a place on the earth.
  init?(checking numbers: [Double]) {
    guard (2...3).contains(numbers.count), abs(numbers[0]) <= 180, abs(numbers[1]) <= 90 else { return nil }
    self.init(longitude: numbers[0], latitude: numbers[1])
  }

  /// `[7.329300000,47.741500000]`, as written to files.
  var text: String { "[" + Position.decimal(longitude) + "," + Position.decimal(latitude) + "]" }

  /// Nine decimals, without the zeros at their end but for the first.
  private static func decimal(_ degrees: Double) -> String {
    let billionths = Int64((degrees * 1e9).rounded())
    let digits = String(billionths.magnitude)
    let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    var fraction = padded.suffix(9)
    while fraction.count > 1, fraction.last == "0" { fraction.removeLast() }
    return (billionths < 0 ? "-" : "") + padded.dropLast(9) + "." + fraction
  }
}
