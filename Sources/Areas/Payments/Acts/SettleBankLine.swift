import Kernel
import Ledger
import People
import Store

/// A person says what a movement of the bank was.
package struct SettleBankLine: Act {
  package enum Use: Sendable, Hashable {
    /// Money of a customer, for these documents as far as it goes; without any it stays a credit.
    case receipt(of: OrganisationID, documents: [String])
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

  private func book(
    _ line: BankLine, against account: String, _ text: String, _ transaction: borrowing Transaction, _ now: Instant
  ) throws {
    try transaction.post(
      EntryDraft(
        entity: line.entity, book: .bank, day: try transaction.openDay(line.booked, of: line.entity), piece: line.bankReference ?? "BQ-\(line.id.text.suffix(8))",
        pieceDay: line.booked, text: text.clipped(to: 120),
        lines: [EntryLineDraft(Account.bank, line.amount), EntryLineDraft(account, -line.amount)], origin: "bank-line/\(line.id)"), at: now)
  }
}
