import Invoicing
import Kernel
import Ledger
import Store

/// What cannot be had any more is given up: a loss without its VAT, which is taken back (CGI 272, 1).
package struct WriteOff: Act {
  package let entity: OrganisationID
  package let document: String
  package let reason: String

  package init(entity: OrganisationID, document: String, reason: String) {
    (self.entity, self.document, self.reason) = (entity, document, reason)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeOffDebts)
    try transaction.lock("payments/\(entity)")
    guard let open = try transaction.openBooks(entity).documents.first(where: { $0.number == document }) else {
      throw Refusal.conflict("payments.problem.notOpen", field: "document", ["document": document, "open": Money.zero.decimalText])
    }
    if reason.isEmpty { throw Refusal.invalid("kernel.problem.missing", field: "reason") }
    if try transaction.itemsUnderWay(entity: entity).contains(where: { $0.document == document }) {
      throw Refusal.conflict("payments.problem.underWay", field: "document")
    }
    let today = HouseTime.mulhouse.day(of: now)
    let auxiliary = try transaction.auxiliary(of: open.customer, at: now)
    let rates = try transaction.share(of: open.open, document: document, entity: entity)
    let isOnReceipts = try transaction.invoice(number: document)?.vatTiming == .receipts
    let vat = rates.reduce(Money.zero) { $0 + $1.vat }
    var lines = [EntryLineDraft.debit(Account.badDebts, open.open - vat)]
    for rate in rates where rate.vat != .zero {
      // On receipts it never fell due; on debits it did, and is recovered.
      lines.append(
        .debit(
          isOnReceipts ? Account.waitingVAT : Account.collectedVAT, rate.vat, document: document,
          vat: LineVAT(rate.category, rate: rate.rate, base: -rate.base)))
    }
    lines.append(.credit(Account.customers, open.open, auxiliary: auxiliary, document: document))
    let id = ID<WriteOff>.fresh(at: now)
    let entry = try transaction.post(
      EntryDraft(
        entity: entity, book: .sundry, day: today, piece: document, pieceDay: today, text: "Créance irrécouvrable \(document)",
        lines: lines, origin: "bad-debt/\(id)"), at: now)
    for line in try transaction.lines(of: entry) where line.account == Account.customers {
      try transaction.match(document: document, credit: line.id, on: today, at: now)
    }
    try transaction.run(
      """
      INSERT INTO bad_debts (id, entity, customer, document, day, amount, reason, recorded_at, recorded_by)
      VALUES (\(id), \(entity), \(open.customer), \(document), \(today), \(open.open), \(reason), \(now), \(viewer.name))
      """)
    try transaction.note(
      "payments.debt.writeOff", on: "document/\(document)", by: viewer, at: now, before: open.open.decimalText, after: reason)
  }
}
