import Kernel

/// The days of a cell that nobody has.
package enum FreeDays {
  /// In order, none touching the next.
  /// - Parameters:
  ///   - existence: the days on which the cell is there.
  ///   - opens: its level's commissioning; what comes before is not free.
  package static func of(existence: DaySpan, opens: Day?, blocked: [DaySpan]) -> [DaySpan] {
    var start = max(existence.from, opens ?? existence.from)
    var free: [DaySpan] = []
    for span in blocked.sorted(by: { ($0.from, $0.until ?? Day(number: .max)) < ($1.from, $1.until ?? Day(number: .max)) }) {
      if let gap = DaySpan(checking: start, until: DaySpan.earlier(span.from, existence.until)) { free.append(gap) }
      guard let end = span.until else { return free }
      start = max(start, end)
    }
    if let rest = DaySpan(checking: start, until: existence.until) { free.append(rest) }
    return free
  }
}
