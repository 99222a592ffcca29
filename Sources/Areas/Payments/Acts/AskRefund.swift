import Banking
import Kernel
import Ledger
import People
import Store

/// Money is to be given back: a credit, or a guarantee deposit. It leaves with the next file of transfers.
package struct AskRefund: Act {
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let amount: Money
  package let source: Refund.Source
  /// The number of the call, of a deposit.
  package let document: String?
  package let holder: String
  package let iban: IBAN
  package let bic: BIC?
  package let reason: String
  /// Once and for ever, as `lease/0190…/deposit`; made here when nil.
  package let origin: String?

  package init(
    entity: OrganisationID, customer: OrganisationID, amount: Money, source: Refund.Source, document: String? = nil, holder: String,
    iban: IBAN, bic: BIC? = nil, reason: String, origin: String? = nil
  ) {
    (self.entity, self.customer, self.amount, self.source, self.document) = (entity, customer, amount, source, document)
    (self.holder, self.iban, self.bic, self.reason, self.origin) = (holder, iban, bic, reason, origin)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Refund> {
    try viewer.demand(.recordPayments)
    try transaction.lock("payments/\(entity)")
    let id = ID<Refund>.fresh(at: now)
    let origin = origin ?? "refund/\(id)"
    if let known: ID<Refund> = try transaction.value("SELECT id FROM refunds WHERE origin = \(origin)") { return known }
    if amount <= .zero { throw Refusal.invalid("payments.problem.amount", field: "amount") }
    guard try transaction.organisation(customer) != nil else { throw Refusal.invalid("kernel.problem.choice", field: "customer") }
    if !iban.isInEEA { throw Refusal.invalid("payments.problem.outsideEEA", field: "iban") }
    let today = HouseTime.mulhouse.day(of: now)
    let (place, number) = try transaction.nextNumber(of: "refunds", prefix: "RBT-")
    if source == .deposit { try freeDeposit(transaction, number, today, now, refund: id) }
    let free = try transaction.refundable(transaction.openBooks(entity, of: customer), of: customer, by: entity)
    if amount > free { throw Refusal.conflict("payments.problem.most", field: "amount", ["most": max(free, .zero).decimalText]) }
    try transaction.run(
      """
      INSERT INTO refunds (id, entity, customer, place, end_to_end, amount, source, document, origin, holder, iban, bic, reason, asked_on,
        asked_at, asked_by)
      VALUES (\(id), \(entity), \(customer), \(place), \(number), \(amount), \(source), \(document), \(origin), \(holder), \(iban.text),
        \(bic?.text), \(reason), \(today), \(now), \(viewer.name))
      """)
    try transaction.note("payments.refund.ask", on: "refund/\(id)", by: viewer, at: now, after: "\(number) \(amount.decimalText)")
    return id
  }

  /// What is given back of a deposit becomes the customer's credit: 165 to 411.
  private func freeDeposit(
    _ transaction: borrowing Transaction, _ number: String, _ today: Day, _ now: Instant, refund: ID<Refund>
  ) throws {
    guard let document else { throw Refusal.invalid("kernel.problem.missing", field: "document") }
    // What a contract called for is settled there, with what is kept of it and why.
    if let call = try transaction.depositCall(number: document), !call.isByHand {
      throw Refusal.conflict("payments.problem.depositOfContract", field: "document", ["contract": call.contract ?? call.number])
    }
    let auxiliary = try transaction.auxiliary(of: customer, at: now)
    let held = try transaction.lines(ofDocument: document, entity: entity).filter {
      $0.account == Account.deposits && $0.auxiliary?.number == auxiliary.number
    }.reduce(Money.zero) { $0 - $1.amount }
    if amount > held { throw Refusal.invalid("payments.problem.most", field: "amount", ["most": max(held, .zero).decimalText]) }
    try transaction.post(
      EntryDraft(
        entity: entity, book: .sundry, day: today, piece: number, pieceDay: today, text: "Dépôt à restituer \(document)",
        lines: [
          .debit(Account.deposits, amount, auxiliary: auxiliary, document: document),
          .credit(Account.customers, amount, auxiliary: auxiliary, document: document),
        ], origin: "refund/\(refund)/deposit"), at: now)
  }
}

/// A refund that was asked for in error. Of a deposit, what was freed is held again.
package struct CancelRefund: Act {
  package let refund: ID<Refund>
  package init(_ refund: ID<Refund>) { self.refund = refund }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.recordPayments)
    guard let found = try transaction.refund(refund) else { throw Refusal.notFound }
    try transaction.lock("payments/\(found.entity)")
    guard let refund = try transaction.refund(refund), refund.transfer == nil, refund.paidOn == nil, refund.cancelledAt == nil else {
      throw Refusal.conflict("payments.problem.refundGone")
    }
    if let entry = try transaction.entry(origin: "refund/\(refund.id)/deposit", entity: refund.entity) {
      let freed = try transaction.lines(of: entry.id).first { $0.account == Account.customers }
      let today = HouseTime.mulhouse.day(of: now)
      let contrary = try transaction.reverse(
        entry.id, on: today, text: "Annulation \(refund.endToEnd)", origin: "refund/\(refund.id)/cancelled", at: now)
      if let freed, let back = try transaction.lines(of: contrary).first(where: { $0.account == Account.customers }) {
        if try transaction.open(freed) < back.amount { throw Refusal.conflict("payments.problem.refundGone") }
        try transaction.match(debit: back.id, credit: freed.id, amount: back.amount, on: today, at: now)
      }
    }
    try transaction.run("UPDATE refunds SET cancelled_at = \(now), cancelled_by = \(viewer.name) WHERE id = \(refund.id)")
    try transaction.note("payments.refund.cancel", on: "refund/\(refund.id)", by: viewer, at: now, before: refund.endToEnd)
  }
}
