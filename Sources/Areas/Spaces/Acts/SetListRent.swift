import Kernel
import Store

/// Says the rent asked per m² and year for a kind of cell, from a day on. What was said of that very day is replaced only on purpose.
package struct SetListRent: Act {
  package let building: ID<Building>
  package let kind: CellKind
  package let from: Day
  package let yearly: Money
  package let replaces: Bool

  package init(building: ID<Building>, kind: CellKind, from: Day, yearly: Money, replaces: Bool = true) {
    (self.building, self.kind, self.from, self.yearly, self.replaces) = (building, kind, from, yearly, replaces)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    if yearly < .zero { throw Refusal.invalid("kernel.problem.amount", field: "yearly") }
    if !kind.isLettable { throw Refusal.invalid("spaces.problem.kindNotLettable", field: "kind") }
    guard try transaction.building(building) != nil else { throw Refusal.notFound }
    let before = try transaction.listRents(of: building).first { $0.kind == kind && $0.from == from }
    if before?.yearly == yearly { return }
    if let before, !replaces {
      throw Refusal.conflict("spaces.keeping.problem.rentSaid", field: "replace", ["day": "\(from)", "amount": before.yearly.plain])
    }
    try transaction.run(
      """
      INSERT INTO list_rents (id, building, cell_kind, from_day, yearly)
      VALUES (\(ID<ListRent>.fresh(at: now)), \(building), \(kind), \(from), \(yearly))
      ON CONFLICT (building, cell_kind, from_day) DO UPDATE SET yearly = excluded.yearly
      """)
    try transaction.note(
      "spaces.listRent.set", on: "building/\(building)", by: viewer, at: now, before: before.map { "\($0.yearly.cents)" },
      after: try audited(["kind": kind.rawValue, "from": from.description, "yearly": "\(yearly.cents)"]))
    try transaction.renewPlan()
  }
}
