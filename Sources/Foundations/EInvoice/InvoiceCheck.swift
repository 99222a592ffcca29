import Kernel

/// Goes over an invoice and gathers its faults.
struct InvoiceCheck {
  let invoice: SemanticInvoice
  private(set) var faults: [InvoiceFault] = []

  init(invoice: SemanticInvoice) { self.invoice = invoice }

  mutating func demand(
    _ isFine: Bool, _ kind: InvoiceFault.Kind, _ rule: String, _ term: String, _ field: String, _ arguments: [String: String] = [:]
  ) {
    if !isFine { faults.append(InvoiceFault(kind, rule, term, field, arguments)) }
  }

  mutating func head() {
    number(invoice.number, "BT-1", "number")
    for (index, earlier) in invoice.preceding.enumerated() { number(earlier.number, "BT-25", "preceding.\(index + 1).number") }
    let days: [(Day?, String, String)] = [
      (invoice.issued, "BT-2", "issued"), (invoice.due, "BT-9", "due"), (invoice.delivered, "BT-72", "delivered"),
      (invoice.period?.from, "BT-73", "period"), (invoice.period?.last, "BT-74", "period"),
    ]
    for (day, term, field) in days { if let day { year(day, term, field) } }
    for (index, earlier) in invoice.preceding.enumerated() { year(earlier.issued, "BT-26", "preceding.\(index + 1).issued") }

    if invoice.type == .corrected { demand(invoice.preceding.count == 1, .precedingOne, "BR-FR-CO-04", "BG-3", "preceding") }
    if invoice.type == .creditNote { demand(!invoice.preceding.isEmpty, .precedingMissing, "BR-FR-CO-05", "BG-3", "preceding") }
    let mayBeEarlier = invoice.type == .downPayment || invoice.process.isPaid
    if let due = invoice.due { demand(mayBeEarlier || due >= invoice.issued, .dueBeforeIssue, "BR-FR-CO-07", "BT-9", "due") }
    if invoice.process.isFinal { demand(invoice.type != .downPayment, .finalDownPayment, "BR-FR-CO-08", "BT-23", "process") }
    if invoice.process.isPaid {
      demand(invoice.totals.prepaid == invoice.totals.gross, .paidNotWhole, "BR-FR-CO-09", "BT-113", "totals.prepaid")
      demand(invoice.due != nil, .paidWithoutDay, "BR-FR-CO-09", "BT-9", "due")
    }
  }

  private mutating func number(_ number: String, _ term: String, _ field: String) {
    demand(number.unicodeScalars.count <= 35, .number, "BR-FR-01", term, field)
    let isPlain = !number.isEmpty && number.utf8.allSatisfy { Signs.isLetterOrDigit($0) || [43, 45, 95, 47].contains($0) }
    demand(isPlain, .number, "BR-FR-02", term, field)
  }
  private mutating func year(_ day: Day, _ term: String, _ field: String) {
    demand((2000...2099).contains(day.year), .year, "BR-FR-03", term, field)
  }

  mutating func notes() {
    for subject in [InvoiceNote.Subject.recovery, .penalties, .discount] {
      let count = invoice.notes.count { $0.subject == subject }
      demand(count > 0, .noteMissing, "BR-FR-05", "BT-22", "notes", ["subject": subject.rawValue])
      demand(count < 2, .noteTwice, "BR-FR-06", "BT-21", "notes", ["subject": subject.rawValue])
    }
    let single = invoice.notes.count { $0.subject == .singleTaxpayer }
    demand(single < 2, .noteTwice, "BR-FR-06", "BT-21", "notes", ["subject": InvoiceNote.Subject.singleTaxpayer.rawValue])
    let treatments = invoice.notes.filter { $0.subject == .treatment }
    demand(treatments.count < 2, .noteTwice, "BR-FR-31", "BT-21", "notes", ["subject": InvoiceNote.Subject.treatment.rawValue])
    for note in treatments {
      demand(InvoiceNote.Treatment(rawValue: note.text) != nil, .treatmentUnknown, "BR-FR-20", "BT-22", "notes", ["text": note.text])
    }
  }

  mutating func payment() {
    guard let payment = invoice.payment else { return }
    if payment.means == .transfer { demand(payment.iban?.isEmpty == false, .ibanMissing, "BR-61", "BT-84", "payment.iban") }
    if payment.means == .directDebit {
      demand(payment.mandate?.isEmpty == false, .mandateMissing, "PEPPOL-EN16931-R061", "BT-89", "payment.mandate")
    }
  }
}

/// Signs as the rules of France name them.
enum Signs {
  static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
  static func isLetterOrDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (65...90).contains(byte) || (97...122).contains(byte) }
  static func areDigits(_ text: String, _ count: Int) -> Bool { text.utf8.count == count && text.utf8.allSatisfy(isDigit) }
  /// Two capital letters.
  static func isCountry(_ text: some StringProtocol) -> Bool { text.utf8.count == 2 && text.utf8.allSatisfy { (65...90).contains($0) } }
  /// The form of a code of recommendation 20.
  static func isUnit(_ text: String) -> Bool {
    (2...3).contains(text.utf8.count) && text.utf8.allSatisfy { isDigit($0) || (65...90).contains($0) }
  }
  static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
}
