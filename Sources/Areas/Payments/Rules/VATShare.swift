import Kernel

/// Base and VAT of one rate, of a document or of what was paid of it.
package struct RatePart: Hashable, Sendable {
  package let category: VATCategory
  package let rate: Percentage
  package let base: Money
  package let vat: Money

  package init(_ category: VATCategory, rate: Percentage, base: Money, vat: Money) {
    (self.category, self.rate, self.base, self.vat) = (category, rate, base, vat)
  }
  package var gross: Money { base + vat }
}

/// How much of each rate is in a payment (docs/bank-statements.md): taken from what was paid so far with it, less what was paid so far without it,
/// so that many small payments and one large come to the same cent.
package enum VATShare {
  /// What the rates of `document` have in its first `paid` euros.
  static func of(_ document: [RatePart], total: Money, paid: Money) -> [RatePart] {
    guard total != .zero else { return document.map { RatePart($0.category, rate: $0.rate, base: .zero, vat: .zero) } }
    if paid == total { return document }
    let sign: Int64 = total.cents < 0 ? -1 : 1
    var gross = document.map { $0.gross.fraction(paid.cents * sign, of: total.cents * sign) }
    // Cents that rounding left over belong to the largest part, the first of equals.
    let rest = paid - gross.reduce(.zero, +)
    if rest != .zero, let place = document.indices.max(by: { document[$0].gross.cents.magnitude < document[$1].gross.cents.magnitude }) {
      gross[place] += rest
    }
    return zip(document, gross).map { part, gross in
      let whole = part.gross.cents
      let vat = whole == 0 ? .zero : part.vat.fraction(whole < 0 ? -gross.cents : gross.cents, of: Int64(whole.magnitude))
      return RatePart(part.category, rate: part.rate, base: gross - vat, vat: vat)
    }
  }

  /// What is in a payment of `amount` when `before` was paid already; negative amounts are payments taken back.
  package static func of(_ document: [RatePart], total: Money, amount: Money, before: Money) -> [RatePart] {
    zip(of(document, total: total, paid: before + amount), of(document, total: total, paid: before)).map { after, earlier in
      RatePart(after.category, rate: after.rate, base: after.base - earlier.base, vat: after.vat - earlier.vat)
    }.filter { $0.base != .zero || $0.vat != .zero }
  }
}
