import Invoicing
import Kernel
import Ledger
import People
import Store

extension Transaction {
  /// By day: what was written down, what was paid of the calls by what the books say, and what came too late for the lease it was called for.
  package borrowing func depositMovements(of lease: ID<Lease>) throws -> [DepositMovement] {
    var found = try depositsBeforeLeaving(lease)
    if let next = try follower(of: lease), let late = try late(found, to: next) {
      found.append(DepositMovement(late: late.money, .zero - late.amount, of: lease, other: next.id, reason: next.number))
    }
    return found.sorted { ($0.day, $0.madeAt, $0.id) < ($1.day, $1.madeAt, $1.id) }
  }

  /// The same, of a lease as if nothing had followed it.
  borrowing func depositsBeforeLeaving(_ id: ID<Lease>) throws -> [DepositMovement] {
    let own = try ownDeposits(id)
    guard let lease = try self.lease(id), let previous = lease.previous, try follower(of: previous)?.id == id,
      let late = try late(depositsBeforeLeaving(previous), to: lease)
    else { return own }
    return own + [DepositMovement(late: late.money, late.amount, of: id, other: previous, reason: lease.number)]
  }

  private borrowing func ownDeposits(_ lease: ID<Lease>) throws -> [DepositMovement] {
    let written: [DepositMovement] = try all("SELECT * FROM deposit_movements WHERE lease = \(lease) ORDER BY day, made_at, id")
    return written + (try cancelled(of: written)) + (try paid(of: written))
  }

  /// The lease that was signed to follow it, by renewal or move.
  borrowing func follower(of lease: ID<Lease>) throws -> Lease? {
    try one("SELECT * FROM leases WHERE previous = \(lease) AND signed_at IS NOT NULL ORDER BY signed_at, id LIMIT 1")
  }

  /// What is still with the lease before although another followed it, as far as that one asks for it: money that came after the signature, since
  /// what was there came along with it. Nothing is written of it, so money that bounces is gone here too.
  private borrowing func late(_ before: [DepositMovement], to next: Lease) throws -> (money: DepositMovement, amount: Money)? {
    let came = before.filter { $0.kind.sign > 0 && $0.amount > .zero }
    guard let money = came.max(by: { ($0.day, $0.madeAt) < ($1.day, $1.madeAt) }) else { return nil }
    let there = try ownDeposits(next.id).filter { $0.kind.sign > 0 && $0.amount > .zero }.reduce(Money.zero) { $0 + $1.amount }
    let amount = min(before.held, try depositAsked(of: next, on: max(money.day, next.from)) - there)
    return amount > .zero ? (money, amount) : nil
  }
}

/// What the books say of the guarantee of a lease. Money is booked once, where payments are; Leasing asks what is open of its calls.
extension Transaction {
  /// What was paid of the calls among these movements, as movements of its own: whoever booked the money, and as long as it was not sent back.
  borrowing func paid(of written: [DepositMovement]) throws -> [DepositMovement] {
    var found: [DepositMovement] = []
    for called in written {
      guard let call = try depositCall(of: called) else { continue }
      // What somebody noted by hand as money for this call is not counted a second time.
      var noted = written.filter { $0.kind == .received && $0.document == call.number }.reduce(Money.zero) { $0 + $1.amount }
      for match in try payments(of: call) {
        let same = min(noted, match.amount)
        noted = noted - same
        if match.amount > same { found.append(DepositMovement(paid: match, less: same, of: called)) }
      }
    }
    return found
  }

  /// What was called among these movements and is not asked for any more, as movements of its own: calls that were cancelled, or of which a part
  /// was closed.
  borrowing func cancelled(of written: [DepositMovement]) throws -> [DepositMovement] {
    var found: [DepositMovement] = []
    for called in written {
      guard let call = try depositCall(of: called) else { continue }
      found += try reductions(of: call).map { DepositMovement(reduced: called, $0) }
      if let cancellation = call.cancellation { found.append(DepositMovement(cancelled: called, of: call, cancellation)) }
    }
    return found
  }

  /// The call of a movement. A file may tell of one that another house issued: its number is not one of ours.
  private borrowing func depositCall(of movement: DepositMovement) throws -> DepositCall? {
    guard movement.kind == .called, movement.amount > .zero, let number = movement.document else { return nil }
    return try depositCall(number: number).flatMap { $0.isCalled(of: movement.lease) ? $0 : nil }
  }

  /// What account 165 holds for a lease, by the call it came in by and who was called; calls of the leases before it first, as far as they were
  /// paid.
  borrowing func heldInBooks(for lease: Lease) throws -> [HeldCall] {
    var chain = [lease]
    while let previous = try chain.last?.previous.flatMap({ try self.lease($0) }) { chain.append(previous) }
    var found: [HeldCall] = []
    for one in chain.reversed() {
      for call in try depositCalls(of: one.id) where call.entity == lease.entity {
        let held = try lines(ofDocument: call.number, entity: call.entity).filter { $0.account == Account.deposits }
          .reduce(Money.zero) { $0 - $1.amount }
        let unpaid = try open(document: call.number, entity: call.entity)
        if held - unpaid > .zero { found.append(HeldCall(document: call.number, customer: call.customer, amount: held - unpaid)) }
      }
    }
    return found
  }

  /// What a settlement gave back and has not left the account yet: the credit that stands under the number of the lease, less what was set off
  /// against a document that is still open. That part will pay the document, and is not given back.
  package borrowing func depositToReturn(of lease: Lease) throws -> Money {
    let stands = .zero - (try open(document: lease.number, entity: lease.entity))
    if stands <= .zero { return .zero }
    let items = try itemsOnAccount(of: lease)
    let credits = items.filter { $0.open < .zero && $0.line.document == lease.number && $0.piece != lease.number }
    return max(.zero, stands - MeantCredits.sum(credits.map { ($0.piece, .zero - $0.open) }, open: items.open(of:)))
  }

  /// Everything open between the landlord and those who pay or paid for a lease.
  borrowing func itemsOnAccount(of lease: Lease) throws -> [OpenItem] {
    try customers(of: lease).flatMap { try itemsOnAccount(of: $0, entity: lease.entity) }
  }
  borrowing func itemsOnAccount(of customer: OrganisationID, entity: OrganisationID) throws -> [OpenItem] {
    guard let auxiliary = try auxiliaries(of: [customer])[customer] else { return [] }
    return try openItems(entity: entity, auxiliary: auxiliary.number)
  }
  /// Who paid for the lease one after the other, and who was called for its guarantee.
  private borrowing func customers(of lease: Lease) throws -> [OrganisationID] {
    Set(try payers(of: lease).all.map(\.payer) + heldInBooks(for: lease).map(\.customer)).sorted()
  }
  /// To whom what a settlement freed goes back: who has it as a credit, else who pays now.
  package borrowing func depositCreditor(of lease: Lease, on day: Day) throws -> OrganisationID {
    let now = try payers(of: lease).payer(on: day)
    return try customers(of: lease).first { customer in
      try itemsOnAccount(of: customer, entity: lease.entity).open(of: lease.number) < .zero
    } ?? now
  }
}

/// Money of a guarantee in the books.
struct HeldCall: Sendable, Hashable {
  let document: String
  let customer: OrganisationID
  var amount: Money
}

extension [OpenItem] {
  /// What is open of one document among them.
  func open(of document: String) -> Money { filter { $0.line.document == document }.reduce(.zero) { $0 + $1.open } }
}
