import Kernel
import Spaces
import Store

/// Says what a scheme is for leases that begin on a day or later. Versions that were said stay.
package struct SetSchemeTerms: Act {
  package let scheme: ID<Scheme>
  package let from: Day
  package let terms: SchemeTerms

  package init(_ scheme: ID<Scheme>, from: Day, _ terms: SchemeTerms) { (self.scheme, self.from, self.terms) = (scheme, from, terms) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.keepSchemes)
    try transaction.lock(leaseLock)
    guard let known = try transaction.scheme(scheme) else { throw Refusal.notFound }
    var problems = Problems()
    problems.demandNear(from, field: "from")
    if try transaction.schemeVersions(of: scheme).contains(where: { $0.from == from }) {
      throw Refusal.conflict("leasing.problem.versionThere", field: "from", ["day": "\(from)"])
    }
    problems.add(terms.problems(of: known.kind))
    if let exit = terms.exit, try transaction.scheme(exit) == nil || exit == scheme { problems.add("kernel.problem.choice", field: "exit") }
    try problems.refuse()
    try transaction.write(terms, of: scheme, from: from, at: now)
    try transaction.note(
      "leasing.scheme.set", on: "scheme/\(scheme)", by: viewer, at: now,
      after: try audited(["from": from.description, "most": terms.stayMost.map { "\($0)" }, "ladder": terms.ladder?.description]))
  }
}

extension Transaction {
  borrowing func write(_ terms: SchemeTerms, of scheme: ID<Scheme>, from: Day, at now: Instant) throws {
    try run(
      """
      INSERT INTO scheme_versions (id, scheme, from_day, age_least, age_most, stay_least, stay_most, first_term, renewal_step, ladder,
        notice_months, notice_days, notice_triennial, exit_scheme, deposit_months, tacit, vat, reference)
      VALUES (\(ID<SchemeVersion>.fresh(at: now)), \(scheme), \(from), \(terms.ageLeast), \(terms.ageMost), \(terms.stayLeast),
        \(terms.stayMost), \(terms.firstTerm), \(terms.renewalStep), \(terms.ladder?.description ?? ""), \(terms.notice.months),
        \(terms.notice.days), \(terms.notice.onlyEachThreeYears), \(terms.exit), \(terms.depositMonths), \(terms.isTacit), \(terms.vat),
        \(terms.reference))
      """)
  }
}

extension SchemeTerms {
  /// What no scheme can be, and what the law forbids one of its kind.
  func problems(of kind: LeaseKind) -> [Problem] {
    var found: [Problem] = []
    if reference.allSatisfy(\.isWhitespace) { found.append(Problem("kernel.problem.missing", field: "reference")) }
    if let ageLeast, let ageMost, ageMost < ageLeast { found.append(Problem("leasing.problem.reversed", field: "age_most")) }
    if let stayLeast, let stayMost, stayMost < stayLeast { found.append(Problem("leasing.problem.reversed", field: "stay_most")) }
    if let firstTerm, let stayMost, firstTerm > stayMost { found.append(Problem("leasing.problem.reversed", field: "first_term")) }
    if kind == .derogatory, stayMost.map({ $0 > 36 }) ?? true {
      found.append(Problem("leasing.problem.derogatoryMost", field: "stay_most"))
    }
    if kind == .commercial, stayLeast.map({ $0 < 108 }) ?? true {
      found.append(Problem("leasing.problem.commercialLeast", field: "stay_least"))
    }
    if kind == .domiciliation, stayLeast.map({ $0 < 3 }) ?? true {
      found.append(Problem("leasing.problem.domiciliationLeast", field: "stay_least"))
    }
    if !(0...120_00).contains(depositMonths) {
      found.append(Problem("kernel.problem.range", field: "deposit_months", ["low": "0", "high": "120"]))
    }
    return found
  }
}

/// Says how VAT falls on the bare premises of a building from a day on.
package struct SetPremisesRegime: Act {
  package let building: ID<Building>
  package let from: Day
  package let regime: VATRegime
  package let declaredOn: Day?
  package let reference: String

  package init(_ building: ID<Building>, from: Day, _ regime: VATRegime, declaredOn: Day? = nil, reference: String) {
    (self.building, self.from, self.regime, self.declaredOn, self.reference) = (building, from, regime, declaredOn, reference)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.keepSchemes)
    try transaction.lock(leaseLock)
    guard try transaction.building(building) != nil else { throw Refusal.notFound }
    var problems = Problems()
    if reference.allSatisfy(\.isWhitespace) { problems.add("kernel.problem.missing", field: "reference") }
    problems.demandNear(from, field: "from")
    problems.demandNear(declaredOn, field: "declared_on")
    if regime == .option, declaredOn == nil { problems.add("kernel.problem.missing", field: "declared_on") }
    // It takes effect on the first day of the month it is declared in.
    if regime == .option, let declaredOn, declaredOn.month.first != from { problems.add("leasing.problem.optionMonth", field: "from") }
    // That premises were equipped in between does not end it.
    let option = try transaction.premisesRegimes().last { $0.building == building && $0.from <= from && $0.regime == .option }
    if regime == .exempt, let free = option?.endableFrom, from < free {
      problems.add("leasing.problem.optionBinds", field: "from", ["day": "\(free)"])
    }
    try problems.refuse()
    let known = try transaction.premisesRegimes().first { $0.building == building && $0.from == from }
    if let known {
      if known.regime == regime, known.declaredOn == declaredOn, known.reference == reference { return }
      throw Refusal.conflict("leasing.problem.versionThere", field: "from", ["day": "\(from)"])
    }
    try transaction.run(
      """
      INSERT INTO premises_regimes (building, from_day, regime, declared_on, reference)
      VALUES (\(building), \(from), \(regime), \(declaredOn), \(reference))
      """)
    try transaction.note(
      "leasing.premises.set", on: "building/\(building)", by: viewer, at: now,
      after: try audited(["from": from.description, "regime": regime.rawValue]))
  }
}
