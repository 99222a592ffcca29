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

/// One side of one amount: a debit is positive, a credit negative, zero is no line.
package struct EntryLineDraft: Hashable, Sendable {
  /// An account of the chart, as `411000`.
  package let account: String
  package let auxiliary: Auxiliary?
  package let amount: Money
  /// The document this line is about: a line of 411 bears the number of its invoice, so that the open amount of a document can be asked.
  package let document: String?

  package init(_ account: String, _ amount: Money, auxiliary: Auxiliary? = nil, document: String? = nil) {
    (self.account, self.amount, self.auxiliary, self.document) = (account, amount, auxiliary, document)
  }
  package static func debit(_ account: String, _ amount: Money, auxiliary: Auxiliary? = nil, document: String? = nil) -> EntryLineDraft {
    EntryLineDraft(account, amount, auxiliary: auxiliary, document: document)
  }
  package static func credit(_ account: String, _ amount: Money, auxiliary: Auxiliary? = nil, document: String? = nil) -> EntryLineDraft {
    EntryLineDraft(account, -amount, auxiliary: auxiliary, document: document)
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
