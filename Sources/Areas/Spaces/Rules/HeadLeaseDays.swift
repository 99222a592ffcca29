import Kernel

/// The days on which the house itself holds a building.
package enum HeadLeaseDays {
  /// Leases that meet are one stretch; a day between two that do not meet is nobody's to give.
  package static func stretches(of leases: [DaySpan]) -> [DaySpan] {
    var found: [DaySpan] = []
    for lease in leases.sorted(by: { $0.from < $1.from }) {
      guard let last = found.last, let end = last.until, lease.from <= end else {
        if found.last.map({ $0.until != nil }) ?? true { found.append(lease) }
        continue
      }
      found[found.count - 1] = DaySpan(from: last.from, until: lease.until.map { max($0, end) })
    }
    return found
  }

  /// The stretch that binds what begins on a day: the one the day lies in, else the next to come, else the last; nil without any lease,
  /// which binds nothing.
  package static func stretch(from day: Day, of leases: [DaySpan]) -> DaySpan? {
    let all = stretches(of: leases)
    return all.first { $0.contains(day) } ?? all.first { $0.from > day } ?? all.last
  }
}
