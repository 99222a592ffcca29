import Kernel
import Ledger
import People
import Spaces
import Store

/// Everyone who changes a lease takes this lock first, then the plan's.
let leaseLock = "leasing"

extension Transaction {
  /// Everything that is wrong with a draft at once; what it becomes when nothing is.
  /// - Parameter own: the draft it takes the place of.
  borrowing func check(_ draft: LeaseDraft, replacing own: ID<Lease>? = nil, on today: Day) throws -> CheckedLease {
    var problems = Problems()
    guard let scheme = try scheme(draft.scheme), let version = try schemeVersion(of: draft.scheme, on: draft.from) else {
      throw Refusal.invalid("leasing.problem.scheme", field: "scheme")
    }
    let terms = version.terms
    for (day, field) in [
      (draft.from, "from"), (draft.until, "last"), (draft.terms.indexDay, "index_day"), (draft.terms.foundedOn, "founded_on"),
    ] as [(Day?, String)] { problems.demandNear(day, field: field) }
    try problems.refuse()
    try checkParties(draft, replacing: own, &problems)
    try checkCells(draft, scheme, &problems)
    checkLines(draft, &problems)
    try checkTerms(draft, scheme, on: today, &problems)
    checkAge(draft, terms, &problems)
    let written = draft.until ?? terms.firstTerm.map { draft.from.adding(months: $0) }
    if let written, written <= draft.from { problems.add("leasing.problem.reversed", field: "last") }
    if let least = terms.stayLeast, draft.succession != .move, let written, written < draft.from.adding(months: least) {
      problems.add("leasing.problem.tooShort", field: "last", ["months": "\(least)"])
    }
    if written == nil, !terms.isTacit { problems.add("kernel.problem.missing", field: "last") }
    let before = try draft.previous.flatMap { try lease($0) }
    let entry = draft.succession == .renewal || draft.succession == .move ? before?.entry ?? draft.from : draft.from
    let until = terms.isTacit ? nil : written
    if let span = DaySpan(checking: draft.from, until: until) {
      try checkStay(of: draft.tenant, scheme, terms, cells: draft.cells, over: span, leavingOut: own, &problems)
      checkReductions(draft.reductions, within: span, numbered: true, &problems)
      checkSteps(draft.lines, within: span, &problems)
    }
    try problems.refuse()
    let span = DaySpan(from: draft.from, until: until)
    return CheckedLease(
      draft: draft, version: version, until: until, term: written, entry: entry,
      ladder: terms.ladder?.reductions(entry: entry, over: span) ?? [])
  }

  private borrowing func checkParties(_ draft: LeaseDraft, replacing own: ID<Lease>?, _ problems: inout Problems) throws {
    let entities = try houseEntities(on: draft.from).map(\.organisation)
    if !entities.contains(draft.entity) { problems.add("leasing.problem.entity", field: "entity") }
    if try organisation(draft.tenant) == nil { problems.add("kernel.problem.choice", field: "tenant") }
    if let payer = draft.payer, try organisation(payer) == nil { problems.add("kernel.problem.choice", field: "payer") }
    if draft.tenant == draft.entity { problems.add("leasing.problem.oneself", field: "tenant") }
    if let number = draft.number {
      if let known = try lease(number: number), known.id != own { problems.add("leasing.problem.numberTaken", field: "number") }
    }
    if let key = draft.key, let known = try lease(key: key), known.id != own { problems.add("leasing.problem.numberTaken", field: "key") }
  }

  private borrowing func checkCells(_ draft: LeaseDraft, _ scheme: Scheme, _ problems: inout Problems) throws {
    let asked = Set(draft.cells)
    // An address needs no room, a desk perhaps none of its own.
    if asked.isEmpty, scheme.kind != .domiciliation, scheme.kind != .desk { problems.add("spaces.problem.noCells", field: "cells") }
    let found = try cells(asked.sorted())
    if found.count != asked.count { problems.add("kernel.problem.choice", field: "cells") }
    for cell in found where !cell.kind.isLettable { problems.add("spaces.problem.unlettable", field: "cells", ["cell": cell.code]) }
  }

  private borrowing func checkLines(_ draft: LeaseDraft, _ problems: inout Problems) {
    if draft.lines.isEmpty { problems.add("leasing.problem.noLines", field: "lines") }
    for (place, line) in draft.lines.enumerated() { problems.add(LineRules.problems(line, place: place + 1)) }
  }

  private borrowing func checkTerms(_ draft: LeaseDraft, _ scheme: Scheme, on today: Day, _ problems: inout Problems) throws {
    let terms = draft.terms
    if !(0...60).contains(terms.paymentDays) { problems.add("kernel.problem.range", field: "payment_days", ["low": "0", "high": "60"]) }
    if scheme.kind == .precarious, terms.ground.isEmpty { problems.add("leasing.problem.ground", field: "ground") }
    if let clause = terms.index {
      try checkClause(clause, every: terms.indexMonths, from: draft.from, isContinued: draft.succession != nil, &problems)
      // What is renewed may be due for a revision on its first day: the lease before has no such day any more.
      if let day = terms.indexDay, day < draft.from || (day == draft.from && draft.succession != .renewal) {
        problems.add("leasing.problem.indexDay", field: "index_day")
      }
    }
    if terms.deposit < .zero { problems.add("kernel.problem.amount", field: "deposit") }
    let yearly = draft.lines.filter { $0.kind == .rent }.reduce(Money.zero) { $0 + $1.rent.yearly }
    try checkCap(terms.deposit, terms, yearlyRent: yearly, on: today, &problems)
  }

  /// The most that may be asked for where the law of 2026 holds (C. com. L145-40).
  borrowing func checkCap(_ deposit: Money, _ terms: LeaseTerms, yearlyRent: Money, on today: Day, _ problems: inout Problems) throws {
    guard terms.isRetail, let cap = try parameters(.depositCap).first(where: { $0.from <= today }) else { return }
    let most = DepositRule.cap(yearlyRent: yearlyRent, months: cap.value)
    if deposit > most { problems.add("leasing.problem.depositCap", field: "deposit", ["most": most.plain, "reference": cap.reference]) }
  }

  private borrowing func checkAge(_ draft: LeaseDraft, _ terms: SchemeTerms, _ problems: inout Problems) {
    if terms.ageLeast == nil, terms.ageMost == nil { return }
    if draft.succession != nil { return }
    guard let founded = draft.terms.foundedOn else { return problems.add("leasing.problem.founded", field: "founded_on") }
    if let least = terms.ageLeast, founded.adding(months: least) > draft.from {
      problems.add("leasing.problem.tooYoung", field: "founded_on", ["months": "\(least)"])
    }
    if let most = terms.ageMost, founded.adding(months: most) < draft.from {
      problems.add("leasing.problem.tooOld", field: "founded_on", ["months": "\(most)"])
    }
  }

}

/// - Parameter numbered: whether the form has several, `reduction1_` and so on.
func checkReductions(_ reductions: [ReductionDraft], within span: DaySpan, numbered: Bool = false, _ problems: inout Problems) {
  for (place, reduction) in reductions.enumerated() {
    let prefix = numbered ? "reduction\(place + 1)_" : "reduction_"
    problems.demandNear(reduction.from, field: "\(prefix)from")
    problems.demandNear(reduction.until, field: "\(prefix)last")
    guard let days = DaySpan(checking: reduction.from, until: reduction.until) else {
      problems.add("leasing.problem.reversed", field: "\(prefix)last")
      continue
    }
    if !span.overlaps(days) { problems.add("leasing.problem.outside", field: "\(prefix)from") }
    if !(1...10_000).contains(reduction.share.basisPoints) {
      problems.add("kernel.problem.range", field: "\(prefix)share", ["low": "0.01", "high": "100"])
    }
  }
}

/// Later prices begin after their heading and within the lease, each on a day of its own.
func checkSteps(_ lines: [LineDraft], within span: DaySpan, _ problems: inout Problems) {
  for line in lines {
    var days: Set<Day> = []
    for step in line.steps {
      problems.demandNear(step.from, field: "step\(step.row)_from")
      let isWithin = step.from > (line.from ?? span.from) && span.contains(step.from) && line.until.map { step.from < $0 } ?? true
      if !isWithin { problems.add("leasing.problem.outside", field: "step\(step.row)_from") }
      if !days.insert(step.from).inserted { problems.add("leasing.problem.stepTwice", field: "step\(step.row)_from") }
      if step.price.amount < .zero { problems.add("kernel.problem.amount", field: "step\(step.row)_amount") }
    }
  }
}

/// What is wrong with a heading.
enum LineRules {
  static func problems(_ line: LineDraft, place: Int) -> [Problem] {
    var found: [Problem] = []
    let field = "line\(place)"
    if line.text.allSatisfy(\.isWhitespace) {
      found.append(Problem("leasing.problem.lineText", field: "\(field)_text", ["line": "\(place)"]))
    }
    if line.price.amount < .zero { found.append(Problem("kernel.problem.amount", field: "\(field)_amount")) }
    if line.rate != nil, line.area.map({ $0.hundredths <= 0 }) ?? true {
      found.append(Problem("leasing.problem.lineArea", field: "\(field)_area", ["line": "\(place)"]))
    }
    if let from = line.from, let until = line.until, until <= from {
      found.append(Problem("leasing.problem.reversed", field: "\(field)_last"))
    }
    return found
  }
}
