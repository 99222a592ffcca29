import Invoicing
import Kernel
import Ledger
import Store

extension Transaction {
  borrowing func writeDeposit(
    _ kind: DepositMove, _ amount: Money, of lease: ID<Lease>, on day: Day, other: ID<Lease>? = nil, document: String? = nil,
    reason: String,
    for viewer: Viewer, at now: Instant
  ) throws {
    try run(
      """
      INSERT INTO deposit_movements (id, lease, day, kind, amount, other, document, reason, made_at, made_by)
      VALUES (\(ID<DepositMovement>.fresh(at: now)), \(lease), \(day), \(kind), \(amount), \(other), \(document), \(reason), \(now),
        \(viewer.name))
      """)
  }

  /// Brings the guarantee of the lease before along, as far as this one asks for one.
  borrowing func carryDeposit(to facts: LeaseFacts, for viewer: Viewer, at now: Instant) throws {
    guard let previous = facts.lease.previous else { return }
    let held = try depositsBeforeLeaving(previous).held
    let carried = min(held, facts.lease.terms.deposit)
    if carried <= .zero { return }
    let day = HouseTime.mulhouse.day(of: now)
    try writeDeposit(.transferred, -carried, of: previous, on: day, other: facts.lease.id, reason: facts.lease.number, for: viewer, at: now)
    try writeDeposit(.transferred, carried, of: facts.lease.id, on: day, other: previous, reason: facts.lease.number, for: viewer, at: now)
  }
}

/// Calls what is still to come of the guarantee: numbered in its own series by Invoicing, 411 against 165, and no invoice.
package struct CallLeaseDeposit: Act {
  package let lease: ID<Lease>
  /// In the customer's language, as it will stand on the call.
  package let text: String

  package init(_ lease: ID<Lease>, text: String) { (self.lease, self.text) = (lease, text) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<DepositCall> {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let lease = try transaction.lease(self.lease) else { throw Refusal.notFound }
    try transaction.state(of: lease, on: today).demand(.paper)
    let open = try transaction.depositToCall(of: lease, on: today)
    if open <= .zero { throw Refusal.conflict("leasing.problem.depositCalled") }
    return try transaction.call(open, of: lease, text: text, for: viewer, at: now)
  }
}

/// Notes that money came in for the guarantee of a lease which was not called here, as one paid before this program kept the books. What pays a
/// call is booked with the payments, and counted from there.
package struct ReceiveDeposit: Act {
  package let lease: ID<Lease>
  package let day: Day
  package let amount: Money
  package let document: String?

  package init(_ lease: ID<Lease>, on day: Day, _ amount: Money, document: String? = nil) {
    (self.lease, self.day, self.amount, self.document) = (lease, day, amount, document)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    guard let lease = try transaction.lease(self.lease) else { throw Refusal.notFound }
    if lease.signature == nil { throw Refusal.conflict("leasing.problem.state.draft") }
    if let call = try transaction.depositCalls(of: lease.id).first(where: { $0.cancellation == nil }) {
      throw Refusal.conflict("leasing.problem.depositBooked", field: "amount", ["number": call.number])
    }
    if amount <= .zero { throw Refusal.invalid("kernel.problem.amount", field: "amount") }
    let today = HouseTime.mulhouse.day(of: now)
    if day > today { throw Refusal.invalid("leasing.problem.receivedLater", field: "day") }
    let held = try transaction.depositMovements(of: lease.id).held
    let asked = try transaction.depositAsked(of: lease, on: today)
    if held + amount > asked {
      throw Refusal.invalid("leasing.problem.depositMore", field: "amount", ["open": max(.zero, asked - held).plain])
    }
    try transaction.writeDeposit(.received, amount, of: lease.id, on: day, document: document, reason: "", for: viewer, at: now)
    try transaction.note(
      "leasing.deposit.receive", on: lease.subject, by: viewer, at: now, after: try audited(["amount": "\(amount.cents)", "day": "\(day)"]))
  }
}

/// Settles the guarantee of a lease that is over, to the cent: what is kept and why, what is set off, what goes back. Of one that goes on, what is
/// held beyond what an amendment left of it: nothing is kept of that.
package struct SettleDeposit: Act {
  package struct Part: Sendable, Hashable {
    package let amount: Money
    /// The damage, or the number of the invoice it is set off against.
    package let reason: String
    package init(_ amount: Money, _ reason: String) { (self.amount, self.reason) = (amount, reason) }
  }
  package let lease: ID<Lease>
  package let day: Day
  package let retained: [Part]
  package let setOff: [Part]
  package let returned: Money

  package init(_ lease: ID<Lease>, on day: Day, retained: [Part] = [], setOff: [Part] = [], returned: Money) {
    (self.lease, self.day, self.retained, self.setOff, self.returned) = (lease, day, retained, setOff, returned)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let lease = try transaction.lease(self.lease) else { throw Refusal.notFound }
    let state = try transaction.state(of: lease, on: today)
    try state.demand(.deposit)
    let isOver = state == .ended
    let movements = try transaction.depositMovements(of: lease.id)
    let held = isOver ? movements.held : try transaction.depositExcess(of: lease, on: today)
    var problems = Problems()
    if !isOver, !retained.isEmpty { problems.add("leasing.problem.retainedEarly", field: "retained") }
    let all = retained + setOff
    if all.contains(where: { $0.amount <= .zero }) || returned < .zero { problems.add("kernel.problem.amount", field: "retained") }
    if all.contains(where: { $0.reason.allSatisfy(\.isWhitespace) }) { problems.add("kernel.problem.missing", field: "reason") }
    if held == .zero { problems.add(isOver ? "leasing.problem.depositNone" : "leasing.problem.depositNotMore") }
    let sum = all.reduce(returned) { $0 + $1.amount }
    if sum != held {
      problems.add(
        isOver ? "leasing.problem.depositSum" : "leasing.problem.excessSum", field: "returned", ["held": held.plain, "sum": sum.plain])
    }
    if day > today { problems.add("leasing.problem.receivedLater", field: "day") }
    // What is set off pays a document of who was called; more than it has open would be neither paid nor given back.
    let books = try transaction.heldInBooks(for: lease)
    var owners: [String: OrganisationID] = [:]
    if !books.isEmpty {
      for (number, parts) in Dictionary(grouping: setOff, by: \.reason) {
        let found = try owner(of: number, among: books, lease, in: transaction)
        owners[number] = found?.customer
        let open = found?.most ?? .zero
        if parts.reduce(Money.zero, { $0 + $1.amount }) > open {
          problems.add("leasing.problem.setOffMore", field: "set_off", ["number": number, "open": open.plain])
        }
      }
    }
    try problems.refuse()
    for part in retained {
      try transaction.writeDeposit(.retained, part.amount, of: lease.id, on: day, reason: part.reason, for: viewer, at: now)
    }
    for part in setOff {
      try transaction.writeDeposit(
        .setOff, part.amount, of: lease.id, on: day, document: part.reason, reason: part.reason, for: viewer, at: now)
    }
    if returned > .zero { try transaction.writeDeposit(.returned, returned, of: lease.id, on: day, reason: "", for: viewer, at: now) }
    // Each time what an amendment freed goes back has entries of its own.
    let before = movements.filter { $0.kind.sign < 0 }.count
    try post(to: lease, as: isOver ? "deposit" : "deposit-excess/\(before + 1)", books, owners, in: transaction, at: now)
    try transaction.note(
      "leasing.deposit.settle", on: lease.subject, by: viewer, at: now, before: "\(held.cents)",
      after: try audited(["returned": "\(returned.cents)", "kept": "\((held - returned).cents)"]))
  }
}
