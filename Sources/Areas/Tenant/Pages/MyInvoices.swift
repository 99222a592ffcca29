import Invoicing
import Kernel
import Ledger
import Payments
import People
import Store
import Web

/// What stands between the house and one organisation, of all its entities.
struct MyMoney: Sendable {
  let documents: [OpenDocument]
  let credits: [OpenCredit]
  let today: Day

  var owed: Money { documents.reduce(.zero) { $0 + $1.open } }
  var late: Money { documents.filter { $0.due < today }.reduce(.zero) { $0 + $1.open } }
  var credit: Money { credits.reduce(.zero) { $0 + $1.amount } }

  init(of customer: OrganisationID, on today: Day, in transaction: borrowing Transaction) throws {
    let books = try transaction.creditors().map { try transaction.openBooks($0.id, of: customer) }
    documents = books.flatMap(\.documents).sorted { ($0.due, $0.number) < ($1.due, $1.number) }
    credits = books.flatMap(\.credits)
    self.today = today
  }
}

extension TenantRoutes {
  /// What is open, and the invoices of the last time; all of them are one link away.
  func myInvoices(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine(.seeInvoices)
    let today = visit.today
    var search = InvoiceSearch(within: .only([mine.id]), on: today)
    search.limit = 12
    let (money, invoices, total, underWay, deposits) = try await visit.database.read { [search] transaction in
      let listed = try transaction.listedInvoices(search)
      let mandates = try transaction.mandateOutlooks(of: mine.id, on: today)
      return (
        try MyMoney(of: mine.id, on: today, in: transaction), listed.lines, listed.total, mandates.flatMap(\.underWay),
        try transaction.outlookDeposits(of: mine.id)
      )
    }
    let format = visit.format
    func text(_ key: String, _ arguments: [String: String] = [:]) -> String { visit.text("tenant.money.\(key)", arguments) }
    let collected = Dictionary(underWay.map { ($0.document, $0) }) { first, _ in first }
    let next = underWay.filter { $0.day >= today }.map(\.day).min()
    let account = "/customers/\(mine.id)/account"
    var figures = [
      PageFigure(
        text("owed"), format.money(money.owed), note: money.late > .zero ? text("ofWhichLate", ["amount": format.money(money.late)]) : ""),
      PageFigure(
        text("nextDebit"), next.map { day in format.money(underWay.filter { $0.day == day }.reduce(.zero) { $0 + $1.amount }) } ?? "–",
        note: next.map { format.day($0) } ?? ""),
    ]
    if money.credit != .zero {
      figures.append(PageFigure(text("credit"), format.money(money.credit), note: text("creditHint")))
    }
    if deposits != .zero { figures.append(PageFigure(text("deposits"), format.money(deposits), note: text("depositsHint"))) }
    let open = PageTable(
      [
        .init(text("number")), .init(text("kind")), .init(text("due"), isTight: true), .init(text("state")),
        .init(text("amount"), isNumber: true),
      ],
      money.documents.map { document in
        let state = openState(document, collected[document.number], visit)
        return [
          .init(document.number, path: document.invoice.map { "/invoices/\($0)" }),
          .init(visit.text("payments.kind.\(document.kind.rawValue)")), .init(format.shortDay(document.due)),
          .init(state.text, badge: state.badge), .init(format.money(document.open)),
        ]
      }, total: [.init(text("sum")), .init(""), .init(""), .init(""), .init(format.money(money.owed))])
    let listed = PageTable(
      [
        .init(text("number")), .init(text("entity")), .init(text("issued"), isTight: true), .init(text("due"), isTight: true),
        .init(text("total"), isNumber: true),
        .init(text("state")), .init(text("file"), isTight: true),
      ],
      invoices.map { line in
        let invoice = line.invoice
        return [
          .init(invoice.number, path: "/invoices/\(invoice.id)"), .init(line.entityName), .init(format.shortDay(invoice.issueDay)),
          .init(format.shortDay(invoice.dueDay)), .init(format.money(invoice.total)),
          .init(visit.text("invoicing.state.\(line.state.rawValue)"), badge: line.state.badge ?? ""),
          .init(text("facturx"), path: "/invoices/\(invoice.id)/files/facturx"),
        ]
      })
    return .page(
      TenantSheet(
        text("title"), lead: text("lead"), mine: mine, at: "/my/invoices",
        actions: [
          PageLink(visit.text("tenant.menu.next"), "/my/next-invoice\(mine.suffix)", isMain: true), PageLink(text("statement"), account),
          PageLink(text("statementPDF"), "\(account).pdf"), PageLink(text("statementCSV"), "\(account).csv"),
        ], figures: figures,
        parts: [
          .init(text("open"), table: open, empty: text("nothingOpen")),
          .init(
            text("invoices"), table: listed, empty: text("noInvoices"),
            actions: total > invoices.count
              ? [PageLink(text("all", ["count": format.number(total)]), "/invoices?customer=\(mine.id)")]
              : invoices.isEmpty ? [] : [PageLink(text("search"), "/invoices?customer=\(mine.id)")]),
        ]))
  }

  private func openState(_ document: OpenDocument, _ underWay: MandateOutlook.UnderWay?, _ visit: Visit) -> (text: String, badge: String) {
    if let underWay { return (visit.text("tenant.money.collected", ["day": visit.format.shortDay(underWay.day)]), "badge-offer") }
    if document.due < visit.today {
      return (visit.text("tenant.money.late", ["count": "\(visit.today - document.due)"]), "badge-late")
    }
    return (visit.text("tenant.money.waiting"), "")
  }

  /// What the next invoice will hold, every line explained.
  func myNextInvoice(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine(.seeInvoices)
    let (today, desk, month) = (visit.today, desk, Month(visit.query["month"]))
    let next = try await visit.database.read { transaction in
      try NextInvoice(of: mine.id, month: month, on: today, desk: desk, in: transaction)
    }
    return .page(
      next.page(
        visit, of: mine.organisation, at: "/my/next-invoice\(mine.suffix)",
        up: ("/my/invoices\(mine.suffix)", visit.text("tenant.money.title"))))
  }
}
