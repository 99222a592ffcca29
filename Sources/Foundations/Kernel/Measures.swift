/// A floor area in hundredths of a square metre, as leases state it.
package struct FloorArea: Hashable, Sendable, Comparable, Codable {
  package let hundredths: Int64

  package init(hundredths: Int64) { self.hundredths = hundredths }
  package static let zero = FloorArea(hundredths: 0)

  package init(from decoder: any Decoder) throws { hundredths = try decoder.singleValueContainer().decode(Int64.self) }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hundredths)
  }

  package static func < (left: FloorArea, right: FloorArea) -> Bool { left.hundredths < right.hundredths }
  package static func + (left: FloorArea, right: FloorArea) -> FloorArea { FloorArea(hundredths: left.hundredths + right.hundredths) }
  package static func - (left: FloorArea, right: FloorArea) -> FloorArea { FloorArea(hundredths: left.hundredths - right.hundredths) }
  package static func += (left: inout FloorArea, right: FloorArea) { left = left + right }
}
