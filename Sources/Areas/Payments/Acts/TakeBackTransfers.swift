import Banking
import Kernel
import Store

/// A file of transfers that was never handed to the bank, or that the bank refused as a whole: its refunds are to be paid again, or cancelled.
package struct CancelTransfers: Act {
  package let file: ID<TransferFile>
  package init(_ file: ID<TransferFile>) { self.file = file }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.recordPayments)
    guard let found = try transaction.transferFile(file) else { throw Refusal.notFound }
    try transaction.lock("payments/\(found.entity)")
    guard let found = try transaction.transferFile(file), found.cancelledAt == nil else {
      throw Refusal.conflict("payments.problem.cancelled", field: "transfer")
    }
    // What left the account has left it; of such a file single refunds are taken back.
    if try transaction.value("SELECT COUNT(*) FROM refunds WHERE transfer = \(file) AND paid_on IS NOT NULL", as: Int.self) != 0 {
      throw Refusal.conflict("payments.problem.transferred", field: "transfer")
    }
    try transaction.run("UPDATE transfer_orders SET cancelled_at = \(now), cancelled_by = \(viewer.name) WHERE id = \(file)")
    try transaction.run("UPDATE refunds SET transfer = NULL WHERE transfer = \(file)")
    try transaction.note("payments.transfers.cancel", on: "transfers/\(file)", by: viewer, at: now, before: found.message)
  }
}

/// One refund of a file that the bank did not carry out, as when the account is wrong: it is to be paid again, to another account if one is
/// said, or cancelled.
package struct TakeBackTransfer: Act {
  package struct Account: Sendable, Hashable {
    package let holder: String
    package let iban: IBAN
    package let bic: BIC?

    package init(holder: String, iban: IBAN, bic: BIC? = nil) { (self.holder, self.iban, self.bic) = (holder, iban, bic) }
  }
  package let refund: ID<Refund>
  package let reason: String
  package let account: Account?

  package init(_ refund: ID<Refund>, reason: String, account: Account? = nil) {
    (self.refund, self.reason, self.account) = (refund, reason, account)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.recordPayments)
    guard let found = try transaction.refund(refund) else { throw Refusal.notFound }
    try transaction.lock("payments/\(found.entity)")
    if reason.isEmpty { throw Refusal.invalid("kernel.problem.missing", field: "reason") }
    guard let refund = try transaction.refund(refund), let file = refund.transfer, refund.paidOn == nil, refund.cancelledAt == nil else {
      throw Refusal.conflict("payments.problem.notInFile")
    }
    if let account {
      if !account.iban.isInEEA { throw Refusal.invalid("payments.problem.outsideEEA", field: "iban") }
      try transaction.run(
        """
        UPDATE refunds SET holder = \(account.holder), iban = \(account.iban.text), bic = \(account.bic?.text) WHERE id = \(refund.id)
        """)
    }
    try transaction.run("UPDATE refunds SET transfer = NULL WHERE id = \(refund.id)")
    let message = try transaction.transferFile(file)?.message ?? ""
    try transaction.note(
      "payments.refund.take-back", on: "refund/\(refund.id)", by: viewer, at: now, before: "\(message) \(refund.iban)", after: reason)
  }
}
