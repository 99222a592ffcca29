import Kernel

/// What a contract of occupation is by law.
package enum LeaseKind: String, Sendable, CaseIterable, Codable {
  case commercial, derogatory, precarious, pepiniere, hotel, preincubation, accelerator, domiciliation, desk
}

extension LeaseKind {
  /// Those that rest on C. com. L145-5: their months in the same premises are counted together, and whoever is left in place for a month
  /// after the term has a statutory lease.
  package static let shortTerm: [LeaseKind] = [.derogatory, .hotel]
  package var isShortTerm: Bool { LeaseKind.shortTerm.contains(self) }
}

/// Where a lease is in its life: derived from its dates, never stored.
package enum LeaseState: String, Sendable, CaseIterable, Codable {
  case draft, offered, withdrawn
  /// Signed, and not begun.
  case upcoming
  case running
  /// Somebody gave notice, and the day has not come.
  case noticed
  /// A lease of C. com. L145-5 whose term came, and of which nobody said what follows: whoever is left in place for a month has a statutory lease.
  case undecided
  case ended
}

/// What can be done with a lease.
package enum LeaseDeed: String, Sendable, CaseIterable, Codable {
  case edit, offer, withdraw, sign, amend, index, renew, freeze, giveNotice, withdrawNotice, end, move, growth, inventory, deposit, paper
}

extension LeaseState {
  /// The table of docs/leasing.md: everything else is refused.
  package static let allowed: [LeaseState: Set<LeaseDeed>] = [
    .draft: [.edit, .offer, .withdraw],
    .offered: [.offer, .withdraw, .sign],
    .withdrawn: [],
    .upcoming: [.amend, .freeze, .giveNotice, .end, .growth, .inventory, .paper],
    .running: [.amend, .index, .renew, .freeze, .giveNotice, .end, .move, .growth, .inventory, .paper, .deposit],
    .noticed: [.amend, .index, .freeze, .withdrawNotice, .end, .inventory, .paper, .deposit],
    .undecided: [.renew, .end, .inventory],
    .ended: [.inventory, .deposit, .paper],
  ]
  package func allows(_ deed: LeaseDeed) -> Bool { LeaseState.allowed[self]?.contains(deed) ?? false }
  package func demand(_ deed: LeaseDeed) throws(Refusal) {
    if !allows(deed) { throw Refusal.conflict("leasing.problem.state.\(rawValue)", ["deed": deed.rawValue]) }
  }
}

/// Why a lease came to its end: churn is told apart from moves and growth by it.
package enum EndReason: String, Sendable, CaseIterable, Codable {
  case term, notice, moved, renewed, expensive, relocation, closure, bought, landlord, breach, annulled, other
}

package enum NoticeSide: String, Sendable, CaseIterable, Codable { case tenant, landlord }
