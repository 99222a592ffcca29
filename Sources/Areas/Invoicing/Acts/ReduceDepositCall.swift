import Kernel
import Ledger
import Store
import Web

extension Transaction {
  /// Asks for less than was called, within another area's act: what is open is closed by that much, 165 against 411, and whoever got the call is told.
  /// A call of which nothing is left and nothing was paid is cancelled. False while the bank is about to collect it: that first has to come back.
  package borrowing func reduceDepositCall(
    _ id: ID<DepositCall>, by amount: Money, reason: String, mandates: [any MandateSource], for viewer: Viewer, at now: Instant
  ) throws -> Bool {
    guard let known = try depositCall(id) else { throw Refusal.notFound }
    try lockNumbers(of: known.entity)
    guard let call = try depositCall(id), call.cancellation == nil else { throw Refusal.conflict("invoicing.problem.depositCancelled") }
    let day = HouseTime.mulhouse.day(of: now)
    let open = try open(document: call.number, entity: call.entity)
    if amount <= .zero || amount > open { throw Refusal.conflict("invoicing.problem.amount", ["number": call.number]) }
    let debits = try debits(of: call, from: mandates, on: day)
    for case .underWay in debits { return false }
    if amount == call.asked {
      try CancelDepositCall(id, reason: reason, mandates: mandates).perform(in: self, for: viewer, at: now)
      return true
    }
    let count: Int = try value("SELECT COUNT(*) FROM deposit_call_reductions WHERE deposit_call = \(id)") ?? 0
    try takeOff(amount, call, origin: "reduced/\(count + 1)", on: day, at: now)
    try run(
      """
      INSERT INTO deposit_call_reductions (id, deposit_call, reduced_on, amount, reason, reduced_at, reduced_by)
      VALUES (\(ID<DepositCall.Reduction>.fresh(at: now)), \(id), \(day), \(amount), \(reason), \(now), \(viewer.name))
      """)
    try tell("depositReduced", call, debits, because: reason, ["less": amount, "rest": open - amount], on: day, at: now)
    try note(
      "invoicing.deposit.reduce", on: call.subject, by: viewer, at: now, before: "\(call.number), \(call.asked.cents)",
      after: "\((call.asked - amount).cents), \(reason)")
    return true
  }

  /// What the bank, or the debtor, was told of collecting a call.
  borrowing func debits(of call: DepositCall, from mandates: [any MandateSource], on day: Day) throws -> [DocumentDebit] {
    try mandates.compactMap { try $0.debit(of: call.number, entity: call.entity, on: day, in: self) }
  }

  /// Writes against the entry of a call what it does not ask for any more, and matches both.
  borrowing func takeOff(_ amount: Money, _ call: DepositCall, origin: String, on day: Day, at now: Instant) throws {
    guard let entry = try entry(origin: call.subject, entity: call.entity),
      let debit = try lines(of: entry.id).first(where: { $0.account == Account.customers }), let auxiliary = debit.auxiliary
    else { throw Refusal.notFound }
    let contrary = try post(
      EntryDraft(
        entity: call.entity, book: .sundry, day: day, piece: call.number, pieceDay: day, text: "Annulation \(call.number)",
        lines: [
          .credit(Account.customers, amount, auxiliary: auxiliary, document: call.number),
          .debit(Account.deposits, amount, auxiliary: auxiliary, document: call.number),
        ], origin: "\(call.subject)/\(origin)"), at: now)
    guard let credit = try lines(of: contrary).first(where: { $0.account == Account.customers }) else { throw Refusal.notFound }
    try match(debit: debit.id, credit: credit.id, amount: amount, on: day, at: now)
  }

  /// To where the call went. Whoever was told of a debit is told what comes of it.
  borrowing func tell(
    _ letter: String, _ call: DepositCall, _ debits: [DocumentDebit], because reason: String, _ amounts: [String: Money] = [:],
    on day: Day, at now: Instant
  ) throws {
    let book = try InvoiceBook(self, on: day, only: [call.entity, call.customer], mandates: [])
    let name = book.organisation(call.customer)?.facts.legalName ?? ""
    let language = book.language(of: call.customer)
    let format = Format(language)
    var words = [
      "number": call.number, "name": name, "house": book.organisation(call.entity)?.name ?? "", "contract": call.contract ?? "—",
      "amount": format.money(call.amount), "reason": reason, "debit": "",
    ]
    for (key, amount) in amounts { words[key] = format.money(amount) }
    for case .announced(let taken) in debits {
      words["debit"] = InvoiceWords.texts.text("invoicing.letter.\(letter).debit", in: language, ["day": format.day(taken)])
    }
    try write(letter, words, about: call.subject, to: call.customer, named: name, on: day, book, at: now)
  }
}
