import EInvoice
import Kernel
import Ledger
import People
import Store

/// Invoices a down payment (386): its VAT is invoiced, its amount stands as an advance (4191) until the final invoice takes it off.
package struct IssueDownPayment: Act {
  package let draft: ChargeDraft
  let desk: InvoiceDesk

  /// `draft` says what is paid ahead; its origin is used once, as any other.
  package init(_ draft: ChargeDraft, desk: InvoiceDesk = InvoiceDesk()) { (self.draft, self.desk) = (draft, desk) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Invoice {
    try viewer.demand(.issueInvoices)
    try transaction.lockNumbers(of: draft.entity)
    if !(try transaction.invoiced(among: [draft.origin])).isEmpty { throw Refusal.conflict("invoicing.problem.origin") }
    if draft.net <= .zero { throw Refusal.invalid("invoicing.problem.amount", field: "net") }
    let day = HouseTime.mulhouse.day(of: now)
    let book = try InvoiceBook(
      transaction, on: day, only: [draft.entity, draft.customer], mandates: desk.mandates, charges: desk.sources)
    let document = DocumentDraft(
      type: .downPayment, entity: draft.entity, customer: draft.customer, month: day.month, part: DocumentPart(draft.vat),
      lines: [LineDraft(draft)])
    let problems = book.blockers(of: document)
    if !problems.isEmpty { throw Refusal(.conflict, problems) }
    let invoice = try transaction.issue(document, book, by: IssueOrder(viewer), at: now)
    try transaction.send(invoice, book, by: IssueOrder(viewer), at: now)
    return invoice
  }
}

/// Issues the final invoice after down payments: the charges it is about in full, each down payment taken off by a line of its own.
package struct IssueFinalInvoice: Act {
  package let charges: [ID<PostedCharge>]
  package let downPayments: [ID<Invoice>]
  let desk: InvoiceDesk

  package init(charges: [ID<PostedCharge>], downPayments: [ID<Invoice>], desk: InvoiceDesk = InvoiceDesk()) {
    (self.charges, self.downPayments, self.desk) = (charges, downPayments, desk)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Invoice {
    try viewer.demand(.issueInvoices)
    guard let first = try charges.first.flatMap({ try transaction.charge($0) }) else { throw Refusal.invalid("invoicing.problem.noLines") }
    try transaction.lockNumbers(of: first.draft.entity)
    let day = HouseTime.mulhouse.day(of: now)
    var draft = DocumentDraft(
      type: .invoice, entity: first.draft.entity, customer: first.draft.customer, month: day.month, part: DocumentPart(first.draft.vat),
      lines: [])
    draft.isFinal = true
    for id in charges { draft.lines.append(try line(of: id, like: first.draft, in: transaction)) }
    for id in downPayments {
      let (lines, invoice) = try deductions(of: id, like: first.draft, in: transaction)
      draft.lines += lines
      draft.predecessors.append(DocumentDraft.Predecessor(invoice: invoice, relation: .settles))
    }
    if draft.predecessors.isEmpty { throw Refusal.invalid("invoicing.problem.noDownPayment", field: "downPayments") }
    if Set(draft.lines.map { DocumentPart($0.vat) }).count > 1 { throw Refusal.conflict("invoicing.problem.parts") }
    let book = try InvoiceBook(
      transaction, on: day, only: [draft.entity, draft.customer], mandates: desk.mandates, charges: desk.sources)
    let problems = book.blockers(of: draft)
    if !problems.isEmpty { throw Refusal(.conflict, problems) }
    let invoice = try transaction.issue(draft, book, by: IssueOrder(viewer), at: now)
    try transaction.send(invoice, book, by: IssueOrder(viewer), at: now)
    return invoice
  }

  private func line(of id: ID<PostedCharge>, like first: ChargeDraft, in transaction: borrowing Transaction) throws -> LineDraft {
    guard let charge = try transaction.charge(id), charge.cancelledAt == nil else { throw Refusal.notFound }
    if charge.draft.entity != first.entity || charge.draft.customer != first.customer {
      throw Refusal.conflict("invoicing.problem.otherCustomer")
    }
    if let invoice = try transaction.invoice(with: id), let number = try transaction.invoice(invoice)?.number {
      throw Refusal.conflict("invoicing.problem.invoiced", ["number": number])
    }
    return LineDraft(charge.draft, posted: charge.id)
  }

  private func deductions(
    of id: ID<Invoice>, like first: ChargeDraft, in transaction: borrowing Transaction
  ) throws -> (lines: [LineDraft], invoice: Invoice) {
    guard let invoice = try transaction.invoice(id), let frozen = try transaction.frozen(id) else { throw Refusal.notFound }
    if invoice.type != .downPayment { throw Refusal.conflict("invoicing.problem.noDownPayment", field: "downPayments") }
    if invoice.entity != first.entity || invoice.customer != first.customer { throw Refusal.conflict("invoicing.problem.otherCustomer") }
    if let settled = try transaction.successors(of: id).first(where: { $0.relation != .credits }) {
      throw Refusal.conflict("invoicing.problem.settled", ["number": settled.invoice.number])
    }
    let left = try transaction.creditedLines(of: id)
    let language = try transaction.customerTerms(of: invoice.customer)?.language ?? .french
    var lines: [LineDraft] = []
    for (line, credited) in zip(frozen.document.lines, left) where credited.left != .zero {
      lines.append(
        LineDraft(
          text: InvoiceWords.deduction(of: invoice, in: language), kind: frozen.reasons[credited.place - 1].kind,
          span: line.period ?? DaySpan(from: invoice.issueDay, until: invoice.issueDay + 1), billableFrom: first.billableFrom,
          net: -credited.left, vat: line.vat, contract: line.note ?? frozen.document.contract,
          reason: LineReason(
            origin: "down-payment/\(invoice.id)/\(credited.place)", kind: frozen.reasons[credited.place - 1].kind,
            explanation: [ExplanationStep("invoicing.explain.deducts", ["number": invoice.number, "amount": "\(credited.left.cents)"])],
            deducts: invoice.number)))
    }
    return (lines, invoice)
  }
}
