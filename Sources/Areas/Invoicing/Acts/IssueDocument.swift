import Kernel
import Store

/// Issues one document of a run. What was invoiced meanwhile is left out; when nothing is left, nothing happens.
struct IssueDocument: Act {
  let draft: DocumentDraft
  let book: InvoiceBook
  let order: IssueOrder

  /// The invoice, or nil when another run was faster.
  func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Invoice? {
    try viewer.demand(.issueInvoices)
    try transaction.lockNumbers(of: draft.entity)
    let invoiced = try transaction.invoiced(among: draft.lines.compactMap(\.reason.origin))
    let cancelled = try transaction.cancelled(among: draft.lines.compactMap(\.charge))
    var draft = draft
    let count = draft.lines.count
    draft.lines.removeAll { line in
      line.reason.origin.map(invoiced.contains) ?? false || line.charge.map(cancelled.contains) ?? false
    }
    if draft.lines.isEmpty { return nil }
    if draft.lines.count < count {
      // What is left may be owed where a surplus was expected, or the other way round.
      var rest = DocumentDraft(
        type: .invoice, entity: draft.entity, customer: draft.customer, month: draft.month, part: draft.part, lines: draft.lines)
      rest = try InvoicePlan.turned(rest) { try transaction.lastInvoice(of: $0) }
      draft = rest
    }
    let problems = book.blockers(of: draft)
    if !problems.isEmpty { throw Refusal(.conflict, problems) }
    let invoice = try transaction.issue(draft, book, by: order, at: now)
    try transaction.send(invoice, to: book.customer(draft.customer)?.email, book, by: order, at: now)
    return invoice
  }
}

/// Issues documents of one entity together: all of them, or, when one is refused that nothing stood in the way of before, none.
struct IssueDocuments: Act {
  let drafts: ArraySlice<PlannedDocument>
  let book: InvoiceBook
  let order: IssueOrder

  /// For each the invoice, or nil when another run was faster.
  func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> [Invoice?] {
    try viewer.demand(.issueInvoices)
    var invoices: [Invoice?] = []
    for planned in drafts {
      invoices.append(try IssueDocument(draft: planned.draft, book: book, order: order).perform(in: transaction, for: viewer, at: now))
    }
    return invoices
  }
}
