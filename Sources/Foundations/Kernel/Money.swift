/// An amount in euros, held in whole cents.
package struct Money: Hashable, Sendable, Comparable, Codable {
  package let cents: Int64

  package init(cents: Int64) { self.cents = cents }
  package static let zero = Money(cents: 0)

  package init(from decoder: any Decoder) throws { cents = try decoder.singleValueContainer().decode(Int64.self) }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(cents)
  }

  package static func < (left: Money, right: Money) -> Bool { left.cents < right.cents }
  package static func + (left: Money, right: Money) -> Money { Money(cents: left.cents + right.cents) }
  package static func - (left: Money, right: Money) -> Money { Money(cents: left.cents - right.cents) }
  package static func += (left: inout Money, right: Money) { left = left + right }
  package static prefix func - (amount: Money) -> Money { Money(cents: -amount.cents) }
  package static func * (amount: Money, count: Int64) -> Money { Money(cents: amount.cents * count) }

  /// `numerator / denominator` of the amount, rounded half away from zero: the one commercial rounding of the house.
  package func fraction(_ numerator: Int64, of denominator: Int64) -> Money {
    precondition(denominator > 0, "a fraction of nothing")
    let product = cents.multipliedFullWidth(by: numerator)
    let (quotient, remainder) = denominator.dividingFullWidth(product)
    let rounds = remainder.magnitude >= denominator.magnitude - remainder.magnitude
    let away: Int64 = product.high < 0 ? -1 : 1
    return Money(cents: rounds ? quotient + away : quotient)
  }

  /// Parts in proportion to `weights` that add up to the amount to the cent; the residue goes to the largest remainders, first come first.
  package func split(by weights: [Int64]) -> [Money] {
    let total = weights.reduce(0, +)
    precondition(total > 0 && weights.allSatisfy { $0 >= 0 }, "weights must be positive in sum")
    var parts: [Int64] = []
    var remainders: [(index: Int, remainder: UInt64)] = []
    for (index, weight) in weights.enumerated() {
      let (quotient, remainder) = total.dividingFullWidth(cents.multipliedFullWidth(by: weight))
      parts.append(quotient)
      remainders.append((index, remainder.magnitude))
    }
    let residue = cents - parts.reduce(0, +)
    let step: Int64 = residue < 0 ? -1 : 1
    remainders.sort { $0.remainder != $1.remainder ? $0.remainder > $1.remainder : $0.index < $1.index }
    for place in 0..<Int(residue.magnitude) { parts[remainders[place].index] += step }
    return parts.map(Money.init(cents:))
  }

  /// Equal parts that lose nothing.
  package func split(into count: Int) -> [Money] { split(by: Array(repeating: 1, count: count)) }
}

/// A share in basis points: 2000 is 20 %.
package struct Percentage: Hashable, Sendable, Comparable, Codable {
  package let basisPoints: Int64

  package init(basisPoints: Int64) { self.basisPoints = basisPoints }

  package init(from decoder: any Decoder) throws { basisPoints = try decoder.singleValueContainer().decode(Int64.self) }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(basisPoints)
  }

  /// The share of `part` in `whole`, rounded half up; nil of nothing.
  package init?(_ part: Int64, of whole: Int64) {
    guard whole > 0 else { return nil }
    let (quotient, remainder) = whole.dividingFullWidth(part.multipliedFullWidth(by: 10_000))
    basisPoints = quotient + (remainder * 2 >= whole ? 1 : 0)
  }

  package static func < (left: Percentage, right: Percentage) -> Bool { left.basisPoints < right.basisPoints }
  package func of(_ amount: Money) -> Money { amount.fraction(basisPoints, of: 10_000) }
}
