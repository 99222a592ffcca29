import Kernel
import Spaces
import Store

extension Transaction {
  /// Whether a stay keeps within what its scheme allows and, in premises let under C. com. L145-5, within what the law does. Asked when a lease
  /// is prepared and again when it is signed: another may have been signed between.
  borrowing func checkStay(
    of tenant: OrganisationID, _ scheme: Scheme, _ terms: SchemeTerms, cells: [ID<Cell>], over span: DaySpan, leavingOut own: ID<Lease>?,
    _ problems: inout Problems
  ) throws {
    for limit in try stayLimits(scheme, terms, on: span.from) {
      // Those signed for later days count as well: whichever of two drafts is signed first.
      let others = try staySpans(of: tenant, limit.counted, cells: cells, around: span, leavingOut: own)
      let counter = StayCounter(others + [span], months: limit.months)
      guard counter.exceeds, let last = counter.limit else { continue }
      return problems.add(
        "leasing.problem.stay", field: "last", ["months": "\(limit.months)", "last": "\(last - 1)", "reference": limit.reference])
    }
  }

  /// The same of a lease that was prepared earlier.
  borrowing func checkStay(of facts: LeaseFacts) throws {
    let lease = facts.lease
    guard let version = try schemeVersion(lease.version), let scheme = try scheme(version.scheme) else { throw Refusal.notFound }
    var problems = Problems()
    try checkStay(
      of: lease.tenant, scheme, version.terms, cells: try cells(of: lease.id).map(\.id), over: lease.agreed, leavingOut: lease.id, &problems
    )
    try problems.refuse()
  }

  /// What the scheme allows, and what the law does where leases of its kind rest on C. com. L145-5.
  private borrowing func stayLimits(_ scheme: Scheme, _ terms: SchemeTerms, on day: Day) throws -> [StayLimit] {
    var limits: [StayLimit] = []
    if let most = terms.stayMost {
      limits.append(StayLimit(counted: StayCounted(scheme), months: most, reference: terms.reference))
    }
    guard scheme.kind.isShortTerm, scheme.kind != .derogatory else { return limits }
    for derogatory in try schemes() where derogatory.kind == .derogatory {
      guard let law = try schemeVersion(of: derogatory.id, on: day)?.terms, let most = law.stayMost else { continue }
      limits.append(StayLimit(counted: .premises, months: most, reference: law.reference))
    }
    return limits
  }

  /// The stays before a day that count together with a lease of a scheme.
  package borrowing func staySpans(
    of tenant: OrganisationID, _ scheme: Scheme, cells: [ID<Cell>], before day: Day, leavingOut own: ID<Lease>? = nil
  ) throws -> [DaySpan] {
    try staySpans(of: tenant, StayCounted(scheme), cells: cells, around: DaySpan(from: day, until: day + 1), leavingOut: own)
      .filter { $0.from < day }
  }

  /// What began before gives way to the span on its first day.
  private borrowing func staySpans(
    of tenant: OrganisationID, _ counted: StayCounted, cells: [ID<Cell>], around span: DaySpan, leavingOut own: ID<Lease>?
  ) throws -> [DaySpan] {
    let which: SQL =
      switch counted {
      case .premises:
        """
        s.kind IN \(list: LeaseKind.shortTerm)
          AND EXISTS (SELECT 1 FROM lease_cells c WHERE c.lease = l.id AND c.cell IN \(list: cells))
        """
      case .scheme(let id): "s.id = \(id)"
      }
    let found: [Lease] = try all(
      """
      SELECT l.* FROM leases l JOIN scheme_versions v ON v.id = l.version JOIN lease_schemes s ON s.id = v.scheme
      WHERE l.tenant = \(tenant) AND l.signed_at IS NOT NULL AND \(which) ORDER BY l.from_day, l.id
      """)
    return found.filter { $0.id != own }.compactMap(\.span).compactMap { other in
      other.from < span.from ? other.intersection(DaySpan(from: other.from, until: span.from)) : other
    }
  }
}

/// One maximum a stay is held to.
private struct StayLimit {
  let counted: StayCounted
  let months: Int
  let reference: String
}

/// Which leases of a tenant count together.
private enum StayCounted {
  /// All that rest on C. com. L145-5, in the same premises.
  case premises
  case scheme(ID<Scheme>)

  init(_ scheme: Scheme) { self = scheme.kind == .derogatory ? .premises : .scheme(scheme.id) }
}
