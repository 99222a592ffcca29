/// The VAT category of a line (BT-151), a code of UNTDID 5305 as France accepts it (BR-FR-15).
package enum VATCategory: String, Sendable, CaseIterable, Codable {
  case standard = "S"
  case exempt = "E"
  case reverseCharge = "AE"
  case intraCommunity = "K"
  case export = "G"
  case outside = "O"
  case zero = "Z"
}

/// How VAT falls on a line: category, rate, and the text of the law behind an exemption (BT-120, BT-121).
package struct VATTreatment: Hashable, Sendable, Codable {
  package let category: VATCategory
  package let rate: Percentage
  /// A code of the VATEX list, as `VATEX-EU-132` or `VATEX-FR-FRANCHISE`; nil where VAT is charged.
  package let exemptionCode: String?
  package let exemptionReason: String?

  package init(_ category: VATCategory, rate: Percentage, exemptionCode: String? = nil, exemptionReason: String? = nil) {
    (self.category, self.rate, self.exemptionCode, self.exemptionReason) = (category, rate, exemptionCode, exemptionReason)
  }
}
