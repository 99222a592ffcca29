import Kernel

/// A value of one of the two column types of the house.
package enum Value: Hashable, Sendable {
  case null
  case text(String)
  case integer(Int64)
}

/// What can be bound in a statement.
package protocol Bindable {
  var value: Value { get }
}

/// A statement with numbered parameters. Interpolating a value binds it; text cannot be spliced in, except another `SQL`.
package struct SQL: Hashable, Sendable, ExpressibleByStringInterpolation {
  package private(set) var text: String
  package private(set) var values: [Value]

  package init(stringLiteral text: String) {
    self.text = text
    values = []
  }

  package init(stringInterpolation pieces: Pieces) {
    text = pieces.text
    values = pieces.values
  }

  package struct Pieces: StringInterpolationProtocol {
    var text = ""
    var values: [Value] = []

    package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + interpolationCount * 4) }
    package mutating func appendLiteral(_ literal: String) { text += literal }
    package mutating func appendInterpolation(_ bound: some Bindable) { bind(bound.value) }
    package mutating func appendInterpolation(_ bound: (some Bindable)?) { bind(bound?.value ?? .null) }
    /// A piece of SQL, with its own values.
    package mutating func appendInterpolation(_ piece: SQL) {
      // The piece was numbered from 1; here its numbers come after those already given.
      var rest = Substring(piece.text)
      var number = 0
      while let dollar = rest.firstIndex(of: "$") {
        text += rest[..<dollar]
        rest = rest[rest.index(after: dollar)...]
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(digits.count)
        bind(piece.values[number])
        number += 1
      }
      text += rest
    }
    /// `IN \(list: ids)` writes `IN ($1, $2, …)`; an empty list matches nothing.
    package mutating func appendInterpolation(list values: [some Bindable]) {
      text += "("
      if values.isEmpty { text += "NULL" }
      for (index, bound) in values.enumerated() {
        if index > 0 { text += ", " }
        bind(bound.value)
      }
      text += ")"
    }
    private mutating func bind(_ value: Value) {
      values.append(value)
      text += "$\(values.count)"
    }
  }

  package static func + (left: SQL, right: SQL) -> SQL { "\(left)\(right)" }
  /// Frozen text, such as a migration's.
  package init(frozen text: String) { self.init(stringLiteral: text) }
}

extension Value: Bindable { package var value: Value { self } }
extension String: Bindable { package var value: Value { .text(self) } }
extension Int: Bindable { package var value: Value { .integer(Int64(self)) } }
extension Int64: Bindable { package var value: Value { .integer(self) } }
extension Bool: Bindable { package var value: Value { .integer(self ? 1 : 0) } }
extension ID: Bindable { package var value: Value { .text(text) } }
extension Money: Bindable { package var value: Value { .integer(cents) } }
extension Percentage: Bindable { package var value: Value { .integer(basisPoints) } }
extension FloorArea: Bindable { package var value: Value { .integer(hundredths) } }
extension Day: Bindable { package var value: Value { .text(description) } }
extension Month: Bindable { package var value: Value { .text(description) } }
extension Instant: Bindable { package var value: Value { .integer(seconds) } }
extension Language: Bindable {}
extension Role: Bindable {}
extension Optional: Bindable where Wrapped: Bindable { package var value: Value { self?.value ?? .null } }
/// An enumeration of states or kinds binds by its raw text: conform it with an empty extension.
extension RawRepresentable where RawValue == String, Self: Bindable { package var value: Value { .text(rawValue) } }
