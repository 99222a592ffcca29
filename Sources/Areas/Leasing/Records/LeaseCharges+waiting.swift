import Invoicing
import Kernel
import People
import Store

/// What leases say beside their charges.
extension LeaseCharges {
  /// The billing contact of each payer's lease; of several leases the one begun last.
  package func addresses(in transaction: borrowing Transaction) throws -> [OrganisationID: String] {
    var found: [OrganisationID: String] = [:]
    for row in try transaction.rows(
      """
      SELECT l.payer, c.email FROM lease_contacts c JOIN leases l ON l.id = c.lease
      WHERE c.role = 'billing' AND c.removed_at IS NULL AND c.email <> '' AND l.withdrawn_at IS NULL
      ORDER BY l.from_day, l.number, c.made_at, c.id
      """)
    {
      // What is no address is written to nobody.
      if let address = EmailAddress(try row.get("email")) { found[try row.get("payer")] = address.text }
    }
    return found
  }

  /// Rents that may be revised by their index up to the end of the month, and were not.
  package func waits(in month: Month, on today: Day, in transaction: borrowing Transaction) throws -> [ChargeWait] {
    try transaction.dueRevisions(in: month, on: today).filter { $0.indexation != nil }.map { due in
      let lease = due.facts.lease
      return ChargeWait(
        customer: lease.payer, contract: lease.number, day: due.day, text: "leasing.wait.revision", path: "/indexation?month=\(month)")
    }
  }
}
