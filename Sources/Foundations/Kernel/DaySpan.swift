/// Days from the first to the one before the last: `[from, until)`. Without `until` it has no end yet.
package struct DaySpan: Hashable, Sendable, Codable, CustomStringConvertible {
  package let from: Day
  package let until: Day?

  /// A span of at least one day; a shorter one is a mistake of the caller, who checks with `init(checking:)`.
  package init(from: Day, until: Day?) {
    precondition(until.map { from < $0 } ?? true, "a span ends after it begins")
    self.from = from
    self.until = until
  }

  /// nil when it would end on or before its first day.
  package init?(checking from: Day, until: Day?) {
    if let until, until <= from { return nil }
    self.init(from: from, until: until)
  }

  package func contains(_ day: Day) -> Bool { from <= day && (until.map { day < $0 } ?? true) }
  package func overlaps(_ other: DaySpan) -> Bool {
    (other.until.map { from < $0 } ?? true) && (until.map { other.from < $0 } ?? true)
  }
  package func covers(_ other: DaySpan) -> Bool {
    guard from <= other.from else { return false }
    guard let until else { return true }
    return other.until.map { $0 <= until } ?? false
  }
  /// The days both have; nil when there is none.
  package func intersection(_ other: DaySpan) -> DaySpan? {
    guard overlaps(other) else { return nil }
    return DaySpan(from: max(from, other.from), until: DaySpan.earlier(until, other.until))
  }
  /// The number of days; nil without an end.
  package var length: Int? { until.map { $0 - from } }
  /// The last day that is in it.
  package var last: Day? { until.map { $0 - 1 } }

  /// The earlier of two ends, where no end is later than any.
  package static func earlier(_ left: Day?, _ right: Day?) -> Day? {
    guard let left else { return right }
    guard let right else { return left }
    return min(left, right)
  }

  package var description: String { "[\(from), \(until.map(\.description) ?? "…"))" }
}
