import Invoicing
import Kernel
import Ledger
import Store

/// Who pays by direct debit, for invoices that announce their collection.
package struct PaymentMandates: MandateSource {
  package init() {}

  package func mandates(
    of entity: OrganisationID, on day: Day, in transaction: borrowing Transaction
  ) throws -> [OrganisationID: DebitMandate] {
    let lapse = Int(try transaction.parameter(.mandateLapse, on: day).value)
    var found: [OrganisationID: DebitMandate] = [:]
    for mandate in try transaction.mandates(ofEntity: entity) where mandate.state(lapseMonths: lapse, on: day) == .good {
      if found[mandate.customer] == nil { found[mandate.customer] = DebitMandate(reference: mandate.reference, debtorIBAN: mandate.iban) }
    }
    return found
  }

  package func debit(
    of document: String, entity: OrganisationID, on day: Day, in transaction: borrowing Transaction
  ) throws -> DocumentDebit? {
    if let item = try transaction.itemsUnderWay(entity: entity).first(where: { $0.document == document }) { return .underWay(item.day) }
    let told = try transaction.value(
      "SELECT MIN(day) FROM debit_notices WHERE entity = \(entity) AND document = \(document) AND day >= \(day)", as: Day?.self)
    return (told ?? nil).map { .announced($0) }
  }
}
