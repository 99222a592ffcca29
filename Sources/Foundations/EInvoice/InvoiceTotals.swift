import Kernel

/// BG-23: what is taxed in one way. VAT is computed here, once for the group, never line by line (BR-CO-17).
package struct VATGroup: Hashable, Sendable, Codable {
  /// BT-118 to BT-121.
  package let treatment: VATTreatment
  /// BT-116.
  package let base: Money
  /// BT-117.
  package let tax: Money

  package init(_ treatment: VATTreatment, base: Money, tax: Money) { (self.treatment, self.base, self.tax) = (treatment, base, tax) }

  /// Highest rate first, then in the order of the lines.
  static func groups(lines: [InvoiceLine], adjustments: [DocumentAdjustment]) -> [VATGroup] {
    var order: [VATTreatment] = []
    var bases: [VATTreatment: Money] = [:]
    for (treatment, amount) in lines.map({ ($0.vat, $0.net) }) + adjustments.map({ ($0.vat, $0.signed) }) {
      if bases[treatment] == nil { order.append(treatment) }
      bases[treatment, default: .zero] += amount
    }
    let ranked = order.enumerated().sorted { left, right in
      left.element.rate != right.element.rate ? left.element.rate > right.element.rate : left.offset < right.offset
    }
    return ranked.map { _, treatment in
      let base = bases[treatment] ?? .zero
      return VATGroup(treatment, base: base, tax: treatment.rate.of(base))
    }
  }
}

/// BG-22.
package struct InvoiceTotals: Hashable, Sendable, Codable {
  /// BT-106: the sum of the lines.
  package let lines: Money
  /// BT-107.
  package let allowances: Money
  /// BT-108.
  package let charges: Money
  /// BT-109: without VAT.
  package let net: Money
  /// BT-110.
  package let vat: Money
  /// BT-112: with VAT.
  package let gross: Money
  /// BT-113.
  package let prepaid: Money
  /// BT-115.
  package let due: Money

  init(lines: [InvoiceLine], adjustments: [DocumentAdjustment], vat: [VATGroup], prepaid: Money) {
    self.lines = lines.reduce(.zero) { $0 + $1.net }
    allowances = adjustments.reduce(.zero) { $1.isCharge ? $0 : $0 + $1.amount }
    charges = adjustments.reduce(.zero) { $1.isCharge ? $0 + $1.amount : $0 }
    net = self.lines - allowances + charges
    self.vat = vat.reduce(.zero) { $0 + $1.tax }
    gross = net + self.vat
    self.prepaid = prepaid
    due = gross - prepaid
  }
}
