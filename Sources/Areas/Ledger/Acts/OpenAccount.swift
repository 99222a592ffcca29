import Kernel
import Store

/// Adds an account to an entity's chart. One that is there already keeps its name.
package struct OpenAccount: Act {
  package let number: String
  package let name: String
  package let entity: OrganisationID

  package init(_ number: String, name: String, of entity: OrganisationID) { (self.number, self.name, self.entity) = (number, name, entity) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.closePeriods)
    try transaction.lock("ledger/\(entity)")
    guard try transaction.entitiesWithBooks().contains(entity) else { throw Refusal.notFound }
    guard Account.isNumber(number) else { throw Refusal.invalid("ledger.problem.accountNumber", field: "number") }
    if try transaction.chart(of: entity).contains(where: { $0.number == number }) {
      throw Refusal.conflict("ledger.problem.accountThere", field: "number", ["number": number])
    }
    try transaction.run("INSERT INTO ledger_accounts (entity, number, name, opened_at) VALUES (\(entity), \(number), \(name), \(now))")
    try transaction.note("ledger.account.open", on: "organisation/\(entity)", by: viewer, at: now, after: "\(number) \(name)")
  }
}
