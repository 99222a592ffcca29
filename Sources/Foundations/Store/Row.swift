import Kernel
import Synchronization

/// What is wrong with the database or with the program, never with what was asked.
package struct StoreError: Error, CustomStringConvertible, Sendable {
  package enum Kind: String, Sendable {
    case statement, decoding, connection, timeout, serialisation, constraint, migration
  }
  package let kind: Kind
  package let description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}

/// One line of an answer. Columns are asked by name, and are text or integers.
package struct Row: Sendable {
  package let columns: Columns
  package let values: [Value]

  package init(columns: Columns, values: [Value]) {
    self.columns = columns
    self.values = values
  }

  /// The column names of one answer, shared by its rows.
  package final class Columns: Sendable {
    package let names: [String]
    private let places: [String: Int]
    /// Behind the one that was found last: who reads rows mostly asks for one column after the other, row by row, and comparing with one name is
    /// less than looking it up among all.
    private let next = Atomic(0)

    package init(_ names: [String]) {
      self.names = names
      places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
    package func place(of name: String) -> Int? {
      // Of two columns of one name the first is meant: then all are looked up.
      if places.count < names.count { return places[name] }
      let guess = next.load(ordering: .relaxed)
      guard let place = guess < names.count && names[guess] == name ? guess : places[name] else { return nil }
      next.store(place + 1 == names.count ? 0 : place + 1, ordering: .relaxed)
      return place
    }
  }

  private func value(_ column: String) throws -> Value {
    guard let place = columns.place(of: column) else { throw StoreError(.decoding, "no column \(column) among \(columns.names)") }
    return values[place]
  }

  /// `let name: String = try row.get("name")`; an optional type takes NULL.
  package func get<Wanted: Fetchable>(_ column: String) throws -> Wanted {
    guard let wanted = Wanted(try value(column)) else { throw StoreError(.decoding, "column \(column) holds no \(Wanted.self)") }
    return wanted
  }
  package func has(_ column: String) -> Bool { columns.place(of: column) != nil }
}

/// What can be read from a column.
package protocol Fetchable {
  init?(_ value: Value)
}

extension Value {
  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var integer: Int64? { if case .integer(let integer) = self { integer } else { nil } }
}

extension String: Fetchable {
  package init?(_ value: Value) {
    guard let text = value.text else { return nil }
    self = text
  }
}
extension Int64: Fetchable {
  package init?(_ value: Value) {
    guard let integer = value.integer else { return nil }
    self = integer
  }
}
extension Int: Fetchable {
  package init?(_ value: Value) {
    guard let integer = value.integer else { return nil }
    self = Int(integer)
  }
}
extension Bool: Fetchable {
  package init?(_ value: Value) {
    guard let integer = value.integer else { return nil }
    self = integer != 0
  }
}
extension ID: Fetchable {
  package init?(_ value: Value) {
    guard let text = value.text else { return nil }
    self.init(text)
  }
}
extension Money: Fetchable {
  package init?(_ value: Value) {
    guard let integer = value.integer else { return nil }
    self.init(cents: integer)
  }
}
extension Percentage: Fetchable {
  package init?(_ value: Value) {
    guard let integer = value.integer else { return nil }
    self.init(basisPoints: integer)
  }
}
extension FloorArea: Fetchable {
  package init?(_ value: Value) {
    guard let integer = value.integer else { return nil }
    self.init(hundredths: integer)
  }
}
extension Instant: Fetchable {
  package init?(_ value: Value) {
    guard let integer = value.integer else { return nil }
    self.init(seconds: integer)
  }
}
extension Day: Fetchable {
  package init?(_ value: Value) {
    guard let text = value.text else { return nil }
    self.init(text)
  }
}
extension Month: Fetchable {
  package init?(_ value: Value) {
    guard let text = value.text else { return nil }
    self.init(text)
  }
}
extension Language: Fetchable {}
extension Role: Fetchable {}
/// An enumeration is read by its raw text: conform it with an empty extension.
extension RawRepresentable where RawValue == String, Self: Fetchable {
  package init?(_ value: Value) {
    guard let text = value.text else { return nil }
    self.init(rawValue: text)
  }
}
extension Optional: Fetchable where Wrapped: Fetchable {
  package init?(_ value: Value) {
    if value == .null {
      self = .none
    } else {
      guard let wrapped = Wrapped(value) else { return nil }
      self = .some(wrapped)
    }
  }
}
