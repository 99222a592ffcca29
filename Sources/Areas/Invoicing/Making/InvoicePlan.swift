import Kernel
import People
import Store

/// What the invoices of a month would be: made by reading only, the same for a preview, for a run and for a question "what if".
package struct InvoicePlan: Sendable {
  package let month: Month
  /// The day the documents would bear.
  package let day: Day
  package let documents: [PlannedDocument]
  /// Charges of the month that may not be invoiced yet.
  package let later: [ChargeDraft]
  let book: InvoiceBook

  /// For so many months back sources are asked what was never invoiced; what is older is posted as a charge.
  package static let reach = 12
}

/// A document that would be issued, with what stands in its way.
package struct PlannedDocument: Sendable {
  let draft: DocumentDraft
  package let problems: [Problem]
  package let net: Money
  package let vat: Money

  package var entity: OrganisationID { draft.entity }
  package var customer: OrganisationID { draft.customer }
  package var total: Money { net + vat }
  package var isCreditNote: Bool { draft.type == .creditNote }
  package var lineCount: Int { draft.lines.count }
}

/// What a plan is made for.
package struct PlanQuestion: Sendable {
  package var month: Month
  /// The day the documents would bear.
  package var day: Day
  package var customer: OrganisationID?
  /// Also what falls due later in the month, as a preview shows it.
  package var isWholeMonth = false
  /// Charges that might be: "what will my next invoice be if…".
  package var hypothetical: [ChargeDraft] = []

  package init(month: Month, day: Day, customer: OrganisationID? = nil, isWholeMonth: Bool = false, hypothetical: [ChargeDraft] = []) {
    (self.month, self.day, self.customer) = (month, day, customer)
    (self.isWholeMonth, self.hypothetical) = (isWholeMonth, hypothetical)
  }

  var last: Day { (month + 1).first - 1 }
  /// Charges billable until this day are taken.
  var until: Day { isWholeMonth ? last : min(last, day) }
}

extension InvoicePlan {
  package init(
    _ question: PlanQuestion, sources: [any ChargeSource], mandates: [any MandateSource], in transaction: borrowing Transaction
  ) throws {
    month = question.month
    day = question.day
    book = try InvoiceBook(transaction, on: question.day, mandates: mandates, addresses: sources)
    let starts = try transaction.invoicingStarts()
    var drafts: [(draft: ChargeDraft, posted: ID<PostedCharge>?)] = []
    var later: [ChargeDraft] = []
    let first = question.month + (1 - InvoicePlan.reach)
    let invoiced = try transaction.invoicedOrigins(from: first.first)
    for source in sources {
      let charges = try source.charges(
        billableFrom: first, through: question.month, of: question.customer, leavingOut: invoiced, in: transaction)
      for charge in charges where charge.billableFrom >= starts[charge.entity] ?? charge.billableFrom {
        if charge.billableFrom <= question.until { drafts.append((charge, nil)) } else { later.append(charge) }
      }
    }
    for charge in try transaction.waitingCharges(until: question.last, of: question.customer) {
      if charge.draft.billableFrom <= question.until { drafts.append((charge.draft, charge.id)) } else { later.append(charge.draft) }
    }
    drafts += question.hypothetical.map { ($0, nil) }
    self.later = later
    let book = self.book
    var documents: [PlannedDocument] = []
    for draft in InvoicePlan.grouped(drafts, question.month, book) {
      let last = draft.owed < .zero ? try transaction.lastInvoice(of: draft) : nil
      documents.append(InvoicePlan.planned(InvoicePlan.turned(draft) { _ in last }, book))
    }
    self.documents = documents
  }
}
