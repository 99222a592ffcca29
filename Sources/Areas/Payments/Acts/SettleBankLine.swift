import Kernel
import Ledger
import People
import Store

/// A person says what a movement of the bank was.
package struct SettleBankLine: Act {
  package enum Use: Sendable, Hashable {
    /// Money of a customer, for these documents as far as it goes; without any it stays a credit.
    case receipt(of: OrganisationID, documents: [String])
    /// Several collections that the bank paid in one sum, as a file less what was rejected.
    case collected([ID<CollectionItem>])
    /// A collection that came back, with the fee the bank took on top.
    case returned(ID<CollectionItem>, reason: String)
    /// What the bank took for itself.
    case charges
    /// Against any account of the chart, with a reason.
    case other(account: String, reason: String)
  }
  package let line: ID<BankLine>
  package let use: Use

  package init(_ line: ID<BankLine>, as use: Use) { (self.line, self.use) = (line, use) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.recordPayments)
    guard let found = try transaction.bankLine(line) else { throw Refusal.notFound }
    try transaction.lock("payments/\(found.entity)")
    guard let line = try transaction.bankLine(line), line.settledAt == nil else { throw Refusal.conflict("payments.problem.settled") }
    switch use {
    case .receipt(let customer, let documents):
      if line.amount < .zero { throw Refusal.invalid("payments.problem.moneyOut", field: "use") }
      if try transaction.organisation(customer) == nil { throw Refusal.invalid("kernel.problem.choice", field: "customer") }
      let parts = try transaction.spread(line.amount, over: documents, entity: line.entity, customer: customer)
      _ = try transaction.receive(
        IncomingMoney(
          entity: line.entity, customer: customer, day: line.booked, amount: line.amount, means: .transfer, parts: parts, movement: line.id,
          note: line.label.clipped(to: 200)), by: viewer, at: now)
      try transaction.settle(line, as: .receipt, by: viewer, at: now)
    case .collected(let ids): try receive(ids, from: line, transaction, viewer, now)
    case .returned(let id, let reason): try takeBack(id, reason, by: line, transaction, viewer, now)
    case .charges:
      try book(line, against: Account.bankCharges, "Frais bancaires", transaction, now)
      try transaction.settle(line, as: .charges, by: viewer, at: now)
    case .other(let account, let reason):
      // What customers owe is settled by receipts and refunds, never past them.
      if account.hasPrefix("411") || account.hasPrefix("512") { throw Refusal.invalid("payments.problem.account", field: "account") }
      try book(line, against: account, reason, transaction, now)
      try transaction.settle(line, as: .other, by: viewer, at: now)
    }
    try transaction.note("payments.line.settle", on: "bank-line/\(line.id)", by: viewer, at: now, after: line.amount.decimalText)
  }

  private func receive(
    _ ids: [ID<CollectionItem>], from line: BankLine, _ transaction: borrowing Transaction, _ viewer: Viewer, _ now: Instant
  ) throws {
    if line.amount < .zero { throw Refusal.invalid("payments.problem.moneyOut", field: "use") }
    let items = try Set(ids).sorted().map { id in
      guard let item = try transaction.item(id), item.entity == line.entity, item.paidOn == nil, item.returnedOn == nil,
        item.cancelledAt == nil
      else { throw Refusal.invalid("kernel.problem.choice", field: "items") }
      return item
    }
    let sum = items.reduce(Money.zero) { $0 + $1.amount }
    if sum != line.amount {
      throw Refusal.invalid("payments.problem.itemSum", field: "items", ["sum": sum.decimalText, "amount": line.amount.decimalText])
    }
    var open = OpenDocuments(entity: line.entity)
    try transaction.receive(items, from: line, among: &open, by: viewer, at: now)
  }

  /// What the bank took beyond the collection is its fee.
  private func takeBack(
    _ id: ID<CollectionItem>, _ reason: String, by line: BankLine, _ transaction: borrowing Transaction, _ viewer: Viewer, _ now: Instant
  ) throws {
    guard let item = try transaction.item(id), item.entity == line.entity, item.cancelledAt == nil else {
      throw Refusal.invalid("kernel.problem.choice", field: "item")
    }
    let fee = -line.amount - item.amount
    if fee < .zero { throw Refusal.invalid("payments.problem.itemMore", field: "item", ["amount": item.amount.decimalText]) }
    if !(try transaction.takeBack(item, for: line, reason: reason, by: viewer, at: now)) {
      throw Refusal.conflict("payments.problem.neverPaid", field: "item")
    }
    if fee > .zero { try book(line, of: -fee, against: Account.bankCharges, "Frais de rejet \(item.endToEnd)", transaction, now) }
    try transaction.settle(line, as: .returned, by: viewer, at: now)
  }

  private func book(
    _ line: BankLine, of part: Money? = nil, against account: String, _ text: String, _ transaction: borrowing Transaction, _ now: Instant
  ) throws {
    let amount = part ?? line.amount
    try transaction.post(
      EntryDraft(
        entity: line.entity, book: .bank, day: try transaction.openDay(line.booked, of: line.entity),
        piece: line.bankReference ?? "BQ-\(line.id.text.suffix(8))",
        pieceDay: line.booked, text: text.clipped(to: 120),
        lines: [EntryLineDraft(Account.bank, amount), EntryLineDraft(account, -amount)], origin: "bank-line/\(line.id)"), at: now)
  }
}
