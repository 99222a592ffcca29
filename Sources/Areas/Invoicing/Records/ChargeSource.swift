import Kernel
import Store

/// An area that knows what will be owed. Each invoice run and each preview asks it; it reads and changes nothing, and says the same each time:
/// what was already invoiced is known by its origin and left out by the run.
package protocol ChargeSource: Sendable {
  /// All charges with `billableFrom` in `month`, of one customer or of all, in the order in which they stand on the invoice.
  func charges(
    billableIn month: Month, of customer: OrganisationID?, in transaction: borrowing Transaction
  ) throws -> [ChargeDraft]

  /// The same of several months, one after the other, without those whose origin is among `invoiced`: asked once by a run that looks back.
  func charges(
    billableFrom first: Month, through last: Month, of customer: OrganisationID?, leavingOut invoiced: Set<String>,
    in transaction: borrowing Transaction
  ) throws -> [ChargeDraft]

  /// To whom invoices are mailed where contracts name somebody; a customer without goes by the address of the organisation.
  func billingAddresses(on day: Day, in transaction: borrowing Transaction) throws -> [OrganisationID: [String]]
}

extension ChargeSource {
  package func billingAddresses(on day: Day, in transaction: borrowing Transaction) throws -> [OrganisationID: [String]] { [:] }

  package func charges(
    billableFrom first: Month, through last: Month, of customer: OrganisationID?, leavingOut invoiced: Set<String>,
    in transaction: borrowing Transaction
  ) throws -> [ChargeDraft] {
    var found: [ChargeDraft] = []
    var month = first
    while month <= last {
      found += try charges(billableIn: month, of: customer, in: transaction).filter { !invoiced.contains($0.origin) }
      month = month + 1
    }
    return found
  }
}
