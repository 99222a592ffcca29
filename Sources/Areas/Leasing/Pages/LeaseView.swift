import Invoicing
import Kernel
import Ledger
import People
import Spaces
import Store
import Web

/// Everything a page or a program is told of one lease, read at one moment.
struct LeaseView: Sendable {
  let facts: LeaseFacts
  let scheme: Scheme
  let version: SchemeVersion
  let tenant: Organisation
  let payer: Organisation
  let landlord: Organisation
  let cells: [Cell]
  let state: LeaseState
  /// It came to its term, and may be renewed as if nobody had been late.
  let isRenewableLate: Bool
  let notice: LeaseNotice?
  /// All, those that were taken back too.
  let notices: [LeaseNotice]
  let amendments: [LeaseAmendment]
  let revisions: [LeaseRevision]
  let deposits: [DepositMovement]
  /// What is to be called, and what was settled and has not left yet.
  let depositToCall: Money
  let depositToReturn: Money
  /// What is held beyond what an amendment left of it.
  let depositExcess: Money
  /// What signing will call.
  let depositAtSignature: Money
  let depositCalls: [DepositCall]
  /// Those of which nothing was paid, and which stand.
  let unpaidCalls: [DepositCall]
  /// What keeps the house from calling the deposit and from invoicing; asked while there is something to come.
  let blockers: [Problem]
  /// Whether somebody acts for the tenant and can be written to.
  let isTenantReachable: Bool
  /// Whether invoices are mailed to somebody.
  let hasInvoiceAddress: Bool
  let insurances: [LeaseInsurance]
  let contacts: [LeaseContact]
  /// Where the invoices go that no contact of the lease is named for.
  let payerAddress: String?
  let inventories: [(inventory: LeaseInventory, items: [InventoryItem], photos: [ID<LeaseFile>])]
  let files: [LeaseFile]
  let growth: [HoldLine]
  /// What it was prepared from.
  let promise: Hold?
  let previous: Lease?
  /// The first day of the contract, by which its periods count.
  let contractBegin: Day
  let next: [Lease]
  let due: DueRevision?
  let stay: StayCounter?
  let digest: String
  let audit: [AuditLine]
  let rates: VATRates
  /// Of which a value is known, the newest first; asked where an amendment may name one.
  let quarters: [Quarter]
  /// Who may be named as the one who pays; asked there too.
  let organisations: [(id: OrganisationID, name: String)]
  let payerNames: [OrganisationID: String]
  /// Who gets what is given back of the guarantee.
  let creditor: Organisation?
  let today: Day

  var lease: Lease { facts.lease }

  /// Refuses as not found what the visitor does not see.
  static func read(_ id: ID<Lease>, _ visit: Visit) async throws -> LeaseView {
    let today = visit.today
    let sight = LeaseSight(visit.viewer)
    let view = try await visit.database.read { transaction -> LeaseView? in
      guard let facts = try transaction.leaseFacts(id), sight.sees(facts.lease) else { return nil }
      return try LeaseView(facts, in: transaction, on: today)
    }
    guard let view else { throw Refusal.notFound }
    return view
  }

  init(_ facts: LeaseFacts, in transaction: borrowing Transaction, on today: Day) throws {
    let lease = facts.lease
    let id = lease.id
    guard let version = try transaction.schemeVersion(lease.version), let scheme = try transaction.scheme(version.scheme),
      let tenant = try transaction.organisation(lease.tenant),
      let payer = try transaction.organisation(facts.payer(on: max(today, lease.from))),
      let landlord = try transaction.organisation(lease.entity)
    else { throw Refusal.notFound }
    (self.facts, self.scheme, self.version, self.tenant, self.payer, self.landlord) = (facts, scheme, version, tenant, payer, landlord)
    cells = try transaction.cells(of: id)
    notice = try transaction.notice(of: id)
    notices = try transaction.notices(of: id)
    state = try transaction.state(of: lease, on: today)
    isRenewableLate = try transaction.mayRenewLate(lease, on: today)
    (amendments, revisions) = (try transaction.amendments(of: id), try transaction.revisions(of: id))
    (deposits, insurances) = (try transaction.depositMovements(of: id), try transaction.insurances(of: id))
    (depositToCall, depositToReturn) = (try transaction.depositToCall(of: lease, on: today), try transaction.depositToReturn(of: lease))
    depositExcess = try transaction.depositExcess(of: lease, on: today)
    depositAtSignature = try transaction.depositAtSignature(of: lease)
    depositCalls = try transaction.depositCalls(of: id)
    unpaidCalls = try depositCalls.filter {
      try $0.cancellation == nil && transaction.open(document: $0.number, entity: $0.entity) == $0.asked
    }
    let isOver = state == .ended || state == .withdrawn
    blockers =
      isOver
      ? []
      : try transaction.blockers(
        entity: lease.entity, customer: payer.id, deposit: facts.terms(on: max(today, lease.from)).deposit > .zero, on: today)
    isTenantReachable = try isOver || !transaction.contacts(of: lease.tenant, on: today).isEmpty
    contacts = try transaction.contacts(of: id)
    payerAddress = try transaction.customerTerms(of: payer.id)?.email
    hasInvoiceAddress = isOver || payerAddress != nil || contacts.contains { $0.role == .billing && EmailAddress($0.email) != nil }
    var seen: [(inventory: LeaseInventory, items: [InventoryItem], photos: [ID<LeaseFile>])] = []
    for inventory in try transaction.inventories(of: id) {
      seen.append((inventory, try transaction.items(of: inventory.id), try transaction.photos(of: inventory.id)))
    }
    inventories = seen
    files = try transaction.files(of: id)
    let held = try transaction.leaseHolds(of: id).filter { $0.purpose == .growth }.map(\.hold)
    growth = try transaction.holdLines(held).filter { $0.hold.stands(on: today) }
    promise = try transaction.promise(behind: lease)
    previous = try lease.previous.flatMap { try transaction.lease($0) }
    contractBegin = try transaction.contractBegin(of: lease)
    next = try transaction.leases(after: id).filter { $0.withdrawnAt == nil }
    due = lease.signature == nil ? nil : try transaction.dueRevision(of: facts, through: today + 400, on: today)
    if let most = version.terms.stayMost, let span = lease.span {
      let earlier = try transaction.staySpans(of: lease.tenant, scheme, cells: cells.map(\.id), before: lease.from, leavingOut: id)
      stay = StayCounter(earlier + [span], months: most)
    } else {
      stay = nil
    }
    digest = try transaction.digest(of: facts)
    audit = try transaction.auditLines(of: lease.subject)
    rates = try VATRates(transaction)
    organisations = state.allows(.amend) ? try transaction.organisationNames() : []
    payerNames = try transaction.payerNames(of: facts)
    creditor = try transaction.organisation(try transaction.depositCreditor(of: lease, on: today))
    quarters = state.allows(.amend) ? Set(try transaction.indexValues().map(\.point.quarter)).sorted(by: >) : []
    self.today = today
  }

  func allows(_ doing: LeaseDoing) -> Bool { state.allows(doing.deed) || (doing == .renewal && isRenewableLate) }

  func charges(in month: Month) -> [ChargeDraft] {
    guard lease.signature != nil || lease.withdrawnAt == nil else { return [] }
    let schedule = lease.signature == nil ? facts.schedule(over: lease.agreed) : facts.schedule
    return (schedule?.charges(askedIn: month) ?? []).compactMap { facts.draft($0, rates) }
  }

  /// The day the money of now is said of: today, or the nearest day of the lease.
  var moneyDay: Day { min(max(today, lease.from), lease.span?.last ?? max(today, lease.from)) }
  /// The terms of that day.
  var terms: LeaseTerms { facts.terms(on: moneyDay) }
  var monthly: Money { facts.schedule(over: lease.agreed).monthly(on: moneyDay, rentOnly: false) }
  var held: Money { deposits.held }
  /// Whether another was signed to follow it, which has its guarantee.
  var isFollowed: Bool { next.contains { $0.signature != nil } }
}
