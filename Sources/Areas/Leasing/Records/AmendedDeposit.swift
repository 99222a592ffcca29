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

  /// What is held of a lease that goes on beyond what it asks for since an amendment: to be returned. Nothing of one that another follows.
  package borrowing func depositExcess(of lease: Lease, on day: Day) throws -> Money {
    guard lease.signature != nil, let span = lease.span, span.until.map({ day < $0 }) ?? true, try follower(of: lease.id) == nil else {
      return .zero
    }
    return max(.zero, try depositMovements(of: lease.id).held - depositAsked(of: lease, on: day))
  }
}

extension LeasingTables {
  static let amendedDeposit = Migration(
    "leasing 014: the guarantee as amendments left it",
    "ALTER TABLE lease_terms ADD COLUMN deposit BIGINT CHECK (deposit >= 0)")
}
