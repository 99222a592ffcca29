import Kernel

/// Days from `from` until before `until`, where nothing at all is possible: what was revoked on its first day never held.
package struct HeldSpan: Hashable, Sendable {
  package let from: Day
  package let until: Day?

  package init(from: Day, until: Day?) { (self.from, self.until) = (from, until) }
  package init(_ span: DaySpan) { self.init(from: span.from, until: span.until) }

  package func holds(on day: Day) -> Bool { from <= day && (until.map { day < $0 } ?? true) }
  package func isOver(on day: Day) -> Bool { until.map { $0 <= day } ?? false }
  /// The last day that is in it, as people say it; nil without end.
  package var last: Day? { until.map { $0 - 1 } }
  package func overlaps(_ other: HeldSpan) -> Bool {
    let startsBefore = other.until.map { from < $0 } ?? true
    let endsAfter = until.map { other.from < $0 } ?? true
    let isEmpty = until == from || other.until == other.from
    return startsBefore && endsAfter && !isEmpty
  }
}
