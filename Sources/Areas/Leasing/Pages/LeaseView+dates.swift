import Kernel

extension LeaseView {
  /// What is to be thought of, by day: the term and its alarms, the index, insurance, the notice.
  var dates: [LeaseDate] {
    var found: [LeaseDate] = []
    let end = lease.span?.until ?? lease.term
    if let end, state != .ended, state != .withdrawn {
      found.append(LeaseDate(end - 1, lease.ending == nil ? "term" : "ends"))
      if scheme.kind.isShortTerm || stay != nil {
        found += StayCounter.alarms(before: end).filter { $0.day >= today }.map { LeaseDate($0.day, "alarm", months: $0.months) }
      }
    }
    if let limit = stay?.limit { found.append(LeaseDate(limit - 1, "limit")) }
    if scheme.kind.isShortTerm, let end { found.append(LeaseDate(StayCounter.hardStop(after: end), "hardStop")) }
    if let due { found.append(LeaseDate(due.day, "index")) }
    if let last = insurances.compactMap(\.span.until).max() { found.append(LeaseDate(last - 1, "insurance")) }
    if scheme.kind == .commercial, state == .running {
      found.append(LeaseDate(version.terms.notice.earliest(received: today, leaseFrom: contractBegin, term: lease.term) - 1, "exit"))
    }
    return found.sorted { ($0.day, $0.what) < ($1.day, $1.what) }
  }

  /// What the house still waits for, derived from what is there.
  var missing: [String] {
    if state == .undecided { return ["hardStop"] }
    guard [.upcoming, .running, .noticed].contains(state) else {
      if state == .ended, lease.span == nil, !unpaidCalls.isEmpty { return ["depositCancel"] }
      return state != .ended ? [] : held != .zero ? ["settlement"] : depositToReturn != .zero ? ["return"] : []
    }
    var found: [String] = []
    if !insurances.contains(where: { $0.span.contains(max(today, lease.from)) }), !cells.isEmpty { found.append("insurance") }
    if depositToCall > .zero {
      let isMore = lease.terms.deposit < terms.deposit
      found.append(isMore ? "depositCallMore" : depositCalls.contains { $0.cancellation != nil } ? "depositCallAgain" : "depositCall")
    } else if held < terms.deposit, !isFollowed {
      found.append("deposit")
    } else if depositExcess > .zero {
      found.append("depositExcess")
    }
    if depositToReturn != .zero { found.append("return") }
    if state != .upcoming, !cells.isEmpty, !inventories.contains(where: { $0.inventory.kind == .entry }) { found.append("entry") }
    return found
  }
}

/// A day that matters in the life of a lease.
package struct LeaseDate: Sendable, Hashable {
  package let day: Day
  /// `term`, `ends`, `alarm`, `limit`, `hardStop`, `index`, `insurance`, `exit`.
  package let what: String
  package let months: Int?

  package init(_ day: Day, _ what: String, months: Int? = nil) { (self.day, self.what, self.months) = (day, what, months) }
}
