import Kernel

/// The months of a plan: 0 is the first. Whoever has a cell on the first day of a month has it that month, so that two who follow each other
/// on a cell never meet in a month.
package struct PlanMonths: Sendable, Hashable, Codable {
  /// Months since year 0.
  let number: Int
  package let count: Int

  package init(first: Month, count: Int) { (number, self.count) = (first.number, max(1, count)) }

  package var first: Month { Month(number: number) }
  package subscript(place: Int) -> Month { first + place }

  /// The first month that begins on that day or later; not before 0.
  package func place(from day: Day) -> Int {
    if day <= first.first { return 0 }
    return day.month - first + (day == day.month.first ? 0 : 1)
  }
  /// Whether something may be assumed to happen in it: the first month is as it is.
  package func mayChange(in month: Month) -> Bool { month > first && month < self[count] }
  /// For telling that it may not.
  package var changing: [String: String] { ["first": (first + 1).description, "last": self[count - 1].description] }

  /// The months of a span within the plan; nil when none is.
  package func places(from: Day, until: Day?) -> Range<Int>? {
    let start = place(from: from)
    let end = min(count, until.map { place(from: $0) } ?? count)
    return start < end ? start..<end : nil
  }
}
