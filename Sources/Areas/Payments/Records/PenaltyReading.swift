import Invoicing
import Kernel
import Ledger
import Store

/// An invoice of which something was still open after its due day.
struct LateInvoice: Sendable {
  let document: PenaltyPlan.OpenOrPaid
  /// When how much of it was settled; negative came back.
  let paid: [(day: Day, amount: Money)]
  /// Up to which day penalties were charged.
  let charged: Day?
}

extension Transaction {
  /// In the order they fell due, of one customer or of all. Three questions, however many there are.
  borrowing func lateInvoices(_ entity: OrganisationID, of customer: OrganisationID?, before day: Day) throws -> [LateInvoice] {
    let whose: SQL = customer.map { "AND i.customer = \($0)" } ?? ""
    var charged: [String: Day] = [:]
    for row in try rows("SELECT document, MAX(until_day) AS until_day FROM penalty_days WHERE entity = \(entity) GROUP BY document") {
      charged[try row.get("document")] = try row.get("until_day")
    }
    let settled = try settledParts(entity, of: customer)
    var late: [LateInvoice] = []
    // Interest is not charged on penalties: without a clause it bears none itself (C. civ. 1343-2).
    for row in try rows(
      """
      SELECT i.number, i.id, i.customer, i.issue_day, i.due_day, i.total, i.nature, c.usual_name
      FROM invoices i JOIN organisations c ON c.id = i.customer
      WHERE i.entity = \(entity) AND i.total > 0 AND i.due_day < \(day) \(whose)
        AND NOT EXISTS (SELECT 1 FROM invoice_lines l WHERE l.invoice = i.id AND l.kind = 'penalty')
      ORDER BY i.due_day, i.number
      """)
    {
      let document = PenaltyPlan.OpenOrPaid(
        number: try row.get("number"), customer: try row.get("customer"), customerName: try row.get("usual_name"),
        due: try row.get("due_day"), total: try row.get("total"), nature: try row.get("nature"), invoice: try row.get("id"),
        issued: try row.get("issue_day"))
      let paid = (settled[document.number] ?? []).flatMap { $0.parts(due: document.due) }
      guard LateInterest.wasLate(document.total, payments: paid, due: document.due) else { continue }
      late.append(LateInvoice(document: document, paid: paid, charged: charged[document.number]))
    }
    return late
  }

  /// When how much of each document was settled, by whatever settled it: the books know. What a credit note gave back of it, or a corrected
  /// invoice took its place for, was never owed. What was written on the first open day of the books was paid on its own.
  private borrowing func settledParts(_ entity: OrganisationID, of customer: OrganisationID?) throws -> [String: [SettledPart]] {
    let whose: SQL = customer.map { "AND l.auxiliary = (SELECT number FROM ledger_auxiliaries WHERE organisation = \($0))" } ?? ""
    let found: [SettledPart] = try all(
      """
      SELECT l.document, m.amount, m.undone_on,
        CASE WHEN ce.day > ce.piece_day AND m.day = ce.day THEN ce.piece_day ELSE m.day END AS day,
        CASE WHEN ce.origin LIKE 'invoice/%' AND EXISTS (
          SELECT 1 FROM invoices i JOIN invoice_predecessors p ON p.predecessor = i.id
          WHERE i.number = l.document AND i.entity = l.entity AND ce.origin = 'invoice/' || p.invoice AND (p.relation = 'corrects'
            OR EXISTS (SELECT 1 FROM invoice_credited_lines g WHERE g.invoice = p.invoice AND g.credited_invoice = i.id)))
        THEN 1 ELSE 0 END AS never_owed
      FROM ledger_lines l JOIN ledger_entries e ON e.id = l.entry AND e.piece = l.document
      JOIN ledger_matches m ON m.debit_line = l.id
      JOIN ledger_lines cl ON cl.id = m.credit_line JOIN ledger_entries ce ON ce.id = cl.entry
      WHERE l.entity = \(entity) AND l.account = \(Account.customers) \(whose) ORDER BY m.day, m.id
      """)
    return Dictionary(grouping: found, by: \.document)
  }
}

private struct SettledPart: RowReadable {
  let document: String
  let day: Day
  let amount: Money
  let undoneOn: Day?
  let wasNeverOwed: Bool

  init(row: Row) throws {
    document = try row.get("document")
    day = try row.get("day")
    amount = try row.get("amount")
    undoneOn = try row.get("undone_on")
    wasNeverOwed = try row.get("never_owed")
  }

  /// What was never owed counts from the due day.
  func parts(due: Day) -> [(day: Day, amount: Money)] {
    [(wasNeverOwed ? min(day, due) : day, amount)] + (undoneOn.map { [($0, -amount)] } ?? [])
  }
}
