import Invoicing
import Kernel
import Spaces
import Store
import Web

/// What is done with a lease from its page: one small form each, and one route beside it for programs.
enum LeaseDoing: String, Sendable, CaseIterable {
  case offer, signature, withdrawal, amendment, freeze, notice
  case noticeWithdrawal = "notice-withdrawal"
  case end, renewal, indexation, inventories, insurances, filings, contacts
  case contactRemoval = "contact-removal"
  case depositCall = "deposit-calls"
  case deposit = "deposit-receipts"
  case settlement = "deposit-settlement"
  case growth
  case growthTaken = "growth-taken"

  var access: Access {
    switch self {
    case .offer, .withdrawal, .contacts, .contactRemoval, .growth: .needs(.prepareLeases)
    case .signature, .notice, .insurances: .needsSomewhere(.acceptLeases)
    default: .needs(.writeLeases)
    }
  }
  var permission: Permission {
    switch self {
    case .offer, .withdrawal, .contacts, .contactRemoval, .growth: .prepareLeases
    case .signature, .notice, .insurances: .acceptLeases
    default: .writeLeases
    }
  }
  var deed: LeaseDeed {
    switch self {
    case .offer: .offer
    case .signature: .sign
    case .withdrawal: .withdraw
    case .amendment: .amend
    case .freeze: .freeze
    case .notice: .giveNotice
    case .noticeWithdrawal: .withdrawNotice
    case .end: .end
    case .renewal: .renew
    case .indexation: .index
    case .inventories: .inventory
    case .insurances, .filings, .contacts, .contactRemoval, .deposit, .depositCall: .paper
    case .settlement: .deposit
    case .growth, .growthTaken: .growth
    }
  }
  var bodyLimit: Int {
    switch self {
    case .inventories: 64 << 20
    case .signature, .insurances, .amendment, .notice, .filings: 12 << 20
    default: 262_144
    }
  }
  /// Whether a file goes with it.
  var isUpload: Bool { bodyLimit > 262_144 }
  var isDangerous: Bool { self == .withdrawal || self == .end }

  /// Does it; the lease to show afterwards.
  func perform(_ lease: Lease, _ visit: Visit) async throws -> ID<Lease> {
    let id = lease.id
    // What cannot be now is told before what was typed wrong.
    try await visit.database.read { transaction in
      if self == .renewal { return try transaction.demandRenewable(lease, on: visit.today) }
      try transaction.state(of: lease, on: visit.today).demand(deed)
    }
    switch self {
    case .offer: try await visit.placing(try LeaseReading.offer(id, visit))
    case .signature: try await visit.placing(try LeaseReading.signature(id, visit))
    case .withdrawal: try await visit.perform(try visit.reading { WithdrawLease(id, reason: $0.requiredText("reason", limit: 500)) })
    case .amendment: try await visit.perform(try LeaseReading.amendment(id, visit))
    case .freeze: try await visit.perform(try LeaseReading.freeze(id, visit))
    case .notice: try await visit.perform(try LeaseReading.notice(id, visit))
    case .noticeWithdrawal: try await visit.placing(WithdrawNotice(id))
    case .end: try await visit.perform(try LeaseReading.end(id, visit))
    case .renewal: return try await visit.perform(try LeaseReading.renewal(id, visit))
    case .indexation: _ = try await visit.perform(try LeaseReading.indexation(id, visit))
    case .inventories: _ = try await visit.perform(try LeaseReading.inventory(id, visit))
    case .insurances: try await visit.perform(try LeaseReading.insurance(id, visit))
    case .filings: _ = try await visit.perform(try LeaseReading.filing(id, visit))
    case .contacts: try await visit.perform(try LeaseReading.contact(id, visit))
    case .contactRemoval: try await visit.perform(try LeaseReading.contactRemoval(id, visit))
    case .depositCall: _ = try await visit.perform(CallLeaseDeposit(id, text: visit.texts.text("leasing.deposit.text", in: lease.language)))
    case .deposit: try await visit.perform(try LeaseReading.receipt(id, visit))
    case .settlement: try await visit.perform(try LeaseReading.settlement(id, visit))
    case .growth: _ = try await visit.placing(try await LeaseReading.growth(id, visit))
    case .growthTaken: try await visit.placing(try LeaseReading.growthTaken(id, visit))
    }
    return id
  }
}

extension Visit {
  /// Performs an act that gives cells.
  @discardableResult
  func placing<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome { try await database.performPlacing(act, for: viewer, at: now) }
}
