import Kernel

/// The row a driver stands on while its values are read where they are: nothing is copied that nobody asks for.
package protocol RowValues: AnyObject {
  /// Nil of NULL; throws at what is no integer.
  func integer(at place: Int) throws -> Int64?
  /// The bytes of a text, there until the next row; nil of NULL. Throws at what is no text.
  func bytes(at place: Int) throws -> UnsafeBufferPointer<UInt8>?
}

/// Reads the values of a row in the order of its SELECT, each by code of its own. For what reads hundreds of rows at once: everywhere else
/// columns are asked by name.
package struct ValueReader {
  private let row: any RowValues
  private var place = 0

  package init(_ row: any RowValues) { self.row = row }

  /// Goes to the first value of the row on which the driver stands now.
  package mutating func restart() { place = 0 }

  private mutating func bytes() throws -> UnsafeBufferPointer<UInt8>? {
    defer { place += 1 }
    return try row.bytes(at: place)
  }
  private func unreadable(_ what: String) -> StoreError { StoreError(.decoding, "column \(place) of a row holds no \(what)") }

  package mutating func optionalText() throws -> String? { try bytes().map { String(decoding: $0, as: UTF8.self) } }
  package mutating func optionalInteger() throws -> Int64? {
    defer { place += 1 }
    return try row.integer(at: place)
  }
  package mutating func optionalDay() throws -> Day? {
    guard let bytes = try bytes() else { return nil }
    guard let day = Day(bytes: bytes) else { throw unreadable("day") }
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
