import Kernel
import Store

extension Transaction {
  /// What a clause may say, of a new lease and of an amendment alike.
  /// - Parameter isContinued: it goes on from the lease before, whose quarter may be an older one.
  borrowing func checkClause(
    _ clause: IndexClause, every months: Int, from day: Day, isContinued: Bool, _ problems: inout Problems
  ) throws {
    if clause.tunnel != nil, clause.index != .ilc { problems.add("leasing.problem.tunnel", field: "tunnel") }
    if !(1...120).contains(months) { problems.add("kernel.problem.range", field: "index_months", ["low": "1", "high": "120"]) }
    let values = try indexValues(of: clause.index).map(\.point)
    if !values.contains(where: { $0.quarter == clause.base }) {
      problems.add("leasing.problem.indexUnknown", field: "index_base", ["index": clause.index.rawValue, "quarter": "\(clause.base)"])
    } else if clause.comparison == .latest, !isContinued, let known = values.filter({ $0.publication <= day }).map(\.quarter).max(),
      clause.base < known
    {
      problems.add("leasing.problem.baseTooOld", field: "index_base", ["quarter": "\(known)"])
    }
  }

  /// What speaks against another clause from a day on. See docs/indexation.md, "Another clause".
  borrowing func check(
    _ index: IndexChange, of facts: LeaseFacts, from day: Day, on today: Day, _ problems: inout Problems
  ) throws {
    if let clause = index.clause {
      try checkClause(clause, every: facts.terms(on: day).indexMonths, from: day, isContinued: false, &problems)
      problems.demandNear(index.day, field: "index_day")
      if let first = index.day, first <= day { problems.add("leasing.problem.indexDayAmended", field: "index_day") }
    }
    // The rent reached on the day is what the new clause starts from: what the old one still changes of it comes first.
    if let done = try revisions(of: facts.lease.id).last, done.day >= day {
      problems.add("leasing.problem.indexedSince", field: "day", ["day": "\(done.day)", "next": "\(done.day + 1)"])
    } else if let due = try dueRevision(of: facts, through: min(day - 1, today), on: today), due.indexation != nil {
      problems.add("leasing.problem.reviseFirst", field: "day", ["day": "\(due.day)"])
    }
  }

  /// A clause that no heading would follow does nothing.
  borrowing func followProblems(of changes: [LeaseChange], in facts: LeaseFacts, from day: Day) -> [Problem] {
    var follow = Set(facts.lines.filter { $0.isIndexed && $0.span.until.map { day < $0 } ?? true }.map(\.id.text))
    var isSaid = false
    for change in changes {
      switch change {
      case .terms(let terms): isSaid = isSaid || terms.index?.clause != nil
      case .add(let draft): if draft.isIndexed { follow.insert(draft.text) }
      case .endLine(let line): follow.remove(line.text)
      case .price, .reduce: break
      }
    }
    return isSaid && follow.isEmpty ? [Problem("leasing.problem.noneIndexed", field: "index")] : []
  }

  /// What an amendment leaves to the house: the first revision under a new clause, the guarantee the scheme says.
  borrowing func complete(_ changes: [LeaseChange], in facts: LeaseFacts, from day: Day) throws -> [LeaseChange] {
    try changes.map { change in
      guard case .terms(var terms) = change else { return change }
      if let index = terms.index, index.clause != nil, index.day == nil {
        terms.index?.day = day.adding(months: facts.terms(on: day).indexMonths)
      }
      if terms.isDepositUsual {
        let months = try schemeVersion(facts.lease.version)?.terms.depositMonths ?? 0
        terms.deposit = DepositRule.usual(yearlyRent: facts.yearly(of: [.rent, .desk], on: day, after: changes), monthHundredths: months)
        terms.isDepositUsual = false
      }
      if terms.payer == facts.payer(on: day) { terms.payer = nil }
      return .terms(terms)
    }
  }
}
