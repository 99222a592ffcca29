import Kernel

extension VATCategory {
  /// As the rules of a category are named.
  var rules: String { self == .intraCommunity ? "BR-IC" : "BR-\(rawValue)" }
  /// Whether the law behind it must be told.
  var needsReason: Bool { self != .standard && self != .zero }
}

extension InvoiceCheck {
  /// The only rates of France, today and since 1995 (BR-FR-16), in basis points.
  private static let rates: Set<Int64> = [
    0, 90, 105, 175, 210, 550, 700, 850, 920, 960, 1000, 1300, 1960, 2000, 2060,
  ]

  mutating func lines() {
    demand(!invoice.lines.isEmpty, .noLine, "BR-16", "BG-25", "lines")
    for (index, line) in invoice.lines.enumerated() {
      let field = "lines.\(index + 1)"
      let place = ["line": String(index + 1)]
      demand(!Signs.isBlank(line.name), .itemName, "BR-25", "BT-153", "\(field).name", place)
      demand(Signs.isUnit(line.unit), .unit, "BR-CL-23", "BT-130", "\(field).unit", place)
      demand(line.price.millionths >= 0, .priceNegative, "BR-27", "BT-146", "\(field).price", place)
      let computed = line.adjustments.reduce(line.price.times(line.quantity)) { $0 + $1.signed }
      demand(abs((computed - line.net).cents) <= 2, .lineAmount, "PEPPOL-EN16931-R120", "BT-131", "\(field).net", place)
      for adjustment in line.adjustments {
        let (rule, term) = adjustment.isCharge ? ("BR-CO-24", "BT-144") : ("BR-CO-23", "BT-139")
        demand(!Signs.isBlank(adjustment.reason), .reasonMissing, rule, term, "\(field).adjustments", place)
      }
      rate(line.vat, "05", "BT-152", "\(field).vat", place)
      for (day, term) in [(line.period?.from, "BT-134"), (line.period?.last, "BT-135")] {
        if let day { demand((2000...2099).contains(day.year), .year, "BR-FR-03", term, "\(field).period", place) }
      }
    }
    for (index, adjustment) in invoice.adjustments.enumerated() {
      let field = "adjustments.\(index + 1)"
      let (rule, term) = adjustment.isCharge ? ("BR-CO-22", "BT-104") : ("BR-CO-21", "BT-97")
      demand(!Signs.isBlank(adjustment.reason), .reasonMissing, rule, term, "\(field).reason")
      rate(adjustment.vat, adjustment.isCharge ? "07" : "06", adjustment.isCharge ? "BT-103" : "BT-96", "\(field).vat", [:])
    }
  }

  private mutating func rate(_ vat: VATTreatment, _ rule: String, _ term: String, _ field: String, _ place: [String: String]) {
    let isZero = vat.rate.basisPoints == 0
    let arguments = place.merging(["category": vat.category.rawValue]) { own, _ in own }
    if vat.category == .standard {
      demand(vat.rate.basisPoints > 0, .rateZero, "BR-S-\(rule)", term, field, arguments)
    } else {
      demand(isZero, .rateNotZero, "\(vat.category.rules)-\(rule)", term, field, arguments)
    }
    demand(Self.rates.contains(vat.rate.basisPoints), .rateUnknown, "BR-FR-16", term, field, arguments)
  }

  mutating func groups() {
    demand(!invoice.vat.isEmpty, .noGroup, "BR-CO-18", "BG-23", "vat")
    let expected = VATGroup.groups(lines: invoice.lines, adjustments: invoice.adjustments)
    let bases = Dictionary(expected.map { ($0.treatment, $0.base) }) { first, _ in first }
    for group in invoice.vat {
      let (vat, rules) = (group.treatment, group.treatment.category.rules)
      let arguments = ["category": vat.category.rawValue]
      demand(bases[vat] == group.base, .groupBase, "\(rules)-08", "BT-116", "vat", arguments)
      demand(group.tax == vat.rate.of(group.base), .groupTax, "\(rules)-09", "BT-117", "vat", arguments)
      let hasReason = vat.exemptionCode != nil || vat.exemptionReason.map { !Signs.isBlank($0) } == true
      if vat.category.needsReason {
        demand(hasReason, .exemptionMissing, "\(rules)-10", "BT-120", "vat", arguments)
      } else {
        demand(!hasReason, .exemptionForbidden, "\(rules)-10", "BT-120", "vat", arguments)
      }
    }
    for treatment in bases.keys where !invoice.vat.contains(where: { $0.treatment == treatment }) {
      demand(false, .groupBase, "\(treatment.category.rules)-01", "BG-23", "vat", ["category": treatment.category.rawValue])
    }
    identifiers(Set(bases.keys.map(\.category)))
  }

  /// Who owes or is spared VAT must be known by a number for it.
  private mutating func identifiers(_ categories: Set<VATCategory>) {
    for category in VATCategory.allCases where categories.contains(category) && category != .outside {
      demand(
        invoice.seller.vatNumber != nil, .vatNumberMissing, "\(category.rules)-02", "BT-31", "seller.vatNumber",
        ["category": category.rawValue])
    }
    if categories == [.outside] {
      let isBare = invoice.seller.vatNumber == nil && invoice.buyer.vatNumber == nil
      demand(isBare, .vatNumberOutside, "BR-O-02", "BT-31", "seller.vatNumber")
    }
    if categories.contains(.reverseCharge) {
      let isKnown = invoice.buyer.vatNumber != nil || invoice.buyer.siren != nil
      demand(isKnown, .buyerUnidentified, "BR-AE-02", "BT-48", "buyer.vatNumber")
    }
    // Goods delivered to another country of the Union need the place they went to (BT-80), which this house does not sell.
    demand(!categories.contains(.intraCommunity), .goodsAbroad, "BR-IC-12", "BT-80", "lines")
  }

  mutating func totals() {
    let stated = invoice.totals
    let sums: [(Money, Money, String, String, String)] = [
      (stated.lines, invoice.lines.reduce(.zero) { $0 + $1.net }, "BR-CO-10", "BT-106", "lines"),
      (stated.allowances, invoice.adjustments.reduce(.zero) { $1.isCharge ? $0 : $0 + $1.amount }, "BR-CO-11", "BT-107", "allowances"),
      (stated.charges, invoice.adjustments.reduce(.zero) { $1.isCharge ? $0 + $1.amount : $0 }, "BR-CO-12", "BT-108", "charges"),
      (stated.net, stated.lines - stated.allowances + stated.charges, "BR-CO-13", "BT-109", "net"),
      (stated.vat, invoice.vat.reduce(.zero) { $0 + $1.tax }, "BR-CO-14", "BT-110", "vat"),
      (stated.gross, stated.net + stated.vat, "BR-CO-15", "BT-112", "gross"),
      (stated.due, stated.gross - stated.prepaid, "BR-CO-16", "BT-115", "due"),
    ]
    for (value, sum, rule, term, name) in sums { demand(value == sum, .sum, rule, term, "totals.\(name)") }
  }
}
