import Invoicing
import Kernel
import Store

extension LeaseFacts {
  /// The rent of a year at the prices of a day, as changes from that day on leave it: what a guarantee is reckoned on.
  func yearly(of kinds: Set<ChargeKind>, on day: Day, after changes: [LeaseChange]) -> Money {
    var prices: [ID<LeaseLine>: Money] = [:]
    for line in lines where kinds.contains(line.kind) && line.span.contains(day) { prices[line.id] = price(of: line, on: day)?.yearly }
    var added = Money.zero
    for change in changes {
      switch change {
      case .price(let id, let price):
        guard prices[id] != nil, let line = lines.first(where: { $0.id == id }) else { continue }
        prices[id] = LineDraft(line.kind, line.text, price, area: line.area).rent.yearly
      case .endLine(let id): prices[id] = nil
      case .add(let draft): if kinds.contains(draft.kind), (draft.from ?? day) <= day { added += draft.rent.yearly }
      case .reduce, .terms: break
      }
    }
    return prices.values.reduce(added) { $0 + $1 }
  }
}

extension Transaction {
  /// What a lease asks for as its guarantee on a day.
  package borrowing func depositAsked(of lease: Lease, on day: Day) throws -> Money {
    try amendedTerms(of: lease.id).last { $0.from <= day && $0.deposit != nil }?.deposit ?? lease.terms.deposit
  }

  /// Signed, not over before the day, and followed by no other.
  private borrowing func goesOn(_ lease: Lease, on day: Day) throws -> Bool {
    guard lease.signature != nil, let span = lease.span, span.until.map({ day < $0 }) ?? true else { return false }
    return try follower(of: lease.id) == nil
  }

  /// What is held of a lease that goes on beyond what it asks for since an amendment: to be returned. Nothing of one that another follows.
  package borrowing func depositExcess(of lease: Lease, on day: Day) throws -> Money {
    if try !goesOn(lease, on: day) { return .zero }
    return max(.zero, try depositMovements(of: lease.id).held - depositAsked(of: lease, on: day))
  }

  /// What is called and not paid of a lease that goes on, beyond what an amendment left of its guarantee: to be closed.
  package borrowing func depositRest(of lease: Lease, on day: Day) throws -> Money {
    guard try goesOn(lease, on: day), try amendedTerms(of: lease.id).contains(where: { $0.from <= day && $0.deposit != nil }) else {
      return .zero
    }
    let open = try openDepositCalls(of: lease).reduce(Money.zero) { $0 + $1.open }
    return min(open, max(.zero, try depositMovements(of: lease.id).held + open - depositAsked(of: lease, on: day)))
  }

  /// What is still open of the calls of a lease, and of those before it, the newest call first.
  borrowing func openDepositCalls(of lease: Lease) throws -> [(call: DepositCall, open: Money)] {
    var found: [(call: DepositCall, open: Money)] = []
    var next: Lease? = lease
    while let one = next {
      for call in try depositCalls(of: one.id).reversed() where call.entity == lease.entity && call.cancellation == nil {
        let open = try open(document: call.number, entity: call.entity)
        if open > .zero { found.append((call, open)) }
      }
      next = try one.previous.flatMap { try self.lease($0) }
    }
    return found
  }
}

extension LeasingTables {
  static let amendedDeposit = Migration(
    "leasing 014: the guarantee as amendments left it",
    "ALTER TABLE lease_terms ADD COLUMN deposit BIGINT CHECK (deposit >= 0)")

  /// A house that comes from files knows of calls that were taken back there, whole or in part: a call of less than nothing.
  static let cancelledCalls = Migration(
    "leasing 016: calls of deposits that were taken back",
    """
    CREATE TABLE deposit_moves (
      id TEXT PRIMARY KEY, lease TEXT NOT NULL REFERENCES leases (id), day TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('called', 'received', 'transferred', 'retained', 'setoff', 'returned')), amount BIGINT NOT NULL,
      other TEXT REFERENCES leases (id), document TEXT, reason TEXT NOT NULL, made_at BIGINT NOT NULL, made_by TEXT NOT NULL,
      CHECK (amount <> 0), CHECK (kind IN ('transferred', 'called') OR amount > 0)
    )
    ;;
    INSERT INTO deposit_moves (id, lease, day, kind, amount, other, document, reason, made_at, made_by)
      SELECT id, lease, day, kind, amount, other, document, reason, made_at, made_by FROM deposit_movements
    ;;
    DROP TABLE deposit_movements
    ;;
    ALTER TABLE deposit_moves RENAME TO deposit_movements
    ;;
    CREATE INDEX deposit_movements_by_lease ON deposit_movements (lease, day)
    """)
}
