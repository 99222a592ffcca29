import Kernel

/// Part of a payment plan.
package struct Instalment: Hashable, Sendable {
  package let due: Day
  package let amount: Money

  package init(due: Day, amount: Money) { (self.due, self.amount) = (due, amount) }
}

package enum PlanState: String, Sendable, CaseIterable {
  case kept, broken, fulfilled, ended
}

/// Whether a plan is kept: by each due day, and the grace after it, as much was paid as had fallen due.
package enum PlanRule {
  /// Days after an instalment's due day before the plan counts as broken.
  package static let grace = 8

  /// - Parameter paid: what was paid since the plan began.
  package static func state(_ instalments: [Instalment], paid: Money, ended: Day?, on day: Day) -> PlanState {
    let total = instalments.reduce(.zero) { $0 + $1.amount }
    if paid >= total { return .fulfilled }
    if let ended, ended <= day { return .ended }
    let owed = instalments.filter { $0.due + grace < day }.reduce(.zero) { $0 + $1.amount }
    return paid < owed ? .broken : .kept
  }

  /// How much of each was paid, the earliest first.
  package static func paid(_ instalments: [Instalment], paid: Money) -> [Money] {
    var rest = paid
    return instalments.sorted { $0.due < $1.due }.map { instalment in
      let part = min(max(rest, .zero), instalment.amount)
      rest = rest - part
      return part
    }
  }

  /// Equal parts, a month apart; the first takes no cent less than the others.
  package static func equal(_ total: Money, count: Int, from first: Day) -> [Instalment] {
    guard count > 0, total > .zero else { return [] }
    return total.split(into: count).enumerated().map { Instalment(due: first.adding(months: $0.offset), amount: $0.element) }
  }
}
