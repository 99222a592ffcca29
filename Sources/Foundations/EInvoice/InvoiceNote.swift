/// BG-1: a text with its subject.
package struct InvoiceNote: Hashable, Sendable, Codable {
  /// BT-21, codes of UNTDID 4451 as the French rules use them.
  package enum Subject: String, Sendable, CaseIterable, Codable {
    /// The 40 € for the cost of recovery (Code de commerce, L441-10, D441-5).
    case recovery = "PMT"
    /// The rate of penalties for paying late (L441-10).
    case penalties = "PMD"
    /// The discount for paying early, or that there is none.
    case discount = "AAB"
    /// Which way the invoice goes: see `Treatment`.
    case treatment = "BAR"
    /// Membre d'un assujetti unique.
    case singleTaxpayer = "TXD"
    /// What the law wants said: capital, register, option for debits, reverse charge.
    case regulatory = "REG"
    case legal = "ABL"
    case general = "AAI"
    case seller = "SUR"
  }
  /// What a note BAR says (BR-FR-20).
  package enum Treatment: String, Sendable, CaseIterable, Codable {
    case business = "B2B"
    case abroad = "B2BINT"
    case consumer = "B2C"
    case consumerAbroad = "B2CINT"
    case outOfScope = "OUTOFSCOPE"
    case archive = "ARCHIVEONLY"
  }
  package let subject: Subject?
  /// BT-22.
  package let text: String

  package init(_ subject: Subject?, _ text: String) { (self.subject, self.text) = (subject, text) }
  package static func treatment(_ treatment: Treatment) -> InvoiceNote { InvoiceNote(.treatment, treatment.rawValue) }
}

/// BT-23: goods (B), services (S) or both (M), and the stage. Those of several sellers (8) and of both ways (9) are not made by the house.
package enum BusinessProcess: String, Sendable, CaseIterable, Codable {
  case goods = "B1"
  case services = "S1"
  case mixed = "M1"
  case goodsPaid = "B2"
  case servicesPaid = "S2"
  case mixedPaid = "M2"
  case subcontracted = "S3"
  case goodsFinal = "B4"
  case servicesFinal = "S4"
  case mixedFinal = "M4"
  case subcontractor = "S5"
  case cocontractor = "S6"
  case goodsReported = "B7"
  case servicesReported = "S7"

  /// The amount was paid before the invoice was issued.
  package var isPaid: Bool { rawValue.hasSuffix("2") }
  /// The invoice that follows down payments.
  package var isFinal: Bool { rawValue.hasSuffix("4") }
}

/// BT-8. In CII a code of UNTDID 2475, in UBL one of UNTDID 2005.
package enum VATPoint: String, Sendable, CaseIterable, Codable {
  /// When it is paid: services, without an option.
  case onPayment
  /// When it is invoiced: "option pour le paiement de la taxe d'après les débits".
  case onDebits

  package var cii: String { self == .onPayment ? "72" : "5" }
  package var ubl: String { self == .onPayment ? "432" : "3" }
}
