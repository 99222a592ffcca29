import Invoicing
import Kernel
import Ledger
import Store

/// Credits whose entry names an open document of the same customer pay it, with the VAT that falls due: what was set off of a guarantee deposit
/// when a lease was settled. How many did.
package struct UseMeantCredits: Act {
  package init() {}

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    try viewer.demand(.recordPayments)
    var used = 0
    for entity in try transaction.creditors().map(\.id) {
      try transaction.lock("payments/\(entity)")
      let books = try transaction.openBooks(entity)
      let numbers = Set(books.documents.map(\.number))
      for meant in books.credits where numbers.contains(meant.piece) {
        // Each payment leaves less open for the next.
        let open = try transaction.openBooks(entity, of: meant.customer)
        guard let credit = open.credits.first(where: { $0.line == meant.line }),
          let target = open.documents.first(where: { $0.number == credit.piece })
        else { continue }
        let amount = min(credit.amount, target.open)
        try transaction.pay(target, from: credit, amount, at: now)
        try transaction.note(
          "payments.credit.use", on: "organisation/\(credit.customer)", by: viewer, at: now, before: credit.document ?? credit.label,
          after: "\(target.number) \(amount.decimalText)")
        used += 1
      }
    }
    return used
  }
}
