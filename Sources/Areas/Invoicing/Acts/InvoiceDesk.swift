import Kernel
import Store

/// What issuing an invoice needs from outside of the area: who charges, who is debited.
package struct InvoiceDesk: Sendable {
  package let sources: [any ChargeSource]
  package let mandates: [any MandateSource]

  package init(sources: [any ChargeSource] = [], mandates: [any MandateSource] = []) {
    (self.sources, self.mandates) = (sources, mandates)
  }

  package func plan(_ question: PlanQuestion, in transaction: borrowing Transaction) throws -> InvoicePlan {
    try InvoicePlan(question, sources: sources, mandates: mandates, in: transaction)
  }

  /// What the sources still wait for.
  package func waits(in month: Month, on today: Day, in transaction: borrowing Transaction) throws -> [ChargeWait] {
    var waits: [ChargeWait] = []
    for source in sources { waits += try source.waits(in: month, on: today, in: transaction) }
    return waits
  }
}

extension InvoiceDesk {
  /// The invoices of a month, of all customers or of one, without writing anything.
  package func preview(
    _ question: PlanQuestion, in database: any Database
  ) async throws -> InvoicePlan {
    try await database.read { transaction in try plan(question, in: transaction) }
  }
}
