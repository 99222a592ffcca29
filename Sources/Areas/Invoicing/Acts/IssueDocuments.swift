import Kernel
import Store

/// Issues documents of one entity together: all of them or, when one is refused that nothing stood in the way of before, none. What was
/// invoiced meanwhile is left out; a document of which nothing is left is not issued.
struct IssueDocuments: Act {
  let drafts: ArraySlice<PlannedDocument>
  let book: InvoiceBook
  let order: IssueOrder

  /// For each the invoice, or nil when another run was faster.
  func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> [Invoice?] {
    try viewer.demand(.issueInvoices)
    guard let entity = drafts.first?.entity else { return [] }
    try transaction.lockNumbers(of: entity)
    var invoiced = try transaction.invoiced(among: drafts.flatMap { $0.draft.lines.compactMap(\.reason.origin) })
    let cancelled = try transaction.cancelled(among: drafts.flatMap { $0.draft.lines.compactMap(\.charge) })
    var issuing = Issuing(book, by: order, at: now)
    var places: [Int?] = []
    var credits: [(place: Int, invoice: Invoice)] = []
    for planned in drafts {
      var draft = planned.draft
      draft.lines.removeAll { line in
        line.reason.origin.map(invoiced.contains) ?? false || line.charge.map(cancelled.contains) ?? false
      }
      if draft.lines.isEmpty {
        places.append(nil)
        continue
      }
      if draft.lines.count < planned.draft.lines.count {
        // What was issued just now may be the invoice that a surplus is given back on.
        try issuing.write(in: transaction)
        draft = try rest(of: draft, in: transaction)
      }
      let problems = book.blockers(of: draft)
      if !problems.isEmpty { throw Refusal(.conflict, problems) }
      try issuing.add(draft, in: transaction)
      invoiced.formUnion(draft.lines.compactMap(\.reason.origin))
      places.append(issuing.issued.count - 1)
      for named in draft.predecessors where named.relation == .credits { credits.append((issuing.issued.count - 1, named.invoice)) }
    }
    try issuing.write(in: transaction)
    for credit in credits { try transaction.settle(issuing.issued[credit.place], against: credit.invoice, at: now) }
    for invoice in issuing.issued { try transaction.send(invoice, book, by: order, at: now) }
    return places.map { place in place.map { issuing.issued[$0] } }
  }

  /// What is left may be owed where a surplus was expected, or the other way round.
  private func rest(of draft: DocumentDraft, in transaction: borrowing Transaction) throws -> DocumentDraft {
    try InvoicePlan.turned(draft.made(.invoice)) { try transaction.lastInvoice(of: $0) }
  }
}
