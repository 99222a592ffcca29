import Kernel
import People
import Store
import Web

extension InvoiceRoutes {
  static let fields: [QueryField] = [
    .choice("type", among: InvoiceType.allCases.map(\.name)), .choice("state", among: ["owed", "unsent"]), .month("month"), .id("entity"),
    .id("customer"),
  ]
  private static let sorts = ["-number", "customer", "due", "total"]

  func list(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: InvoiceRoutes.sorts, size: 25)
    let (lines, total) = try await lines(visit, list)
    let types = InvoiceType.allCases.map { Field.Option($0.name, visit.text("invoicing.type.\($0.name)")) }
    let states = ["owed"] + (visit.viewer.may(.seeCharges) ? ["unsent"] : [])
    let open = states.map { Field.Option($0, visit.text("invoicing.filter.\($0)")) }
    let columns = [
      ListColumn("invoicing.column.number", sort: "number"), ListColumn("invoicing.column.customer", sort: "customer"),
      ListColumn("invoicing.column.entity"), ListColumn("invoicing.column.issued"), ListColumn("invoicing.column.due", sort: "due"),
      ListColumn("invoicing.column.total", sort: "total", isNumber: true), ListColumn("invoicing.column.open", isNumber: true),
      ListColumn("invoicing.column.state"),
    ]
    let mayIssue = visit.viewer.may(.issueInvoices)
    let frame = ListFrame(
      title: visit.text("invoicing.invoices.title"),
      actions: mayIssue
        ? [
          PageLink(visit.text("invoicing.run.menu"), "/invoice-run", isMain: true),
          PageLink(visit.text("invoicing.downPayment.new"), "/down-payments/new"),
        ] : [], csv: "/invoices.csv",
      filters: [
        visit.filter("type", label: "invoicing.column.type", options: types, all: "invoicing.filter.allTypes"),
        visit.filter("state", label: "invoicing.column.state", options: open, all: "invoicing.filter.allStates"),
        visit.field("month", .month, label: "invoicing.column.month", value: visit.query["month"]),
      ])
    return visit.listPage(
      frame, list, total: total, columns: columns, rows: lines.map { row($0, visit) }, hint: "invoicing.invoices.empty")
  }

  private func row(_ line: ListedInvoice, _ visit: Visit) -> PageRow {
    let (invoice, format) = (line.invoice, visit.format)
    let kind = invoice.type == .invoice ? nil : visit.text("invoicing.type.\(invoice.type.name)")
    return PageRow([
      .init([invoice.number, kind].compactMap(\.self).joined(separator: " · "), path: "/invoices/\(invoice.id)"),
      .init(line.customerName), .init(line.entityName), .init(format.shortDay(invoice.issueDay), isTight: true),
      .init(format.shortDay(invoice.dueDay), isTight: true), .init(format.money(invoice.total)),
      .init(line.open == .zero ? "" : format.money(line.open)),
      .init(visit.text("invoicing.state.\(line.state.rawValue)"), badge: line.state.badge ?? ""),
    ])
  }

  func listCSV(_ visit: Visit) async throws -> Answer {
    let lines = try await lines(visit, visit.list(sorts: InvoiceRoutes.sorts), isWhole: true).lines
    let names = ["number", "type", "customer", "entity", "issued", "due", "net", "vat", "total", "open", "state"]
    let rows = lines.map { line in
      let invoice = line.invoice
      return [
        invoice.number, visit.text("invoicing.type.\(invoice.type.name)"), line.customerName, line.entityName,
        invoice.issueDay.description, invoice.dueDay.description, visit.format.typed(invoice.net), visit.format.typed(invoice.vat),
        visit.format.typed(invoice.total), visit.format.typed(line.open), visit.text("invoicing.state.\(line.state.rawValue)"),
      ]
    }
    return .csv(names.map { visit.text("invoicing.column.\($0)") }, rows, name: "invoices-\(visit.today).csv")
  }

  func listJSON(_ visit: Visit) async throws -> Answer {
    let (lines, total) = try await lines(visit, visit.list(sorts: InvoiceRoutes.sorts, size: 200))
    return .json(lines.map(ListedInvoiceJSON.init)).with("x-total-count", String(total))
  }

  private func lines(_ visit: Visit, _ list: ListQuery, isWhole: Bool = false) async throws -> (lines: [ListedInvoice], total: Int) {
    var search = InvoiceSearch(within: visit.viewer.reach(of: .seeInvoices), on: visit.today)
    (search.words, search.sort, search.isDescending) = (list.foldedWords, list.sort, list.isDescending)
    search.type = InvoiceType(name: visit.query["type"])
    search.month = Month(visit.query["month"])
    search.isOwed = visit.query["state"] == "owed"
    search.isUnsent = visit.query["state"] == "unsent"
    search.entity = ID(checking: visit.query["entity"])
    search.customer = ID(checking: visit.query["customer"])
    if !isWhole { (search.limit, search.offset) = (list.size, list.offset) }
    return try await visit.database.read { [search] transaction in try transaction.listedInvoices(search) }
  }
}

extension InvoiceState {
  /// A quiet colour beside the word.
  package var badge: String? {
    switch self {
    case .overdue: "badge-late"
    case .paid: "badge-done"
    case .partly, .toReturn: "badge-offer"
    case .open, .replaced, .credited, .deducted: nil
    }
  }
}
