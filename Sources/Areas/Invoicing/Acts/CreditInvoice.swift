import EInvoice
import Kernel
import Ledger
import Store

/// Gives back an invoice or lines of it by a credit note that names it (381). Nothing of the invoice changes.
package struct CreditInvoice: Act {
  package let invoice: ID<Invoice>
  /// nil gives back everything that is left.
  package let lines: [CreditRequest]?
  package let reason: String
  /// Who knows where it goes.
  package let sources: [any ChargeSource]

  package init(_ invoice: ID<Invoice>, lines: [CreditRequest]? = nil, reason: String, sources: [any ChargeSource] = []) {
    (self.invoice, self.lines, self.reason, self.sources) = (invoice, lines, reason, sources)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Invoice {
    try viewer.demand(.issueInvoices)
    guard let invoice = try transaction.invoice(invoice) else { throw Refusal.notFound }
    try transaction.lockNumbers(of: invoice.entity)
    try transaction.demandStanding(invoice, correcting: false)
    guard let frozen = try transaction.frozen(invoice.id) else { throw Refusal.notFound }
    let (amounts, problems) = Crediting.amounts(of: try transaction.creditedLines(of: invoice.id), lines)
    if !problems.isEmpty { throw Refusal(.invalid, problems) }
    let day = HouseTime.mulhouse.day(of: now)
    let book = try InvoiceBook(transaction, on: day, only: [invoice.entity, invoice.customer], mandates: [], charges: sources)
    var draft = DocumentDraft(
      type: .creditNote, entity: invoice.entity, customer: invoice.customer, month: day.month,
      part: DocumentPart(frozen.document.lines.first?.vat ?? VATTreatment(.outside, rate: Percentage(basisPoints: 0))),
      lines: amounts.map { place, net in LineDraft(crediting: frozen, of: invoice, place: place, net: net) })
    draft.predecessors = [DocumentDraft.Predecessor(invoice: invoice, relation: .credits)]
    (draft.remark, draft.order) = (reason, frozen.document.order)
    let problemsOfParties = book.blockers(of: draft)
    if !problemsOfParties.isEmpty { throw Refusal(.conflict, problemsOfParties) }
    let credit = try transaction.issue(draft, book, by: IssueOrder(viewer), at: now)
    try transaction.settle(credit, against: invoice, at: now)
    try transaction.note("invoicing.invoice.credit", on: invoice.subject, by: viewer, at: now, after: "\(credit.number): \(reason)")
    try transaction.send(credit, after: invoice, book, by: IssueOrder(viewer), at: now)
    return credit
  }
}

extension LineDraft {
  /// A line of a credit note: the text, days and VAT of what it gives back.
  init(crediting frozen: FrozenInvoice, of invoice: Invoice, place: Int, net: Money) {
    let line = frozen.document.lines[place - 1]
    let isWhole = net == line.net
    self.init(
      text: line.name, kind: frozen.reasons[place - 1].kind,
      span: line.period ?? DaySpan(from: invoice.issueDay, until: invoice.issueDay + 1),
      billableFrom: invoice.issueDay, quantity: isWhole ? abs(line.quantity) : 1000, unit: isWhole ? line.unit : "C62", net: -net,
      vat: line.vat, contract: line.note ?? frozen.document.contract,
      reason: LineReason(
        origin: nil, kind: frozen.reasons[place - 1].kind,
        explanation: [
          ExplanationStep("invoicing.explain.credits", ["number": invoice.number, "line": String(place), "amount": "\(net.cents)"])
        ],
        deducts: frozen.reasons[place - 1].deducts), credited: LinePlace(invoice.id, place))
  }
}

extension Transaction {
  /// The lines of an invoice with what was given back of each, by credit notes and by differences posted since in the customer's favour.
  package borrowing func creditedLines(of invoice: ID<Invoice>) throws -> [CreditedLine] {
    try rows(
      """
      SELECT l.place, l.net, l.origin, COALESCE((SELECT CAST(SUM(c.net) AS BIGINT) FROM invoice_credited_lines c
        WHERE c.credited_invoice = l.invoice AND c.credited_place = l.place), 0) AS credited
      FROM invoice_lines l WHERE l.invoice = \(invoice) ORDER BY l.place
      """
    ).map { row in
      let (place, net, credited): (Int, Money, Money) = (try row.get("place"), try row.get("net"), try row.get("credited"))
      // A line of a corrected invoice stands for that of the first, and so does its origin.
      let own: String? = try row.get("origin")
      let taken = net > .zero ? try takenByDifferences(own ?? origin(of: LinePlace(invoice, place))) : .zero
      return CreditedLine(place: place, net: net, credited: credited + taken)
    }
  }

  /// What differences, invoiced or waiting, gave back of a line: they go to the charge they belong to, then to what raised it since.
  private borrowing func takenByDifferences(_ origin: String?) throws -> Money {
    guard let origin else { return .zero }
    let family = try family(of: ChargeOrigin.root(of: origin))
    let given = family.filter { $0.asked < .zero }.reduce(Money.zero) { $0 - $1.standing }
    let raised = family.filter { $0.asked >= .zero }
    guard given > .zero, let own = raised.firstIndex(where: { $0.origin == origin }) else { return .zero }
    return Crediting.taken(of: raised.map(\.standing), by: given)[own]
  }

  /// Credit notes are not given back, and what was replaced stands no more.
  borrowing func demandStanding(_ invoice: Invoice, correcting: Bool) throws {
    if invoice.type == .creditNote { throw Refusal.conflict("invoicing.problem.creditNote") }
    let isGivenBack = try correcting && creditedLines(of: invoice.id).contains { $0.credited != .zero }
    for successor in try successors(of: invoice.id) {
      let number = ["number": successor.invoice.number]
      switch successor.relation {
      case .corrects: throw Refusal.conflict("invoicing.problem.replaced", number)
      case .settles: throw Refusal.conflict("invoicing.problem.settled", number)
      case .credits: if isGivenBack { throw Refusal.conflict("invoicing.problem.credited", number) }
      }
    }
    if isGivenBack { throw Refusal.conflict("invoicing.problem.adjusted") }
  }

  /// Sets a credit off against what is still open of the invoice it gives back; the rest stays open in the customer's favour.
  borrowing func settle(_ credit: Invoice, against invoice: Invoice, at now: Instant) throws {
    for line in try lines(ofDocument: credit.number, entity: credit.entity) where line.account == Account.customers && line.amount < .zero {
      try match(document: invoice.number, credit: line.id, on: credit.issueDay, at: now)
    }
  }
}
