import Kernel
import People
import Spaces
import Store

extension Transaction {
  /// What speaks against other terms from a day on. See docs/leasing.md, "Amending the terms".
  /// - Parameter yearly: the rent of that day, as the amendment leaves it.
  borrowing func problems(of change: TermsChange, in facts: LeaseFacts, from day: Day, yearly: Money, on today: Day) throws -> [Problem] {
    var problems = Problems()
    let (before, after) = (facts.terms(on: day), change.applied(to: facts.terms(on: day)))
    if let later = facts.amended.last, later.from > day {
      problems.add("leasing.problem.termsLater", field: "day", ["day": "\(later.from)"])
    }
    if !(0...60).contains(after.paymentDays) { problems.add("kernel.problem.range", field: "payment_days", ["low": "0", "high": "60"]) }
    if let payer = change.payer, try organisation(payer) == nil { problems.add("kernel.problem.choice", field: "payer") }
    if change.payer != nil || after.rhythm != before.rhythm || after.regime != before.regime || after.proration != before.proration {
      if day != day.month.first {
        problems.add("leasing.problem.termsMonth", field: "day")
      } else if let begun = try lastCharged(of: facts.lease.id), begun >= day {
        problems.add("leasing.problem.termsAsked", field: "day", ["month": "\(begun.month)", "day": "\((begun.month + 1).first)"])
      }
    }
    if after.regime != before.regime { try checkRegime(after.regime, of: facts.lease, on: day, &problems) }
    if let deposit = change.deposit { try check(deposit, of: facts, from: day, yearly: yearly, on: today, &problems) }
    if let index = change.index { try check(index, of: facts, from: day, on: today, &problems) }
    return problems.items
  }

  /// More than before is bounded as in a new lease; less may always be agreed.
  private borrowing func check(
    _ deposit: Money, of facts: LeaseFacts, from day: Day, yearly: Money, on today: Day, _ problems: inout Problems
  ) throws {
    if deposit < .zero { problems.add("kernel.problem.amount", field: "deposit") }
    if deposit > facts.terms(on: day).deposit { try checkCap(deposit, facts.lease.terms, yearlyRent: yearly, on: today, &problems) }
  }

  /// The first day of the latest period that was asked for.
  private borrowing func lastCharged(of lease: ID<Lease>) throws -> Day? {
    try chargedPeriods(of: lease).keys.compactMap { origin in
      origin.split(separator: "/").dropFirst(3).first.flatMap { Day($0) }
    }.max()
  }

  /// The option is the building's, declared to the tax office: a lease takes it up or gives it up when the building does.
  private borrowing func checkRegime(_ regime: VATRegime, of lease: Lease, on day: Day, _ problems: inout Problems) throws {
    let cells = try cells(of: lease.id).map(\.id)
    let isService = try schemeVersion(lease.version)?.terms.vat == .compulsory
    if cells.isEmpty || isService {
      if regime != .compulsory { problems.add("leasing.problem.regimeScheme", field: "regime") }
      return
    }
    // Premises that are let equipped are taxed whatever the building is.
    if regime == .compulsory { return }
    let building = try premisesRegime(of: cells, on: day)
    switch (regime, building?.regime) {
    case (.option, .option): break
    case (.option, _): problems.add("leasing.problem.regimeNotOpted", field: "regime", ["day": "\(day)"])
    case (_, .option):
      problems.add("leasing.problem.regimeOpted", field: "regime", ["day": building?.endableFrom.map { "\($0)" } ?? ""])
    default: break
    }
  }

  borrowing func write(
    _ change: TermsChange, of facts: LeaseFacts, from day: Day, as amendment: Int, for viewer: Viewer, at now: Instant
  ) throws {
    let terms = change.applied(to: facts.terms(on: day))
    let (index, clause) = (change.index, change.index?.clause)
    try run(
      """
      INSERT INTO lease_terms (id, lease, place, from_day, vat_regime, frequency, timing, payment_days, proration, purchase_order,
        index_name, index_base, index_comparison, index_day, tunnel, small_firm, deposit, payer, made_at, made_by)
      VALUES (\(ID<AmendedTerms>.fresh(at: now)), \(facts.lease.id), \(amendment), \(day), \(terms.regime), \(terms.rhythm.frequency),
        \(terms.rhythm.timing), \(terms.paymentDays), \(terms.proration), \(terms.purchaseOrder), \(index?.name), \(clause?.base),
        \(clause?.comparison), \(index?.day), \(clause?.tunnel), \(clause?.isSmallFirm), \(change.deposit), \(change.payer), \(now),
        \(viewer.name))
      """)
    if let payer = change.payer { try findByPayer(payer, facts.lease.id) }
  }
}
