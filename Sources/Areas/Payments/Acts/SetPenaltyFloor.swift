import Kernel
import Store

/// Says from which day on a customer's penalties below how much are kept for later.
package struct SetPenaltyFloor: Act {
  package let from: Day
  package let amount: Money

  package init(from: Day, amount: Money) { (self.from, self.amount) = (from, amount) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeOffDebts)
    try transaction.lock("payments/floor")
    if from < HouseTime.mulhouse.day(of: now) { throw Refusal.invalid("payments.problem.past", field: "from") }
    if amount < .zero { throw Refusal.invalid("kernel.problem.amount", field: "amount") }
    try transaction.run("DELETE FROM penalty_floors WHERE from_day = \(from)")
    try transaction.run(
      "INSERT INTO penalty_floors (from_day, amount, set_at, set_by) VALUES (\(from), \(amount), \(now), \(viewer.name))")
    try transaction.note("payments.floor.set", on: "penalty-floor/\(from)", by: viewer, at: now, after: amount.decimalText)
  }
}
