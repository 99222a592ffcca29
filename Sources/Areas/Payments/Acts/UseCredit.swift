import Invoicing
import Kernel
import Ledger
import Store

/// A credit of a customer, money too much or a credit note, pays something it owes.
package struct UseCredit: Act {
  package let entity: OrganisationID
  package let credit: ID<EntryLine>
  package let document: String
  /// nil is as much as both reach.
  package let amount: Money?

  package init(entity: OrganisationID, credit: ID<EntryLine>, document: String, amount: Money? = nil) {
    (self.entity, self.credit, self.document, self.amount) = (entity, credit, document, amount)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Money {
    try viewer.demand(.recordPayments)
    try transaction.lock("payments/\(entity)")
    let open = try transaction.openBooks(entity)
    guard let source = open.credits.first(where: { $0.line == credit }) else {
      throw Refusal.invalid("payments.problem.credit", field: "credit")
    }
    guard let target = open.documents.first(where: { $0.number == document && $0.customer == source.customer }) else {
      throw Refusal.invalid(
        "payments.problem.notOpen", field: "document", ["document": document, "open": Money.zero.decimalText])
    }
    let most = min(source.amount, target.open)
    let amount = amount ?? most
    if amount <= .zero || amount > most {
      throw Refusal.invalid("payments.problem.most", field: "amount", ["most": most.decimalText])
    }
    try transaction.pay(target, from: source, amount, at: now)
    try transaction.note(
      "payments.credit.use", on: "organisation/\(source.customer)", by: viewer, at: now, before: source.document ?? source.label,
      after: "\(document) \(amount.decimalText)")
    return amount
  }
}

extension Transaction {
  borrowing func pay(_ target: OpenDocument, from source: OpenCredit, _ amount: Money, at now: Instant) throws {
    let (entity, document) = (target.entity, target.number)
    let day = HouseTime.mulhouse.day(of: now)
    let rates = try share(of: amount, document: document, entity: entity)
    // A credit note that pays something is itself paid back by it.
    let back = try source.document.map { try share(of: -amount, document: $0, entity: entity) } ?? []
    var lines = try vatLines(rates, document: document, entity: entity)
    if let number = source.document { lines += try vatLines(back, document: number, entity: entity) }
    var entry: String?
    if !lines.isEmpty {
      entry = try post(
        EntryDraft(
          entity: entity, book: .sundry, day: day, piece: document, pieceDay: day, text: "TVA sur compensation \(document)", lines: lines,
          origin: "credit/\(ID<PaymentPart>.fresh(at: now))"), at: now
      ).text
    }
    try match(document: document, credit: source.line, upTo: amount, on: day, at: now)
    let receipt: ID<Receipt>? = try value(
      "SELECT r.id FROM receipts r JOIN ledger_lines l ON l.entry = r.entry WHERE l.id = \(source.line)")
    try keep(
      part: document, amount: amount, rates: rates, of: source.customer, entity: entity, receipt: receipt, on: day, entry: entry, at: now)
    if let number = source.document {
      try keep(
        part: number, amount: -amount, rates: back, of: source.customer, entity: entity, receipt: nil, on: day, entry: nil, at: now)
    }
  }
}
