import Invoicing
import Kernel
import Ledger
import Store

extension DepositCall {
  /// Called here for the guarantee of this lease, and not by the house that a file tells of.
  func isCalled(of lease: ID<Lease>) -> Bool { origin.hasPrefix("lease/\(lease)/") }
}

extension Transaction {
  /// What is still to be called of the guarantee of a lease: not what came over, was called or received, nor what the tenant still owes on calls of
  /// the leases before it. Nothing of a lease that another was signed to follow: that one has the guarantee, and calls what it lacks.
  package borrowing func depositToCall(of lease: Lease, on day: Day) throws -> Money {
    if try follower(of: lease.id) != nil { return .zero }
    let movements = try depositMovements(of: lease.id)
    let carried = movements.filter { $0.kind == .transferred }.reduce(Money.zero) { $0 + $1.amount }
    let received = movements.filter { $0.kind == .received }.reduce(Money.zero) { $0 + $1.amount }
    var owed = Money.zero
    var next = lease.previous
    while let id = next {
      for call in try depositCalls(of: id) { owed = owed + (try open(document: call.number, entity: call.entity)) }
      next = try self.lease(id)?.previous
    }
    // What went back while the lease goes on, since it asked for less, is not there any more when it asks for more.
    let goesOn = lease.span.map { $0.until.map { day < $0 } ?? true } ?? false
    let returned = goesOn ? movements.filter { $0.kind.sign < 0 }.reduce(Money.zero) { $0 + $1.amount } : .zero
    return max(.zero, try depositAsked(of: lease, on: day) - carried - owed - max(movements.called, received) + returned)
  }

  /// What will be called when a lease that is not signed yet is: less by what comes along from the lease before. Nothing of one that is signed.
  package borrowing func depositAtSignature(of lease: Lease) throws -> Money {
    if lease.signature != nil { return .zero }
    let carried = try lease.previous.map { min(try depositsBeforeLeaving($0).held, lease.terms.deposit) } ?? .zero
    return max(.zero, try depositToCall(of: lease, on: lease.from) - max(.zero, carried))
  }

  /// The calls of one lease, the oldest first.
  package borrowing func depositCalls(of lease: ID<Lease>) throws -> [DepositCall] {
    let numbers: [String?] = try rows(
      "SELECT document FROM deposit_movements WHERE lease = \(lease) AND kind = 'called' AND amount > 0 ORDER BY day, made_at, id"
    ).map { try $0.get("document") }
    return try numbers.compactMap { try $0.flatMap { try depositCall(number: $0) } }.filter { $0.isCalled(of: lease) }
  }

  /// Calls an amount of the guarantee, and writes it down with the lease.
  borrowing func call(
    _ amount: Money, of lease: Lease, text: String, due: Day? = nil, for viewer: Viewer, at now: Instant
  ) throws -> ID<DepositCall> {
    let count: Int = try value("SELECT COUNT(*) FROM deposit_movements WHERE lease = \(lease.id) AND kind = 'called'") ?? 0
    let call = try callDeposit(
      DepositDraft(
        entity: lease.entity, customer: payers(of: lease).payer(on: HouseTime.mulhouse.day(of: now)),
        origin: "lease/\(lease.id)/deposit/\(count + 1)", contract: lease.number, text: text,
        amount: amount, due: due), by: viewer, at: now)
    let number = try depositCall(call)?.number
    try writeDeposit(
      .called, amount, of: lease.id, on: HouseTime.mulhouse.day(of: now), document: number, reason: "", for: viewer, at: now)
    try note(
      "leasing.deposit.call", on: lease.subject, by: viewer, at: now, after: try audited(["amount": "\(amount.cents)", "number": number]))
    return call
  }

  /// Calls what is to come when the lease is signed. What Invoicing still lacks for it, as the address of the tenant, does not keep anybody from
  /// signing: the lease then says that the deposit is to be called.
  borrowing func callDepositAtSignature(of lease: Lease, for viewer: Viewer, at now: Instant) throws {
    let amount = try depositToCall(of: lease, on: lease.from)
    if amount <= .zero { return }
    // The tenant who signs calls nothing: the house does.
    let caller = viewer.may(.writeLeases) ? viewer : .house
    do {
      _ = try call(amount, of: lease, text: LeaseLetters.texts.text("leasing.deposit.text", in: lease.language), for: caller, at: now)
    } catch let refusal as Refusal {
      // Refused before anything was written.
      try note(
        "leasing.deposit.uncalled", on: lease.subject, by: caller, at: now,
        after: try audited(["why": refusal.problems.map(\.code).joined(separator: " ")]))
    }
  }
}
