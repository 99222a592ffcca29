import Kernel
import Ledger
import People
import Store
import Web

/// Takes back a call for a deposit that was issued in error, or for a lease that never was. The call keeps its number and says that it is
/// cancelled, its entry is reversed, and whoever was told of it is told again. Nothing may have been paid on it: what was paid is held, and is
/// settled with the lease. Nor may the bank be about to collect it: that would bring in money that nobody owes.
package struct CancelDepositCall: Act {
  package let call: ID<DepositCall>
  package let reason: String
  /// Who knows of its collection.
  let mandates: [any MandateSource]

  package init(_ call: ID<DepositCall>, reason: String, mandates: [any MandateSource] = []) {
    (self.call, self.reason, self.mandates) = (call, reason, mandates)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.issueInvoices)
    guard let known = try transaction.depositCall(call) else { throw Refusal.notFound }
    try transaction.lockNumbers(of: known.entity)
    guard let call = try transaction.depositCall(call), call.cancellation == nil else {
      throw Refusal.conflict("invoicing.problem.depositCancelled")
    }
    if reason.allSatisfy(\.isWhitespace) { throw Refusal.invalid("kernel.problem.missing", field: "reason") }
    guard let entry = try transaction.entry(origin: call.subject, entity: call.entity),
      let debit = try transaction.lines(of: entry.id).first(where: { $0.account == Account.customers })
    else { throw Refusal.notFound }
    if try transaction.open(debit) < call.amount { throw Refusal.conflict("invoicing.problem.depositPaid", ["number": call.number]) }
    let day = HouseTime.mulhouse.day(of: now)
    let debits = try mandates.compactMap { try $0.debit(of: call.number, entity: call.entity, on: day, in: transaction) }
    for case .underWay(let taken) in debits {
      throw Refusal.conflict("invoicing.problem.depositAtBank", ["number": call.number, "day": taken.description])
    }
    let contrary = try transaction.reverse(
      entry.id, on: day, text: "Annulation \(call.number)", origin: "\(call.subject)/cancelled", at: now)
    guard let credit = try transaction.lines(of: contrary).first(where: { $0.account == Account.customers }) else {
      throw Refusal.notFound
    }
    try transaction.match(debit: debit.id, credit: credit.id, amount: call.amount, on: day, at: now)
    try transaction.run(
      """
      INSERT INTO deposit_call_cancellations (deposit_call, cancelled_on, reason, cancelled_at, cancelled_by)
      VALUES (\(call.id), \(day), \(reason), \(now), \(viewer.name))
      """)
    try tell(call, debits, in: transaction, on: day, at: now)
    try transaction.note("invoicing.deposit.cancel", on: call.subject, by: viewer, at: now, before: call.number, after: reason)
  }

  /// To where the call went. Whoever was told of a debit is told that none comes.
  private func tell(
    _ call: DepositCall, _ debits: [DocumentDebit], in transaction: borrowing Transaction, on day: Day, at now: Instant
  ) throws {
    let book = try InvoiceBook(transaction, on: day, only: [call.entity, call.customer], mandates: [])
    let name = book.organisation(call.customer)?.facts.legalName ?? ""
    let language = book.language(of: call.customer)
    var words = [
      "number": call.number, "name": name, "house": book.organisation(call.entity)?.name ?? "", "contract": call.contract ?? "—",
      "amount": Format(language).money(call.amount), "reason": reason, "debit": "",
    ]
    for case .announced(let taken) in debits {
      words["debit"] = InvoiceWords.texts.text(
        "invoicing.letter.depositCancelled.debit", in: language, ["day": Format(language).day(taken)])
    }
    try transaction.write("depositCancelled", words, about: call.subject, to: call.customer, named: name, on: day, book, at: now)
  }
}
