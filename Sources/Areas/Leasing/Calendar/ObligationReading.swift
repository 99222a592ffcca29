import Kernel
import People
import Spaces
import Store

/// What other areas put into the calendar of letting, as the meetings of a committee.
package protocol ObligationSource: Sendable {
  /// What the viewer may know of and has not been.
  func obligations(from today: Day, for viewer: Viewer, in transaction: borrowing Transaction) throws -> [Obligation]
  /// Who is written to about one of them.
  func concerned(by obligation: Obligation, in transaction: borrowing Transaction) throws -> [LeaseRecipient]
}

/// Someone a letter about leases goes to.
package struct LeaseRecipient: Sendable, Hashable {
  package let name: String
  package let email: String
  package let language: Language

  package init(name: String, email: String, language: Language) { (self.name, self.email, self.language) = (name, email, language) }
}

extension Transaction {
  /// Everything about leases within reach that is still to be done, the oldest first.
  package borrowing func obligations(within reach: Reach, on today: Day) throws -> [Obligation] {
    let known = try KnownOfLeases(self, on: today)
    var found: [Obligation] = []
    for listed in try leasesListed(within: reach, on: today) {
      guard let version = known.versions[listed.lease.version] else { continue }
      found += try obligations(of: listed, version.terms, known, on: today)
      // What the house has to amend is no matter of its tenants.
      if reach == .everything, version.terms.vat != .compulsory { found += try overtaken(listed, known.regimes, on: today) }
    }
    return found.inOrder
  }

  private borrowing func obligations(
    of listed: LeaseListed, _ terms: SchemeTerms, _ known: KnownOfLeases, on today: Day
  ) throws -> [Obligation] {
    let lease = listed.lease
    var found: [Obligation] = []
    let isImported = lease.signature?.how == .import
    func add(_ kind: Obligation.Kind, _ day: Day, final: Bool = false, other: Day? = nil, quiet: Bool = false) {
      found.append(
        Obligation(
          kind, on: day, of: lease.subject, path: "/leases/\(lease.id)", title: lease.number, tenant: listed.tenant, cells: listed.cells,
          isFinal: final, other: other, isQuiet: quiet))
    }
    let end = lease.span?.until
    let isHeld = !listed.cells.isEmpty
    switch listed.state {
    case .draft, .withdrawn: return []
    case .offered:
      if let expiry = lease.offerExpiresOn { add(.signature, expiry - 1) }
      return found
    case .ended:
      if known.asksDeposit(lease), !known.settled.contains(lease.id), let end, try depositMovements(of: lease.id).held > .zero {
        add(.deposit, end - 1, quiet: isImported)
      }
      if isHeld, known.inventories[lease.id] == [.entry], let end, known.isLeft(lease) { add(.exit, end - 1) }
      return found
    case .undecided:
      if let end {
        add(.term, end - 1, final: true)
        add(.stop, StayCounter.hardStop(after: end) - 1)
      }
      return found
    case .upcoming, .running, .noticed: break
    }
    let isFollowed = known.followed.contains(lease.id)
    let isLimited = terms.stayMost != nil || listed.scheme.kind.isShortTerm
    if listed.state == .noticed, let end {
      add(.ends, end - 1)
    } else if let term = end ?? lease.term, !isFollowed, end != nil || term > today {
      add(.term, term - 1, final: isLimited)
      if listed.scheme.kind.isShortTerm { add(.stop, StayCounter.hardStop(after: term) - 1) }
    }
    if let most = terms.stayMost, let span = lease.span, listed.state != .noticed, !isFollowed {
      let earlier = try staySpans(
        of: lease.tenant, listed.scheme, cells: cells(of: lease.id).map(\.id), before: lease.from, leavingOut: lease.id)
      if let limit = StayCounter(earlier + [span], months: most).limit { add(.limit, limit - 1) }
    }
    if terms.notice.onlyEachThreeYears, listed.state != .noticed {
      let exit = terms.notice.earliest(received: today, leaseFrom: try contractBegin(of: lease), term: lease.term)
      add(.notice, terms.notice.latest(for: exit), other: exit)
    }
    if let day = known.revision(of: lease, on: today) { add(.index, day) }
    if isHeld {
      if let last = known.insured[lease.id] {
        add(.insurance, last - 1)
      } else if lease.from <= today {
        add(.insurance, lease.from, other: lease.from, quiet: isImported)
      }
      if !(known.inventories[lease.id]?.contains(.entry) ?? false), known.isEntered(lease) { add(.entry, lease.from) }
    }
    for expiry in known.growth[lease.id] ?? [] { add(.growth, expiry - 1) }
    return found
  }
}

/// What is read once for all leases.
struct KnownOfLeases {
  let versions: [ID<SchemeVersion>: SchemeVersion]
  /// The first day that no certificate covers any more.
  let insured: [ID<Lease>: Day]
  /// How VAT falls on buildings, each by day.
  let regimes: [ID<Building>: [PremisesRegime]]
  let inventories: [ID<Lease>: Set<InventoryKind>]
  /// Their guarantee was settled.
  let settled: Set<ID<Lease>>
  /// The day of the last revision.
  let revised: [ID<Lease>: Day]
  /// Options on neighbouring spaces that stand, by their expiry.
  let growth: [ID<Lease>: [Day]]
  /// A lease that was signed follows them.
  let followed: Set<ID<Lease>>
  private let renewing: Set<ID<Lease>>
  private let amended: [ID<Lease>: [AmendedTerms]]

  init(_ transaction: borrowing Transaction, on today: Day) throws {
    versions = Dictionary(uniqueKeysWithValues: try transaction.schemeVersions().map { ($0.id, $0) })
    insured = try transaction.days("SELECT lease, MAX(until_day) AS day FROM lease_insurances GROUP BY lease ORDER BY lease")
    regimes = Dictionary(grouping: try transaction.premisesRegimes(), by: \.building)
    revised = try transaction.days("SELECT lease, MAX(day) AS day FROM lease_revisions GROUP BY lease ORDER BY lease")
    var inventories: [ID<Lease>: Set<InventoryKind>] = [:]
    for row in try transaction.rows("SELECT lease, kind FROM lease_inventories ORDER BY lease, kind") {
      inventories[try row.get("lease"), default: []].insert(try row.get("kind"))
    }
    self.inventories = inventories
    amended = Dictionary(grouping: try transaction.all("SELECT * FROM lease_terms ORDER BY lease, from_day, place"), by: \.lease)
    settled = Set(
      try transaction.rows(
        """
        SELECT DISTINCT m.lease FROM deposit_movements m JOIN leases l ON l.id = m.lease WHERE m.kind IN ('retained', 'setoff', 'returned')
          AND m.day >= COALESCE(l.ended_on, l.until_day) ORDER BY m.lease
        """
      ).map { try $0.get("lease") })
    var growth: [ID<Lease>: [Day]] = [:]
    for row in try transaction.rows(
      """
      SELECT l.lease, h.expires_on FROM lease_holds l JOIN holds h ON h.id = l.hold
      WHERE l.purpose = 'growth' AND h.ended_at IS NULL AND h.expires_on > \(today) ORDER BY l.lease, h.expires_on
      """)
    { growth[try row.get("lease"), default: []].append(try row.get("expires_on")) }
    self.growth = growth
    let next = try transaction.rows(
      "SELECT id, previous FROM leases WHERE previous IS NOT NULL AND signed_at IS NOT NULL ORDER BY id")
    followed = Set(try next.map { try $0.get("previous") })
    renewing = Set(
      try transaction.rows("SELECT id FROM leases WHERE succession = 'renewal' ORDER BY id").map { try $0.get("id") })
  }

  func asksDeposit(_ lease: Lease) -> Bool {
    lease.terms.deposit > .zero || (amended[lease.id] ?? []).contains { ($0.deposit ?? .zero) > .zero }
  }
  func revision(of lease: Lease, on today: Day) -> Day? {
    guard let span = lease.span else { return nil }
    let horizon = max(today, revised[lease.id] ?? today) + 800
    let periods = lease.indexPeriods(amended[lease.id] ?? [])
    return periods.next(after: revised[lease.id], before: min(span.until ?? horizon, horizon))?.day
  }
  /// Whoever renews is in the premises already; what was signed before this program was entered before it.
  func isEntered(_ lease: Lease) -> Bool { !renewing.contains(lease.id) && lease.signature?.how != .import }
  /// Whoever stays under another lease does not leave.
  func isLeft(_ lease: Lease) -> Bool { lease.ending?.reason != .renewed && lease.signature?.how != .import }
}

extension Transaction {
  fileprivate borrowing func days(_ question: SQL) throws -> [ID<Lease>: Day] {
    var found: [ID<Lease>: Day] = [:]
    for row in try rows(question) { found[try row.get("lease")] = try row.get("day") }
    return found
  }
}

extension [Obligation] {
  /// By day, then by what they are about.
  package var inOrder: [Obligation] {
    sorted { ($0.day, $0.title, $0.kind.rawValue, $0.subject) < ($1.day, $1.title, $1.kind.rawValue, $1.subject) }
  }
}
