import Kernel

/// Why points are no outline, or why an outline cannot be cut, merged or moved as asked.
package enum PolygonFault: Error, Hashable, Sendable {
  case tooFewPoints(Int)
  case tooManyPoints(Int)
  /// Further than ten kilometres from the building's corner.
  case tooFar(Point)
  case repeatedPoint(Point)
  /// The wall turns back on itself at this point.
  case spike(Point)
  /// Two walls cross or touch; the first points of each.
  case crossing(Point, Point)
  /// In hundredths of a square metre.
  case tooSmall(Int64)
  case unreadable
  /// A cut must go from border to border.
  case cutOffBorder(Point)
  /// A cut must run through the inside and touch the border nowhere else.
  case cutOutside
  case overlapping
  /// The outlines merged have no wall in common.
  case apart
  /// The outlines merged enclose something, or touch at a corner only.
  case hole
  /// No one straight common wall, or nowhere for it to go.
  case wallStuck

  /// The text keys are `spaces.problem.` with the name of the case.
  package func problem(field: String? = nil, _ more: [String: String] = [:]) -> Problem {
    let (name, own): (String, [String: String]) =
      switch self {
      case .tooFewPoints(let count): ("tooFewPoints", ["count": "\(count)"])
      case .tooManyPoints(let count): ("tooManyPoints", ["count": "\(count)", "most": "\(Polygon.mostPoints)"])
      case .tooFar(let point): ("tooFar", PolygonFault.place(point))
      case .repeatedPoint(let point): ("repeatedPoint", PolygonFault.place(point))
      case .spike(let point): ("spike", PolygonFault.place(point))
      case .crossing(let first, let second):
        ("crossing", ["first": PolygonFault.metres(first), "second": PolygonFault.metres(second)])
      case .tooSmall(let hundredths): ("tooSmall", ["area": PolygonFault.decimal(hundredths, 2)])
      case .unreadable: ("unreadableOutline", [:])
      case .cutOffBorder(let point): ("cutOffBorder", PolygonFault.place(point))
      case .cutOutside: ("cutOutside", [:])
      case .overlapping: ("mergeOverlaps", [:])
      case .apart: ("mergeApart", [:])
      case .hole: ("mergeHole", [:])
      case .wallStuck: ("wallStuck", [:])
      }
    return Problem("spaces.problem.\(name)", field: field, own.merging(more) { $1 })
  }

  static func place(_ point: Point) -> [String: String] { ["point": metres(point)] }
  static func metres(_ point: Point) -> String { "(\(decimal(point.x, 3)) ; \(decimal(point.y, 3)))" }

  /// A whole number of thousandths or hundredths with its point, trailing zeros left out.
  static func decimal(_ number: Int64, _ places: Int) -> String {
    var digits = String(number.magnitude)
    digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let fraction = digits.suffix(places)
    let kept = String(fraction.reversed().drop { $0 == "0" }.reversed())
    return (number < 0 ? "-" : "") + digits.dropLast(places) + (kept.isEmpty ? "" : "." + kept)
  }
}
