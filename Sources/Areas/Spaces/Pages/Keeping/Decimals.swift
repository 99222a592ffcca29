import Kernel
import Web

extension InputReader {
  /// A decimal number as people type it (comma or point, blanks between thousands), in units of 10⁻ᵖˡᵃᶜᵉˢ: `77,5` metres with three
  /// places are 77,500 mm.
  mutating func decimal(_ field: String, places: Int, in range: ClosedRange<Int64>) -> Int64? {
    guard let typed = text(field, limit: 40) else { return nil }
    let compact = typed.filter { !$0.isWhitespace }.replacing(",", with: ".").replacing("\u{2212}", with: "-")
    let isBelow = compact.hasPrefix("-")
    let parts = compact.drop { $0 == "-" || $0 == "+" }.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isRead = (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard isRead, parts[0].utf8.count <= 9, fraction.utf8.count <= places,
      let number = Int64(parts[0] + fraction + String(repeating: "0", count: places - fraction.utf8.count))
    else {
      problems.add("spaces.keeping.problem.decimal", field: field, ["places": "\(places)"])
      return nil
    }
    let signed = isBelow ? -number : number
    if range.contains(signed) { return signed }
    let limits = [range.lowerBound, range.upperBound].map { PolygonFault.decimal($0, places) }
    problems.add("kernel.problem.range", field: field, ["low": limits[0], "high": limits[1]])
    return nil
  }
}

extension Format {
  /// The same number as it can be typed again: `77,5`.
  func decimal(_ number: Int64, places: Int) -> String {
    let plain = PolygonFault.decimal(number, places)
    return language == .english ? plain : plain.replacing(".", with: ",")
  }
  /// `3,5 m`
  func metres(_ millimetres: Int64) -> String { decimal(millimetres, places: 3) + "\u{A0}m" }
}
