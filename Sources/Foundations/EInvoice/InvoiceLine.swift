import Kernel

/// BG-25.
package struct InvoiceLine: Hashable, Sendable, Codable {
  /// BT-153.
  package let name: String
  /// BT-154.
  package let description: String?
  /// BT-127.
  package let note: String?
  /// BT-129 in thousandths; negative for what is given back, since a price may not be (BR-27).
  package let quantity: Int64
  /// BT-130, a code of UN/ECE recommendation 20: `C62` piece, `MTK` m², `MON` month, `DAY`, `HUR`.
  package let unit: String
  /// BT-146.
  package let price: UnitPrice
  /// BG-26; its last day is BT-135.
  package let period: DaySpan?
  /// BG-27 and BG-28.
  package let adjustments: [LineAdjustment]
  /// BG-30.
  package let vat: VATTreatment
  /// BT-131.
  package let net: Money

  package init(
    name: String, description: String? = nil, note: String? = nil, quantity: Int64, unit: String, price: UnitPrice,
    period: DaySpan? = nil, adjustments: [LineAdjustment] = [], vat: VATTreatment
  ) {
    (self.name, self.description, self.note, self.quantity, self.unit) = (name, description, note, quantity, unit)
    (self.price, self.period, self.adjustments, self.vat) = (price, period, adjustments, vat)
    net = adjustments.reduce(price.times(quantity)) { $0 + $1.signed }
  }

  /// From a net amount that is known: the price follows, and a negative amount becomes a negative quantity.
  package init(
    name: String, description: String? = nil, note: String? = nil, quantity: Int64, unit: String, net: Money, period: DaySpan? = nil,
    vat: VATTreatment
  ) {
    (self.name, self.description, self.note, self.unit) = (name, description, note, unit)
    (self.period, self.vat, self.net, adjustments) = (period, vat, net, [])
    let count = max(quantity == .min ? .max : abs(quantity), 1)
    self.quantity = net < .zero ? -count : count
    price = UnitPrice(net: Money(cents: abs(net.cents)), quantity: count)
  }
}

/// BT-146 in millionths of a euro: six decimals are the most that France takes.
package struct UnitPrice: Hashable, Sendable, Codable {
  package let millionths: Int64

  package init(millionths: Int64) { self.millionths = millionths }
  package init(_ amount: Money) { millionths = amount.cents * 10_000 }
  /// What one unit costs when `quantity` thousandths of it cost `net`: the fewest decimals, two at least, with which the product is `net` again.
  package init(net: Money, quantity: Int64) {
    let exact = (net * 10_000).fraction(1000, of: quantity)
    let rounded = [10_000, 1_000, 100, 10, 1].map { UnitPrice(millionths: exact.fraction(1, of: $0).cents * $0) }
    self = rounded.first { $0.times(quantity) == net } ?? UnitPrice(millionths: exact.cents)
  }

  package init(from decoder: any Decoder) throws { millionths = try decoder.singleValueContainer().decode(Int64.self) }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(millionths)
  }

  /// What `quantity` thousandths cost, to the cent.
  package func times(_ quantity: Int64) -> Money { Money(cents: millionths).fraction(quantity, of: 10_000_000) }
}

/// BG-27 (allowance) or BG-28 (charge).
package struct LineAdjustment: Hashable, Sendable, Codable {
  package let isCharge: Bool
  /// BT-136, BT-141: never negative.
  package let amount: Money
  /// BT-139, BT-144.
  package let reason: String
  /// BT-140 (UNTDID 5189), BT-145 (UNTDID 7161).
  package let code: String?

  package init(isCharge: Bool, amount: Money, reason: String, code: String? = nil) {
    (self.isCharge, self.amount, self.reason, self.code) = (isCharge, amount, reason, code)
  }
  var signed: Money { isCharge ? amount : -amount }
}

/// BG-20 (allowance) or BG-21 (charge).
package struct DocumentAdjustment: Hashable, Sendable, Codable {
  package let isCharge: Bool
  /// BT-92, BT-99: never negative.
  package let amount: Money
  /// BT-97, BT-104.
  package let reason: String
  /// BT-98 (UNTDID 5189), BT-105 (UNTDID 7161).
  package let code: String?
  /// BT-95 and BT-96, BT-102 and BT-103.
  package let vat: VATTreatment

  package init(isCharge: Bool, amount: Money, reason: String, code: String? = nil, vat: VATTreatment) {
    (self.isCharge, self.amount, self.reason, self.code, self.vat) = (isCharge, amount, reason, code, vat)
  }
  var signed: Money { isCharge ? amount : -amount }
}
