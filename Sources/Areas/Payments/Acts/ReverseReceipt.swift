import Kernel
import Ledger
import Store

/// Money that came in is gone again, or was never there: the receipt is reversed with its reason, and what it paid is open again.
package struct ReverseReceipt: Act {
  package let receipt: ID<Receipt>
  package let reason: String
  /// nil is today.
  package let day: Day?

  package init(_ receipt: ID<Receipt>, reason: String, on day: Day? = nil) {
    (self.receipt, self.reason, self.day) = (receipt, reason, day)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.recordPayments)
    guard let found = try transaction.receipt(receipt) else { throw Refusal.notFound }
    try transaction.lock("payments/\(found.entity)")
    let day = day ?? HouseTime.mulhouse.day(of: now)
    if day < found.day { throw Refusal.invalid("payments.problem.beforeReceipt", field: "day") }
    if reason.isEmpty { throw Refusal.invalid("kernel.problem.missing", field: "reason") }
    try transaction.takeBack(receipt, reason: reason, on: day, by: viewer, at: now)
    // What a collection paid and came back is a collection that came back, whoever says so first.
    if let item = try found.item.flatMap({ try transaction.item($0) }), item.returnedOn == nil {
      try transaction.sayReturned(item, reason: reason, on: day, by: viewer, at: now)
    }
  }
}

extension Transaction {
  /// The contrary of a receipt in the books. Matches of its lines are undone, its lines and their contrary settle each other, and the VAT
  /// goes back to waiting.
  borrowing func takeBack(_ id: ID<Receipt>, reason: String, on day: Day, by viewer: Viewer, at now: Instant) throws {
    guard let receipt = try receipt(id) else { throw Refusal.notFound }
    if receipt.reversedOn != nil { throw Refusal.conflict("payments.problem.reversed", ["number": receipt.number]) }
    let entry = ID<Entry>(receipt.entry)
    let written = try openDay(day, of: receipt.entity)
    let paid = try lines(of: entry).filter { $0.account == Account.customers }
    for line in paid { try unmatch(all: line.id, on: written, at: now) }
    let contrary = try reverse(
      entry, on: written, pieceDay: day, text: "Annulation \(receipt.number) : \(reason)".clipped(to: 120),
      origin: "receipt/\(id)/reversed", at: now)
    for line in try lines(of: contrary) where line.account == Account.customers {
      if let first = paid.first(where: { $0.document == line.document && $0.amount == -line.amount }) {
        try match(debit: line.id, credit: first.id, amount: line.amount, on: written, at: now)
      }
    }
    for (place, part) in try parts(of: id).enumerated() {
      // Parts paid later out of this receipt's credit have an entry of their own for their VAT.
      if let own = part.entry {
        try reverse(
          ID<Entry>(own), on: written, pieceDay: day, text: "Annulation \(receipt.number) : \(part.document)".clipped(to: 120),
          origin: "receipt/\(id)/reversed/\(place)", at: now)
      }
      try keep(
        part: part.document, amount: -part.amount, rates: try contraryRates(of: part.id), of: receipt.customer, entity: receipt.entity,
        receipt: nil, on: day, entry: nil, at: now)
    }
    try run(
      """
      UPDATE receipts SET reversed_on = \(day), reversed_reason = \(reason), reversed_at = \(now), reversed_by = \(viewer.name)
      WHERE id = \(id)
      """)
    try note("payments.receipt.reverse", on: "receipt/\(id)", by: viewer, at: now, before: receipt.number, after: reason)
  }

  private borrowing func contraryRates(of part: ID<PaymentPart>) throws -> [RatePart] {
    var rates: [RatePart] = []
    for row in try rows("SELECT category, rate, base, vat FROM payment_rates WHERE part = \(part) ORDER BY category, rate") {
      let base: Money = try row.get("base")
      let vat: Money = try row.get("vat")
      rates.append(RatePart(try row.get("category"), rate: try row.get("rate"), base: -base, vat: -vat))
    }
    return rates
  }
}
