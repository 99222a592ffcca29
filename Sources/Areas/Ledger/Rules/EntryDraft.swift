import Kernel

/// The book in which an entry stands (JournalCode, JournalLib).
package enum BookCode: String, Sendable, CaseIterable {
  case sales = "VE"
  case bank = "BQ"
  case sundry = "OD"
  case opening = "AN"
}

/// A customer or supplier behind a collective account (CompAuxNum, CompAuxLib).
package struct Auxiliary: Hashable, Sendable {
  package let number: String
  package let name: String

  package init(_ number: String, _ name: String) { (self.number, self.name) = (number, name) }
}

/// How VAT falls on what a line is about: on a line of collected VAT the base it was computed from, on a line of income without VAT its reason.
package struct LineVAT: Hashable, Sendable {
  package let category: VATCategory
  package let rate: Percentage
  /// Without VAT, positive for what is sold and negative for what is given back, whatever side the line is on.
  package let base: Money

  package init(_ category: VATCategory, rate: Percentage, base: Money) { (self.category, self.rate, self.base) = (category, rate, base) }
}

/// One side of one amount: a debit is positive, a credit negative, zero is no line.
package struct EntryLineDraft: Hashable, Sendable {
  /// An account of the chart, as `411000`.
  package let account: String
  package let auxiliary: Auxiliary?
  package let amount: Money
  /// The document this line is about: a line of 411 bears the number of its invoice, so that the open amount of a document can be asked.
  package let document: String?
  /// On lines of collected or waiting VAT, and on lines of income that bear none: what the VAT statement is made of.
  package let vat: LineVAT?

  package init(_ account: String, _ amount: Money, auxiliary: Auxiliary? = nil, document: String? = nil, vat: LineVAT? = nil) {
    (self.account, self.amount, self.auxiliary, self.document, self.vat) = (account, amount, auxiliary, document, vat)
  }
  package static func debit(
    _ account: String, _ amount: Money, auxiliary: Auxiliary? = nil, document: String? = nil, vat: LineVAT? = nil
  ) -> EntryLineDraft {
    EntryLineDraft(account, amount, auxiliary: auxiliary, document: document, vat: vat)
  }
  package static func credit(
    _ account: String, _ amount: Money, auxiliary: Auxiliary? = nil, document: String? = nil, vat: LineVAT? = nil
  ) -> EntryLineDraft {
    EntryLineDraft(account, -amount, auxiliary: auxiliary, document: document, vat: vat)
  }
}

/// A balanced entry about to be written in the books of one legal entity.
package struct EntryDraft: Sendable {
  package let entity: OrganisationID
  package let book: BookCode
  /// EcritureDate.
  package let day: Day
  /// PieceRef and PieceDate.
  package let piece: String
  package let pieceDay: Day
  /// EcritureLib.
  package let text: String
  package let lines: [EntryLineDraft]
  /// What wrote it, once: `invoice/0190…`. The same origin is never posted twice.
  package let origin: String

  package init(
    entity: OrganisationID, book: BookCode, day: Day, piece: String, pieceDay: Day, text: String, lines: [EntryLineDraft], origin: String
  ) {
    (self.entity, self.book, self.day, self.piece, self.pieceDay) = (entity, book, day, piece, pieceDay)
    (self.text, self.origin) = (text, origin)
    self.lines = lines.filter { $0.amount != .zero }
  }

  /// Debits less credits: zero in an entry that may be written.
  package var imbalance: Money { lines.reduce(.zero) { $0 + $1.amount } }
}
