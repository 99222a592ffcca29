import EInvoice
import Kernel
import People
import Store
import Web

/// What the next invoice of one customer will hold, every line explained; nothing is written. The house sees it of anybody, a customer of themselves.
package struct NextInvoicePage: Page {
  struct Line: Sendable {
    let text: String
    let span: String
    let ask: String
    let steps: [String]
    let hasSteps: Bool
    let rate: String
    let net: String
  }
  struct Document: Sendable {
    let title: String
    let lead: String
    let problems: [String]
    let hasProblems: Bool
    let lines: [Line]
    let net: String
    let vat: String
    let total: String
    let payment: String
  }
  package static let template = "invoicing-next"
  package let title: String
  let upPath: String
  let upText: String
  let lead: String
  let months: [PageLink]
  let documents: [Document]
  let isEmpty: Bool
  let later: [String]
  let hasLater: Bool

  package static let sample = NextInvoicePage(
    title: "Prochaine facture", upPath: "/my", upText: "Mon espace", lead: "Lumifonte",
    months: [PageLink("décembre 2026", "/my/next-invoice?month=2026-12", isCurrent: true)],
    documents: [
      Document(
        title: "De la SCI", lead: "Datée du 1er décembre", problems: ["Il manque l’adresse."], hasProblems: true,
        lines: [
          Line(
            text: "Loyer", span: "décembre", ask: "Pourquoi 300 € ?", steps: ["31 jours sur 31"], hasSteps: true, rate: "20 %",
            net: "300,00 €")
        ], net: "300,00 €", vat: "60,00 €", total: "360,00 €", payment: "Prélevée le 31 décembre")
    ], isEmpty: true, later: ["Entrée de parking, 12,00 €"], hasLater: true)
}

/// The preview of one customer, wherever it is shown.
package struct NextInvoice: Sendable {
  /// How many months ahead are looked at for one that asks for something.
  static let ahead = 4
  package let plan: InvoicePlan
  /// The months that were looked at.
  package let months: [Month]

  /// The month that is named, else the first from this one that would be invoiced.
  package init(
    of customer: OrganisationID, month asked: Month?, on today: Day, desk: InvoiceDesk, in transaction: borrowing Transaction
  ) throws {
    months = (0..<NextInvoice.ahead).map { today.month + $0 }
    func plan(_ month: Month) throws -> InvoicePlan {
      try desk.plan(PlanQuestion(month: month, day: max(today, month.first), customer: customer, isWholeMonth: true), in: transaction)
    }
    if let asked {
      self.plan = try plan(asked)
      return
    }
    var first = try plan(today.month)
    for month in months.dropFirst() where first.documents.isEmpty {
      let next = try plan(month)
      if !next.documents.isEmpty { first = next }
    }
    self.plan = first
  }

  package var total: Money { plan.documents.reduce(.zero) { $0 + $1.total } }
  package var isEmpty: Bool { plan.documents.isEmpty }

  /// - Parameter path: of the page itself, for its choice of months.
  package func page(_ visit: Visit, of customer: Organisation, at path: String, up: (path: String, text: String)) -> NextInvoicePage {
    let names = plan.book
    let join = path.contains("?") ? "&" : "?"
    return NextInvoicePage(
      title: visit.text("invoicing.next.title"), upPath: up.path, upText: up.text,
      lead: visit.text("invoicing.next.lead", ["customer": customer.name]),
      months: months.map { month in
        PageLink(visit.format.month(month), "\(path)\(join)month=\(month)", isCurrent: month == plan.month)
      },
      documents: plan.documents.map { document($0, names, visit) }, isEmpty: plan.documents.isEmpty,
      later: plan.later.map {
        visit.text(
          "invoicing.next.laterLine",
          ["text": $0.text, "net": visit.format.money($0.net), "day": visit.format.day($0.billableFrom)])
      }, hasLater: !plan.later.isEmpty)
  }

  private func document(_ planned: PlannedDocument, _ book: InvoiceBook, _ visit: Visit) -> NextInvoicePage.Document {
    let format = visit.format
    // The day of the run is the house's choice; it is never before what it asks for may be asked.
    let day = max(plan.day, planned.draft.lines.map(\.billableFrom).max() ?? plan.day)
    let due = book.dueDay(of: planned.draft, issued: day)
    let mandate = book.debit(of: planned.customer, for: planned.entity)
    var payment = ""
    if !planned.isCreditNote {
      payment = visit.text(
        mandate == nil ? "invoicing.next.byTransfer" : "invoicing.next.byDebit",
        ["day": format.day(due), "mandate": mandate?.reference ?? ""])
    }
    let entity = book.organisation(planned.entity)?.name ?? ""
    return NextInvoicePage.Document(
      title: visit.text(planned.isCreditNote ? "invoicing.next.credit" : "invoicing.next.invoice", ["entity": entity]),
      lead: visit.text("invoicing.next.from", ["day": format.day(day)]),
      problems: planned.problems.map { visit.text($0.code, $0.arguments) },
      hasProblems: !planned.problems.isEmpty && visit.viewer.may(.seeCharges),
      lines: planned.draft.lines.map { line in
        NextInvoicePage.Line(
          text: line.text, span: format.shortSpan(line.span), ask: visit.text("invoicing.explain.ask", ["amount": format.money(line.net)]),
          steps: line.reason.explanation.map { ExplanationText.of($0, visit) }, hasSteps: !line.reason.explanation.isEmpty,
          rate: line.vat.rate.basisPoints > 0
            ? format.percentage(line.vat.rate) : visit.text("invoicing.category.\(line.vat.category.rawValue)"),
          net: format.money(line.net))
      }, net: format.money(planned.net), vat: format.money(planned.vat), total: format.money(planned.total), payment: payment)
  }
}

extension RunRoutes {
  /// Of any customer for the house, of oneself for others.
  func nextInvoice(_ visit: Visit) async throws -> Answer {
    let id: OrganisationID = try visit.id("organisation")
    guard visit.viewer.may(.seeInvoices, for: id) else { throw Refusal.notFound }
    let (today, desk, month) = (visit.today, desk, Month(visit.query["month"]))
    let (customer, next) = try await visit.database.read { transaction in
      (
        try transaction.organisation(id),
        try NextInvoice(of: id, month: month, on: today, desk: desk, in: transaction)
      )
    }
    guard let customer else { throw Refusal.notFound }
    let isHouse = visit.viewer.may(.seeCharges)
    return .page(
      next.page(
        visit, of: customer, at: "/customers/\(id)/next-invoice",
        up: isHouse
          ? ("/customers/\(id)/account", visit.text("invoicing.next.account", ["customer": customer.name]))
          : ("/invoices", visit.text("invoicing.invoices.title"))))
  }
}
