import Kernel
import Store

/// What is asked of the list of posted charges.
package struct ChargeSearch: Sendable {
  package enum State: String, Sendable, CaseIterable {
    case waiting, invoiced, cancelled
  }
  package var words: [String] = []
  package var state: State?
  package var kind: ChargeKind?
  package var sort = "day"
  package var isDescending = true
  package var limit: Int?
  package var offset = 0

  package init() {}
}

/// A charge as a list shows it.
package struct ListedCharge: RowReadable, Sendable {
  package let charge: PostedCharge
  package let customerName: String
  package let entityName: String
  package let invoice: ID<Invoice>?
  package let invoiceNumber: String?

  package init(row: Row) throws {
    charge = try PostedCharge(row: row)
    customerName = try row.get("customer_name")
    entityName = try row.get("entity_name")
    invoice = try row.get("invoice")
    invoiceNumber = try row.get("invoice_number")
  }

  package var state: ChargeSearch.State { charge.cancelledAt != nil ? .cancelled : invoice == nil ? .waiting : .invoiced }
}

extension Transaction {
  package borrowing func listedCharges(_ search: ChargeSearch) throws -> (lines: [ListedCharge], total: Int) {
    var condition: SQL = "1 = 1"
    for word in search.words {
      condition = "\(condition) AND (c.search_key LIKE \(containing: word) OR o.search_key LIKE \(containing: word))"
    }
    switch search.state {
    case .waiting: condition = "\(condition) AND c.cancelled_at IS NULL AND l.charge IS NULL"
    case .invoiced: condition = "\(condition) AND l.charge IS NOT NULL"
    case .cancelled: condition = "\(condition) AND c.cancelled_at IS NOT NULL"
    case nil: break
    }
    if let kind = search.kind { condition = "\(condition) AND c.kind = \(kind)" }
    let order: SQL =
      switch search.sort {
      case "customer": search.isDescending ? "o.name_key DESC" : "o.name_key"
      case "net": search.isDescending ? "c.net DESC" : "c.net"
      default: search.isDescending ? "c.billable_from DESC" : "c.billable_from"
      }
    let page: SQL = search.limit.map { "LIMIT \($0) OFFSET \(search.offset)" } ?? ""
    let total = try value("SELECT COUNT(*) \(chargeJoins) WHERE \(condition)", as: Int.self) ?? 0
    return (try all("\(chargeLines) \(chargeJoins) WHERE \(condition) ORDER BY \(order), c.id \(page)"), total)
  }
  package borrowing func listedCharge(_ id: ID<PostedCharge>) throws -> ListedCharge? {
    try one("\(chargeLines) \(chargeJoins) WHERE c.id = \(id)")
  }
}

private let chargeLines: SQL = """
  SELECT c.*, o.usual_name AS customer_name, e.usual_name AS entity_name, l.invoice AS invoice, i.number AS invoice_number
  """
private let chargeJoins: SQL = """
  FROM charges c JOIN organisations o ON o.id = c.customer JOIN organisations e ON e.id = c.entity
  LEFT JOIN invoice_lines l ON l.charge = c.id LEFT JOIN invoices i ON i.id = l.invoice
  """

/// A deposit call as a list shows it.
package struct ListedDepositCall: Sendable {
  package let call: DepositCall
  package let customerName: String
  package let entityName: String
  package let open: Money
}

extension Transaction {
  package borrowing func listedDepositCalls(
    words: [String], of customers: [OrganisationID]?, sort: String, isDescending: Bool, limit: Int? = nil, offset: Int = 0
  ) throws -> (lines: [ListedDepositCall], total: Int) {
    var condition: SQL = "1 = 1"
    for word in words { condition = "\(condition) AND d.search_key LIKE \(containing: word)" }
    if let customers { condition = "\(condition) AND d.customer IN \(list: customers)" }
    let order: SQL =
      switch sort {
      case "customer": isDescending ? "c.name_key DESC" : "c.name_key"
      case "amount": isDescending ? "d.amount DESC" : "d.amount"
      default: isDescending ? "d.issue_day DESC, d.place DESC" : "d.issue_day, d.place"
      }
    let page: SQL = limit.map { "LIMIT \($0) OFFSET \(offset)" } ?? ""
    let total = try value("SELECT COUNT(*) FROM deposit_calls d WHERE \(condition)", as: Int.self) ?? 0
    let rows = try rows(
      """
      SELECT \(DepositCall.columns), c.usual_name AS customer_name, e.usual_name AS entity_name
      FROM \(DepositCall.source) JOIN organisations c ON c.id = d.customer JOIN organisations e ON e.id = d.entity
      WHERE \(condition) ORDER BY \(order), d.id \(page)
      """)
    var lines: [ListedDepositCall] = []
    for row in rows {
      let call = try DepositCall(row: row)
      lines.append(
        ListedDepositCall(
          call: call, customerName: try row.get("customer_name"), entityName: try row.get("entity_name"),
          open: try open(document: call.number, entity: call.entity)))
    }
    return (lines, total)
  }
}
