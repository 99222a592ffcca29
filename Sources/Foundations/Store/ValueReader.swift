import Kernel

/// Reads the values of a row in the order of its SELECT, each by code of its own. For the few places that read ten thousand rows at once:
/// everywhere else columns are asked by name.
package struct ValueReader {
  private let values: [Value]
  private var place = 0

  package init(_ values: [Value]) { self.values = values }

  private mutating func next() -> Value {
    defer { place += 1 }
    return place < values.count ? values[place] : .null
  }
  private func unreadable(_ what: String) -> StoreError { StoreError(.decoding, "column \(place) of a row holds no \(what)") }

  package mutating func optionalText() throws -> String? {
    switch next() {
    case .null: return nil
    case .text(let text): return text
    case .integer: throw unreadable("text")
    }
  }
  package mutating func optionalInteger() throws -> Int64? {
    switch next() {
    case .null: return nil
    case .integer(let integer): return integer
    case .text: throw unreadable("integer")
    }
  }
  package mutating func optionalDay() throws -> Day? {
    guard let text = try optionalText() else { return nil }
    guard let day = Day(text) else { throw unreadable("day") }
    return day
  }
  package mutating func text() throws -> String {
    guard let text = try optionalText() else { throw unreadable("text") }
    return text
  }
  package mutating func integer() throws -> Int64 {
    guard let integer = try optionalInteger() else { throw unreadable("integer") }
    return integer
  }
  package mutating func day() throws -> Day {
    guard let day = try optionalDay() else { throw unreadable("day") }
    return day
  }
}
