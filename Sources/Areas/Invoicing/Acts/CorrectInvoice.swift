import EInvoice
import Kernel
import Ledger
import Store

/// A line of a corrected invoice: one of the old with what changes, or a new one like another.
package struct CorrectedLine: Sendable, Hashable {
  /// The line of the old invoice it stands for.
  package let place: Int
  package let text: String
  package let net: Money

  package init(place: Int, text: String, net: Money) { (self.place, self.text, self.net) = (place, text, net) }
}

/// Replaces an invoice by a corrected one (384) that names it. The books take back the old and write the new in one entry.
package struct CorrectInvoice: Act {
  package let invoice: ID<Invoice>
  /// What it should have said; a line left out is dropped.
  package let lines: [CorrectedLine]
  package let reason: String
  /// Who is debited: the corrected invoice announces its own collection.
  package let mandates: [any MandateSource]
  /// Who knows where it goes.
  package let sources: [any ChargeSource]

  package init(
    _ invoice: ID<Invoice>, lines: [CorrectedLine], reason: String, mandates: [any MandateSource] = [], sources: [any ChargeSource] = []
  ) {
    (self.invoice, self.lines, self.reason, self.mandates, self.sources) = (invoice, lines, reason, mandates, sources)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Invoice {
    try viewer.demand(.issueInvoices)
    guard let invoice = try transaction.invoice(invoice) else { throw Refusal.notFound }
    try transaction.lockNumbers(of: invoice.entity)
    try transaction.demandStanding(invoice, correcting: true)
    if invoice.type == .downPayment { throw Refusal.conflict("invoicing.problem.downPayment") }
    guard let frozen = try transaction.frozen(invoice.id) else { throw Refusal.notFound }
    try check(against: frozen)
    let day = HouseTime.mulhouse.day(of: now)
    let book = try InvoiceBook(transaction, on: day, only: [invoice.entity, invoice.customer], mandates: mandates, charges: sources)
    var draft = DocumentDraft(
      type: .corrected, entity: invoice.entity, customer: invoice.customer, month: invoice.month,
      part: DocumentPart(frozen.document.lines[0].vat),
      lines: lines.map { LineDraft(correcting: frozen, of: invoice, with: $0) })
    draft.predecessors = [DocumentDraft.Predecessor(invoice: invoice, relation: .corrects)]
    (draft.remark, draft.order) = (reason, frozen.document.order)
    let problems = book.blockers(of: draft)
    if !problems.isEmpty { throw Refusal(.conflict, problems) }
    let corrected = try transaction.issue(draft, book, by: IssueOrder(viewer), at: now)
    for line in try transaction.lines(ofDocument: invoice.number, entity: invoice.entity)
    where line.account == Account.customers && line.amount < .zero {
      try transaction.match(document: invoice.number, credit: line.id, on: day, at: now)
    }
    try transaction.note("invoicing.invoice.correct", on: invoice.subject, by: viewer, at: now, after: "\(corrected.number): \(reason)")
    try transaction.send(corrected, after: invoice, book, by: IssueOrder(viewer), at: now)
    return corrected
  }

  private func check(against frozen: FrozenInvoice) throws {
    var problems = Problems()
    if lines.isEmpty { problems.add("invoicing.problem.noLines") }
    let places = lines.map(\.place)
    for place in Set(places) where !frozen.document.lines.indices.contains(place - 1) {
      problems.add("kernel.problem.choice", field: "line-\(place)")
    }
    for place in Set(places) where places.filter({ $0 == place }).count > 1 {
      problems.add("kernel.problem.choice", field: "line-\(place)")
    }
    for line in lines where line.text.isEmpty { problems.add("kernel.problem.missing", field: "text-\(line.place)") }
    if problems.isEmpty, lines.count == frozen.document.lines.count,
      lines.allSatisfy({ frozen.document.lines[$0.place - 1].net == $0.net && frozen.document.lines[$0.place - 1].name == $0.text })
    {
      problems.add("invoicing.problem.unchanged")
    }
    try problems.refuse()
  }
}

extension LineDraft {
  /// A line as it should have been: the days, VAT and contract of the old, its text and amount anew.
  init(correcting frozen: FrozenInvoice, of invoice: Invoice, with corrected: CorrectedLine) {
    let line = frozen.document.lines[corrected.place - 1]
    let reason = frozen.reasons[corrected.place - 1]
    let isSame = line.net == corrected.net
    let step = ExplanationStep(
      "invoicing.explain.corrects",
      ["number": invoice.number, "line": String(corrected.place), "before": "\(line.net.cents)", "after": "\(corrected.net.cents)"])
    self.init(
      text: corrected.text, kind: reason.kind, span: line.period ?? DaySpan(from: invoice.issueDay, until: invoice.issueDay + 1),
      billableFrom: invoice.issueDay, quantity: isSame ? abs(line.quantity) : 1000, unit: isSame ? line.unit : "C62", net: corrected.net,
      vat: line.vat, contract: line.note ?? frozen.document.contract,
      reason: LineReason(origin: nil, kind: reason.kind, explanation: reason.explanation + [step], deducts: reason.deducts))
  }
}
