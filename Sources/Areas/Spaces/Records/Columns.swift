import Kernel
import Store

extension CellKind: Bindable, Fetchable {}
extension HoldKind: Bindable, Fetchable {}
extension HoldEnd: Bindable, Fetchable {}
extension MilestoneKind: Bindable, Fetchable {}
extension NoiseZone: Bindable, Fetchable {
  package var value: Value { .integer(rawValue) }
  package init?(_ value: Value) {
    guard let integer = value.integer else { return nil }
    self.init(rawValue: integer)
  }
}

/// A ring is stored as `x,y x,y …` in millimetres.
extension Polygon: Bindable, Fetchable {
  package var text: String { ring.map { "\($0.x),\($0.y)" }.joined(separator: " ") }
  package var value: Value { .text(text) }
  package init?(_ value: Value) {
    guard let text = value.text else { return nil }
    var ring: [Point] = []
    for pair in text.utf8.split(separator: UInt8(ascii: " ")) {
      let numbers = pair.split(separator: UInt8(ascii: ",")).compactMap { Int64(String(decoding: $0, as: UTF8.self)) }
      guard numbers.count == 2 else { return nil }
      ring.append(Point(numbers[0], numbers[1]))
    }
    self.init(known: ring)
  }
}
