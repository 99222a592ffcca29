import Kernel

/// What a customer is to the reform of electronic invoices: decides the way an invoice goes (docs/invoicing.md).
package enum CustomerNature: String, Sendable, CaseIterable, Codable {
  case business, consumer
  /// A public body, reached through Chorus Pro.
  case `public`
}

/// When VAT of services falls due (CGI 269, 2 c): with the invoice, by option, or with its payment.
package enum VATTiming: String, Sendable, CaseIterable, Codable {
  case debits, receipts
}

/// What a series of numbers is kept for. A second series needs a reason (CGI annexe II, 242 nonies A, 7°).
package enum SeriesPurpose: String, Sendable, CaseIterable, Codable {
  case invoices
  /// Credit notes apart from invoices; without it they stand in the series of invoices.
  case credits
  /// Calls for deposits, which are no invoices.
  case deposits
}

/// What a document is (BT-3, UNTDID 1001).
package enum InvoiceType: Int, Sendable, CaseIterable, Codable {
  case invoice = 380
  case creditNote = 381
  case corrected = 384
  case downPayment = 386

  package var name: String {
    switch self {
    case .invoice: "invoice"
    case .creditNote: "creditNote"
    case .corrected: "corrected"
    case .downPayment: "downPayment"
    }
  }
  package init?(name: String) {
    guard let type = InvoiceType.allCases.first(where: { $0.name == name }) else { return nil }
    self = type
  }
}

/// How a document stands to an earlier one.
package enum Relation: String, Sendable, CaseIterable, Codable {
  case credits, corrects
  /// The final invoice after a down payment.
  case settles
}
