import Kernel

/// A value of one of the two column types of the house.
package enum Value: Hashable, Sendable {
  case null
  case text(String)
  case integer(Int64)
}

/// The two column types of the house.
package enum ColumnType: Hashable, Sendable {
  case text, integer
}

/// What can be bound in a statement.
package protocol Bindable {
  var value: Value { get }
  /// The column type a missing value stands for: PostgreSQL asks the type of NULL too.
  static var columnType: ColumnType { get }
}
extension Bindable {
  package static var columnType: ColumnType { .text }
}

/// A statement with numbered parameters. Interpolating a value binds it; text cannot be spliced in, except another `SQL`.
package struct SQL: Hashable, Sendable, ExpressibleByStringInterpolation {
  package private(set) var text: String
  package private(set) var values: [Value]
  /// The type of each value, in the same order.
  package private(set) var types: [ColumnType]

  package init(stringLiteral text: String) {
    self.text = text
    values = []
    types = []
  }

  package init(stringInterpolation pieces: Pieces) {
    text = pieces.text
    values = pieces.values
    types = pieces.types
  }

  package struct Pieces: StringInterpolationProtocol {
    var text = ""
    var values: [Value] = []
    var types: [ColumnType] = []

    package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + interpolationCount * 4) }
    package mutating func appendLiteral(_ literal: String) { text += literal }
    package mutating func appendInterpolation<Bound: Bindable>(_ bound: Bound) { bind(bound.value, Bound.columnType) }
    package mutating func appendInterpolation<Bound: Bindable>(_ bound: Bound?) { bind(bound?.value ?? .null, Bound.columnType) }
    /// A piece of SQL, with its own values.
    package mutating func appendInterpolation(_ piece: SQL) {
      if values.isEmpty {
        (values, types) = (piece.values, piece.types)
        text += piece.text
        return
      }
      // The piece was numbered from 1; here its numbers come after those already given.
      var rest = Substring(piece.text).utf8
      var number = 0
      while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
        text += Substring(rest[..<dollar])
        rest = rest[rest.index(after: dollar)...]
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest[digits.endIndex...]
        if digits.isEmpty {
          text += "$"
        } else {
          bind(piece.values[number], piece.types[number])
          number += 1
        }
      }
      text += Substring(rest)
    }
    /// `search_key LIKE \(containing: word)` finds the text anywhere in a folded column; signs that `LIKE` would interpret stand for themselves.
    package mutating func appendInterpolation(containing text: String) {
      let plain = text.replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_")
      bind(.text("%" + plain + "%"), .text)
      self.text += " ESCAPE '!'"
    }
    /// `VALUES \(rows: rows)` writes the pieces with commas between; each has its own values.
    package mutating func appendInterpolation(rows pieces: [SQL]) {
      for (place, piece) in pieces.enumerated() {
        if place > 0 { text += ", " }
        appendInterpolation(piece)
      }
    }
    /// `IN \(list: ids)` writes `IN ($1, $2, …)`; an empty list matches nothing.
    /// The last value is repeated up to the next power of two, so that a few prepared texts serve lists of every length.
    package mutating func appendInterpolation<Bound: Bindable>(list bounds: [Bound]) {
      text += "("
      if bounds.isEmpty { text += "NULL" }
      var length = 1
      while length < bounds.count { length *= 2 }
      for index in 0..<(bounds.count > 4096 ? bounds.count : length) where !bounds.isEmpty {
        if index > 0 { text += ", " }
        bind(bounds[min(index, bounds.count - 1)].value, Bound.columnType)
      }
      text += ")"
    }
    private mutating func bind(_ value: Value, _ type: ColumnType) {
      values.append(value)
      switch value {
      case .null: types.append(type)
      case .text: types.append(.text)
      case .integer: types.append(.integer)
      }
      text += "$\(values.count)"
    }
  }

  package static func + (left: SQL, right: SQL) -> SQL { "\(left)\(right)" }
  /// Frozen text, such as a migration's.
  package init(frozen text: String) { self.init(stringLiteral: text) }
  /// Text made by the store's own parts, its parameters numbered already.
  package init(frozen text: String, values: [Value], types: [ColumnType]) {
    precondition(values.count == types.count, "each value has a type")
    (self.text, self.values, self.types) = (text, values, types)
  }
}

extension Value: Bindable { package var value: Value { self } }
extension String: Bindable { package var value: Value { .text(self) } }
extension Int: Bindable {
  package var value: Value { .integer(Int64(self)) }
  package static var columnType: ColumnType { .integer }
}
extension Int64: Bindable {
  package var value: Value { .integer(self) }
  package static var columnType: ColumnType { .integer }
}
extension Bool: Bindable {
  package var value: Value { .integer(self ? 1 : 0) }
  package static var columnType: ColumnType { .integer }
}
extension ID: Bindable { package var value: Value { .text(text) } }
extension Money: Bindable {
  package var value: Value { .integer(cents) }
  package static var columnType: ColumnType { .integer }
}
extension Percentage: Bindable {
  package var value: Value { .integer(basisPoints) }
  package static var columnType: ColumnType { .integer }
}
extension FloorArea: Bindable {
  package var value: Value { .integer(hundredths) }
  package static var columnType: ColumnType { .integer }
}
extension Day: Bindable { package var value: Value { .text(description) } }
extension Month: Bindable { package var value: Value { .text(description) } }
extension Instant: Bindable {
  package var value: Value { .integer(seconds) }
  package static var columnType: ColumnType { .integer }
}
extension Language: Bindable {}
extension Role: Bindable {}
extension Optional: Bindable where Wrapped: Bindable {
  package var value: Value { self?.value ?? .null }
  package static var columnType: ColumnType { Wrapped.columnType }
}
/// An enumeration of states or kinds binds by its raw text: conform it with an empty extension.
extension RawRepresentable where RawValue == String, Self: Bindable { package var value: Value { .text(rawValue) } }
