import Kernel
import Store

/// An area that knows what will be owed. Each invoice run and each preview asks it; it reads and changes nothing, and says the same each time:
/// what was already invoiced is known by its origin and left out by the run.
package protocol ChargeSource: Sendable {
  /// All charges with `billableFrom` in `month`, of one customer or of all, in the order in which they stand on the invoice.
  func charges(
    billableIn month: Month, of customer: OrganisationID?, in transaction: borrowing Transaction
  ) throws -> [ChargeDraft]
}
