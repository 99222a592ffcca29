import Kernel
import Store

/// The house shows on its public page what it asks for a free space, or no longer does.
package struct PublishRents: Act {
  package let published: Bool

  package init(_ published: Bool) { self.published = published }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writePublicPages)
    let today = HouseTime.mulhouse.day(of: now)
    if try transaction.publishesRents(on: today) == published { return }
    try transaction.run(
      """
      INSERT INTO welcome_parameters (name, from_day, amount, reference) VALUES ('rents.published', \(today), \(published), \(viewer.name))
      ON CONFLICT (name, from_day) DO UPDATE SET amount = excluded.amount, reference = excluded.reference
      """)
    try transaction.note("welcome.rents.publish", on: "page/free", by: viewer, at: now, after: published ? "1" : "0")
  }
}

extension Transaction {
  package borrowing func publishesRents(on day: Day) throws -> Bool { try parameterLine("rents.published", on: day)?.amount == 1 }
}
