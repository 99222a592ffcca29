import Kernel
import Ledger
import Store

extension Transaction {
  /// A refund has left the account, as the statement says: 411 to 512, against the credits it gives back, those of its own document first.
  borrowing func payRefund(_ line: BankLine, by viewer: Viewer, at now: Instant) throws -> Bool {
    var found: Refund?
    for reference in line.references where found == nil { found = try refund(endToEnd: reference) }
    guard let refund = found, refund.entity == line.entity, refund.paidOn == nil, refund.cancelledAt == nil, refund.amount == -line.amount
    else { return false }
    let auxiliary = try auxiliary(of: refund.customer, at: now)
    let books = try openBooks(refund.entity, of: refund.customer)
    // What is set off against an open document comes last: it is kept for that one.
    let credits = books.credits.sorted {
      if books.isMeant($0) != books.isMeant($1) { return books.isMeant($1) }
      let (left, right) = ($0.document == refund.document, $1.document == refund.document)
      return left != right ? left : ($0.day, $0.line) < ($1.day, $1.line)
    }
    var rest = refund.amount
    var used: [(credit: OpenCredit, amount: Money, rates: [RatePart])] = []
    for credit in credits where rest > .zero {
      let amount = min(credit.amount, rest)
      used.append((credit, amount, try credit.document.map { try share(of: -amount, document: $0, entity: refund.entity) } ?? []))
      rest = rest - amount
    }
    // The credit was used otherwise meanwhile: a person must look.
    if rest > .zero { return false }
    var lines = [
      EntryLineDraft.debit(Account.customers, refund.amount, auxiliary: auxiliary), .credit(Account.bank, refund.amount),
    ]
    for one in used { if let number = one.credit.document { lines += try vatLines(one.rates, document: number, entity: refund.entity) } }
    let written = try openDay(line.booked, of: refund.entity)
    let entry = try post(
      EntryDraft(
        entity: refund.entity, book: .bank, day: written, piece: refund.endToEnd, pieceDay: line.booked,
        text: "Remboursement \(auxiliary.name)".clipped(to: 120), lines: lines, origin: "refund/\(refund.id)/paid"), at: now)
    guard let debit = try self.lines(of: entry).first(where: { $0.account == Account.customers }) else { return false }
    for one in used {
      try match(debit: debit.id, credit: one.credit.line, amount: one.amount, on: written, at: now)
      if let number = one.credit.document, !one.rates.isEmpty {
        try keep(
          part: number, amount: -one.amount, rates: one.rates, of: refund.customer, entity: refund.entity, receipt: nil, on: line.booked,
          entry: nil, at: now)
      }
    }
    try run("UPDATE refunds SET paid_on = \(line.booked), movement = \(line.id) WHERE id = \(refund.id)")
    try settle(line, as: .refund, by: viewer, at: now)
    try note("payments.refund.pay", on: "refund/\(refund.id)", by: viewer, at: now, after: line.booked.description)
    return true
  }
}
