/// One thing by which an invoice breaks a rule of EN 16931 or of France.
package struct InvoiceFault: Hashable, Sendable {
  /// What is wrong, for the text that says it. The same fault may break several rules, by category of VAT or by place.
  package enum Kind: String, Sendable, CaseIterable {
    case number, year
    case noteMissing, noteTwice, treatmentUnknown
    case precedingOne, precedingMissing, dueBeforeIssue, finalDownPayment, paidNotWhole, paidWithoutDay
    case nameMissing, countryUnknown, sirenMissing, sirenForm, siretForm, vatNumberForm, vatNumberMissing, vatNumberOutside
    case addressMissing, addressScheme, addressOther, addressForm, buyerUnidentified
    case noLine, itemName, unit, priceNegative, lineAmount, reasonMissing
    case rateZero, rateNotZero, rateUnknown, exemptionMissing, exemptionForbidden, groupBase, groupTax, noGroup, goodsAbroad
    case sum, ibanMissing, mandateMissing
  }
  package let kind: Kind
  /// As `BR-CO-10`.
  package let rule: String
  /// The business term or group, as `BT-106`.
  package let term: String
  /// The value in `SemanticInvoice`, as `lines.3.price`, lines from 1.
  package let field: String
  /// What the text names between braces.
  package let arguments: [String: String]

  /// The key of the text; every language has one for each kind.
  package var text: String { Self.text(kind) }
  package static func text(_ kind: Kind) -> String { "invoicing.fault.\(kind.rawValue)" }

  init(_ kind: Kind, _ rule: String, _ term: String, _ field: String, _ arguments: [String: String] = [:]) {
    (self.kind, self.rule, self.term, self.field) = (kind, rule, term, field)
    self.arguments = arguments.merging(["rule": rule, "term": term]) { own, _ in own }
  }
}

extension SemanticInvoice {
  /// Everything by which it breaks the rules, at once; what is issued has none. What the types already keep from happening is not asked.
  package var faults: [InvoiceFault] {
    var check = InvoiceCheck(invoice: self)
    check.head()
    check.notes()
    check.parties()
    check.payment()
    check.lines()
    check.groups()
    check.totals()
    return check.faults
  }
}
