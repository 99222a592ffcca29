import Kernel
import People
import Spaces
import Store

/// A lease as its tenant asks of it on a day: what it costs, how long it lasts, when and how it can be left.
package struct LeaseOutlook: Sendable {
  package let facts: LeaseFacts
  package let scheme: Scheme
  package let version: SchemeVersion
  package let landlord: String
  package let cells: [Cell]
  package let state: LeaseState
  package let notice: LeaseNotice?
  /// The first day of the contract, by which its periods count.
  package let contractBegin: Day
  /// The next day on which the index may change the rent.
  package let nextRevision: Day?
  package let depositHeld: Money
  /// What signing will call.
  package let depositAtSignature: Money
  package let insurances: [LeaseInsurance]
  package let files: [LeaseFile]
  package let today: Day

  package var lease: Lease { facts.lease }
  /// The last day, as things stand; nil of a lease that goes on until somebody ends it.
  package var last: Day? { lease.span?.last }
  package var isRunning: Bool { [.upcoming, .running, .noticed].contains(state) }
  /// Said today; nil where no notice can be given or it would change nothing.
  package var leaving: Leaving? {
    guard state.allows(.giveNotice), let span = lease.span else { return nil }
    return Leaving(version.terms.notice, holding: span, since: contractBegin, term: lease.term, told: today)
  }
  /// The day whose prices are told: today, or the nearest of the lease.
  package var moneyDay: Day { min(max(today, lease.from), lease.span?.last ?? max(today, lease.from)) }
  /// The terms of that day.
  package var terms: LeaseTerms { facts.terms(on: moneyDay) }
  package var schedule: RentSchedule { facts.schedule(over: lease.agreed) }
  /// A month at those prices, without VAT.
  package var monthly: Money { schedule.monthly(on: moneyDay, rentOnly: false) }
  /// The certificate that reaches furthest.
  package var insurance: LeaseInsurance? { insurances.max { ($0.span.until ?? $0.span.from) < ($1.span.until ?? $1.span.from) } }
  package var isInsured: Bool { insurances.contains { $0.span.contains(max(today, lease.from)) } }

  init(_ facts: LeaseFacts, in transaction: borrowing Transaction, on today: Day) throws {
    let lease = facts.lease
    guard let version = try transaction.schemeVersion(lease.version), let scheme = try transaction.scheme(version.scheme),
      let landlord = try transaction.organisation(lease.entity)
    else { throw Refusal.notFound }
    (self.facts, self.scheme, self.version, self.landlord, self.today) = (facts, scheme, version, landlord.name, today)
    cells = try transaction.cells(of: lease.id)
    notice = try transaction.notice(of: lease.id)
    contractBegin = try transaction.contractBegin(of: lease)
    state = lease.state(on: today, noticed: notice != nil)
    nextRevision = lease.signature == nil ? nil : try transaction.dueRevision(of: facts, through: today + 400, on: today)?.day
    depositHeld = try transaction.depositMovements(of: lease.id).held
    depositAtSignature = try transaction.depositAtSignature(of: lease)
    insurances = try transaction.insurances(of: lease.id)
    files = try transaction.files(of: lease.id)
  }
}

extension Transaction {
  /// Every lease its tenant may see, those that still say something first, each newest first.
  package borrowing func outlooks(of tenant: OrganisationID, on today: Day) throws -> [LeaseOutlook] {
    let found = try leases(of: tenant).filter { $0.offeredAt != nil || $0.signature != nil }.reversed().compactMap { lease in
      try leaseFacts(lease.id)
    }
    let all = try found.map { try LeaseOutlook($0, in: self, on: today) }.filter { $0.state != .withdrawn && $0.state != .draft }
    return all.filter { $0.state != .ended } + all.filter { $0.state == .ended }
  }
  package borrowing func outlook(_ lease: ID<Lease>, on today: Day) throws -> LeaseOutlook? {
    try leaseFacts(lease).map { try LeaseOutlook($0, in: self, on: today) }
  }
}
