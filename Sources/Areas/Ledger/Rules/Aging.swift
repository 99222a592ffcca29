import Kernel

/// What a customer owes by its age in days since the document's day (docs/ledger.md).
struct Aging: Sendable, Hashable {
  /// Up to 30 days, to 60, to 90, and more.
  static let limits = [30, 60, 90]
  private(set) var buckets = [Money](repeating: .zero, count: limits.count + 1)
  /// Payments and credits that settle nothing yet.
  private(set) var unsettled = Money.zero

  mutating func add(_ open: Money, from day: Day, on today: Day) {
    if open < .zero {
      unsettled += open
    } else {
      let age = today - day
      buckets[Aging.limits.firstIndex { age <= $0 } ?? Aging.limits.count] += open
    }
  }
  var total: Money { buckets.reduce(unsettled, +) }
}
