import Kernel
import Ledger
import People
import Store

/// What is asked of the list of invoices.
package struct InvoiceSearch: Sendable {
  package var words: [String] = []
  package var entity: OrganisationID?
  package var customer: OrganisationID?
  package var type: InvoiceType?
  /// Of issue.
  package var month: Month?
  /// Only what waits for money.
  package var isOwed = false
  /// Only what was mailed to nobody.
  package var isUnsent = false
  package var sort = "number"
  package var isDescending = true
  package var limit: Int?
  package var offset = 0
  package let reach: Reach
  package let today: Day

  package init(within reach: Reach, on today: Day) { (self.reach, self.today) = (reach, today) }
}

/// An invoice as a list shows it.
package struct ListedInvoice: Sendable {
  package let invoice: Invoice
  package let customerName: String
  package let entityName: String
  package let open: Money
  package let state: InvoiceState
}

extension Transaction {
  package borrowing func listedInvoices(_ search: InvoiceSearch) throws -> (lines: [ListedInvoice], total: Int) {
    let condition = try condition(of: search)
    let total = try value("SELECT COUNT(*) FROM invoices i WHERE \(condition)", as: Int.self) ?? 0
    let order: SQL =
      switch search.sort {
      case "customer": search.isDescending ? "c.name_key DESC, i.issue_day DESC" : "c.name_key, i.issue_day"
      case "due": search.isDescending ? "i.due_day DESC, i.number DESC" : "i.due_day, i.number"
      case "total": search.isDescending ? "i.total DESC, i.number" : "i.total, i.number"
      default: search.isDescending ? "i.issue_day DESC, i.place DESC, i.series" : "i.issue_day, i.place, i.series"
      }
    // The page is found along an index first: what is passed over is not read.
    let named: SQL = search.sort == "customer" ? "JOIN organisations c ON c.id = i.customer" : ""
    let page: SQL = """
      SELECT i.id AS found FROM invoices i \(named) WHERE \(condition) ORDER BY \(order), i.id LIMIT \(search.limit ?? total) OFFSET \(search.offset)
      """
    let rows = try rows(
      """
      SELECT \(Invoice.columns), c.usual_name AS customer_name, e.usual_name AS entity_name FROM (\(page)) page JOIN invoices i ON i.id = page.found
      JOIN organisations c ON c.id = i.customer JOIN organisations e ON e.id = i.entity ORDER BY \(order), i.id
      """)
    let invoices = try rows.map { try Invoice(row: $0) }
    let facts = try standing(of: invoices)
    let lines = try zip(rows, invoices).map { row, invoice in
      let fact = facts[invoice.id] ?? Standing()
      return ListedInvoice(
        invoice: invoice, customerName: try row.get("customer_name"), entityName: try row.get("entity_name"), open: fact.open,
        state: fact.state(of: invoice, on: search.today))
    }
    return (lines, total)
  }

  private borrowing func condition(of search: InvoiceSearch) throws -> SQL {
    var condition: SQL = "1 = 1"
    for word in search.words { condition = "\(condition) AND i.search_key LIKE \(containing: word)" }
    if let entity = search.entity { condition = "\(condition) AND i.entity = \(entity)" }
    if let customer = search.customer { condition = "\(condition) AND i.customer = \(customer)" }
    if let type = search.type { condition = "\(condition) AND i.type = \(type)" }
    if let month = search.month { condition = "\(condition) AND i.issue_day >= \(month.first) AND i.issue_day < \((month + 1).first)" }
    if case .only(let ids) = search.reach { condition = "\(condition) AND i.customer IN \(list: ids.sorted())" }
    if search.isOwed { condition = "\(condition) AND i.number IN \(list: try owedDocuments(search.entity))" }
    if search.isUnsent { condition = "\(condition) AND NOT EXISTS (SELECT 1 FROM invoice_sendings s WHERE s.invoice = i.id)" }
    return condition
  }

  /// The numbers of documents of which money is still awaited.
  private borrowing func owedDocuments(_ entity: OrganisationID?) throws -> [String] {
    let entities = try entity.map { [$0] } ?? Array(Set(try invoiceSeries().map(\.entity))).sorted()
    var open: [String: Money] = [:]
    for entity in entities {
      for item in try openItems(entity: entity) { if let number = item.line.document { open[number, default: .zero] += item.open } }
    }
    return open.filter { $0.value > .zero }.keys.sorted()
  }
}

/// What is known of a document besides itself.
struct Standing: Sendable {
  var open = Money.zero
  var isReplaced = false
  var isCredited = false
  var isDeducted = false

  func state(of invoice: Invoice, on today: Day) -> InvoiceState {
    InvoiceState(
      total: invoice.total, open: open, due: invoice.dueDay, today: today, isReplaced: isReplaced, isCredited: isCredited,
      isDeducted: isDeducted)
  }
}

extension Transaction {
  /// Of a whole list at once.
  borrowing func standing(of invoices: [Invoice]) throws -> [ID<Invoice>: Standing] {
    var facts: [ID<Invoice>: Standing] = [:]
    for (entity, some) in Dictionary(grouping: invoices, by: \.entity) {
      let open = try open(documents: some.map(\.number), entity: entity)
      for invoice in some { facts[invoice.id, default: Standing()].open = open[invoice.number] ?? .zero }
    }
    for start in stride(from: 0, to: invoices.count, by: 2048) {
      let ids = invoices[start..<min(start + 2048, invoices.count)].map(\.id)
      for row in try rows("SELECT predecessor, relation FROM invoice_predecessors WHERE predecessor IN \(list: ids)") {
        let id: ID<Invoice> = try row.get("predecessor")
        switch try row.get("relation") as Relation {
        case .corrects: facts[id, default: Standing()].isReplaced = true
        case .settles: facts[id, default: Standing()].isDeducted = true
        case .credits: continue
        }
      }
      let credited = try rows(
        """
        SELECT l.invoice FROM invoice_lines l LEFT JOIN (
          SELECT credited_invoice, credited_place, CAST(SUM(net) AS BIGINT) AS given FROM invoice_credited_lines
          WHERE credited_invoice IN \(list: ids) GROUP BY credited_invoice, credited_place
        ) c ON c.credited_invoice = l.invoice AND c.credited_place = l.place
        WHERE l.invoice IN (SELECT credited_invoice FROM invoice_credited_lines WHERE credited_invoice IN \(list: ids))
        GROUP BY l.invoice HAVING COUNT(CASE WHEN COALESCE(c.given, 0) <> l.net THEN 1 END) = 0
        """)
      for row in credited { facts[try row.get("invoice"), default: Standing()].isCredited = true }
    }
    return facts
  }
}

extension Transaction {
  /// Usual names by identity, for whoever prints a list.
  package borrowing func organisationLabels() throws -> [OrganisationID: String] {
    Dictionary(uniqueKeysWithValues: try organisationNames().map { ($0.id, $0.name) })
  }
}
