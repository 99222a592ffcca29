import Kernel

/// When a tenant who speaks today can leave, and until when there is time to say so. See docs/leasing.md.
package struct Leaving: Hashable, Sendable {
  /// The first day without.
  package let on: Day
  /// The last day on which a notice for it is received in time.
  package let toldBy: Day

  /// Nil when the lease ends by itself before a notice could end it.
  package init?(_ rule: NoticeRule, holding lease: DaySpan, since begin: Day? = nil, term: Day? = nil, told day: Day) {
    let on = max(rule.earliest(received: day, leaseFrom: begin ?? lease.from, term: term), lease.from + 1)
    if let until = lease.until, on >= until { return nil }
    (self.on, toldBy) = (on, max(day, rule.latest(for: on)))
  }
}

extension NoticeRule {
  /// The last day on which a notice that takes effect on `effective` may be received.
  package func latest(for effective: Day) -> Day {
    // Months have unequal lengths: a few days back and forth at most.
    var day = (effective - days).adding(months: -months) + 3
    while day.adding(months: months) + days > effective { day = day - 1 }
    return day
  }
}
