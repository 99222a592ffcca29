import Kernel

/// For what a landlord ends a commercial lease. Without a reason the law names, for its term alone.
package enum LandlordGround: String, Sendable, CaseIterable, Codable {
  /// For the term, or a quarter after it (C. com. L145-9).
  case term
  /// To build it anew (L145-18), higher (L145-21), to make it housing (L145-23-1), to restore the building (L145-24): each three years as well.
  case rebuilding, storeys, housing, restoration
}

/// From which day on a notice may take effect. See docs/leasing.md, "When one can leave".
package struct NoticeRule: Hashable, Sendable {
  package let months: Int
  package let days: Int
  /// A commercial lease is left at the end of each three years (C. com. L145-4), at its term, and after it at the end of a quarter (L145-9).
  package let onlyEachThreeYears: Bool

  package init(months: Int, days: Int, onlyEachThreeYears: Bool) {
    (self.months, self.days, self.onlyEachThreeYears) = (months, days, onlyEachThreeYears)
  }

  /// The first day the premises may be free, when notice is received on `day`.
  /// - Parameter term: the first day after what is written; nil of a lease without one.
  package func earliest(
    received day: Day, leaseFrom from: Day, term: Day? = nil, by side: NoticeSide = .tenant, for ground: LandlordGround = .term
  ) -> Day {
    let soonest = soonest(received: day)
    return onlyEachThreeYears ? exit(notBefore: soonest, from: from, term: term, by: side, for: ground) : soonest
  }
  /// Whether the premises may be left on that day.
  package func allows(
    _ effective: Day, received day: Day, leaseFrom from: Day, term: Day? = nil, by side: NoticeSide = .tenant,
    for ground: LandlordGround = .term
  ) -> Bool {
    if effective < soonest(received: day) { return false }
    return !onlyEachThreeYears || exit(notBefore: effective, from: from, term: term, by: side, for: ground) == effective
  }

  private func soonest(received day: Day) -> Day { day.adding(months: months) + days }

  /// The first day from `soonest` on that a commercial lease may end on.
  private func exit(notBefore soonest: Day, from: Day, term: Day?, by side: NoticeSide, for ground: LandlordGround) -> Day {
    if side == .tenant || ground != .term || term == nil {
      for years in stride(from: 3, through: 300, by: 3) {
        let end = from.adding(months: years * 12)
        if let term, end > term { break }
        if end >= soonest { return end }
      }
    }
    guard let term, term < soonest else { return term ?? soonest }
    // Prolonged tacitly: for the last day of a quarter of the calendar.
    let quarter = Quarter(of: soonest).span
    return quarter.from == soonest ? soonest : quarter.until ?? soonest
  }
}
