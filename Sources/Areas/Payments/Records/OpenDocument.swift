import Invoicing
import Kernel
import Ledger
import People
import Store

/// Something numbered that a customer owes, or that is owed to it, with what the books hold open of it.
package struct OpenDocument: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case invoice, credit, deposit, other
  }
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let number: String
  package let kind: Kind
  package let issued: Day
  package let due: Day
  package let total: Money
  /// Positive is owed by the customer.
  package let open: Money
  package let nature: CustomerNature?
  package let invoice: ID<Invoice>?

  package var owed: OwedDocument { OwedDocument(number: number, customer: customer, open: open, due: due) }
}

/// What stands to a customer's credit and is for no document yet, or is a credit note not yet used.
package struct OpenCredit: Sendable, Hashable {
  package let line: ID<EntryLine>
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let day: Day
  /// The number of a credit note; nil of money.
  package let document: String?
  package let label: String
  /// What its entry rests on: the document it is meant for, where it is one.
  package let piece: String
  /// Positive.
  package let amount: Money
}

/// A document of a customer, by its number.
private struct DocumentKey: Hashable {
  let customer: OrganisationID
  let document: String
}

/// All that is open between an entity and its customers at one moment.
package struct OpenBooks: Sendable {
  package let documents: [OpenDocument]
  package let credits: [OpenCredit]

  package func documents(of customer: OrganisationID) -> [OpenDocument] { documents.filter { $0.customer == customer } }
  package func credits(of customer: OrganisationID) -> [OpenCredit] { credits.filter { $0.customer == customer } }
  /// Set off against a document that is still open: it will pay that one, and is nobody's to give back.
  package func isMeant(_ credit: OpenCredit) -> Bool {
    documents.contains { $0.customer == credit.customer && $0.number == credit.piece }
  }
  /// What is reserved so, as far as those documents are open.
  package var meant: Money {
    let open = Dictionary(documents.map { (DocumentKey(customer: $0.customer, document: $0.number), $0.open) }) { $0 + $1 }
    return MeantCredits.sum(credits.map { (DocumentKey(customer: $0.customer, document: $0.piece), $0.amount) }) { open[$0] ?? .zero }
  }
  /// What stands to credit and is meant for nothing that is open.
  package var free: Money { credits.reduce(.zero) { $0 + $1.amount } - meant }
}

/// What a number names.
struct NumberedDocument: RowReadable {
  let number: String
  let issued: Day
  let due: Day
  let total: Money
  let nature: CustomerNature?
  let invoice: ID<Invoice>?
  let isDeposit: Bool

  init(row: Row) throws {
    number = try row.get("number")
    issued = try row.get("issue_day")
    due = try row.get("due_day")
    total = try row.get("total")
    nature = try row.get("nature")
    invoice = try row.get("invoice")
    isDeposit = try row.get("is_deposit")
  }
}

extension Transaction {
  /// What the books of the entity hold open on account 411, of one customer or of all, with what each number names.
  package borrowing func openBooks(_ entity: OrganisationID, of customer: OrganisationID? = nil, on day: Day? = nil) throws -> OpenBooks {
    var auxiliary: String?
    if let customer {
      guard let known = try auxiliaries(of: [customer])[customer] else { return OpenBooks(documents: [], credits: []) }
      auxiliary = known.number
    }
    let items = try openItems(entity: entity, auxiliary: auxiliary, on: day)
    let named = try numbered(items.compactMap(\.line.document), entity: entity)
    var customers: [String: OrganisationID] = [:]
    for row in try rows("SELECT number, organisation FROM ledger_auxiliaries") {
      customers[try row.get("number")] = try row.get("organisation")
    }
    var sums: [DocumentKey: (open: Money, first: OpenItem)] = [:]
    var order: [DocumentKey] = []
    var credits: [OpenCredit] = []
    for item in items {
      guard let number = item.line.auxiliary?.number, let customer = customers[number] else { continue }
      if item.open < .zero {
        credits.append(
          OpenCredit(
            line: item.line.id, entity: entity, customer: customer, day: item.line.day, document: item.line.document, label: item.label,
            piece: item.piece, amount: -item.open))
        continue
      }
      let key = DocumentKey(customer: customer, document: item.line.document ?? item.piece)
      if sums[key] == nil { order.append(key) }
      sums[key] = ((sums[key]?.open ?? .zero) + item.open, sums[key]?.first ?? item)
    }
    let documents = order.compactMap { key -> OpenDocument? in
      guard let (open, item) = sums[key] else { return nil }
      let known = named[key.document]
      return OpenDocument(
        entity: entity, customer: key.customer, number: key.document,
        kind: known.map { $0.isDeposit ? .deposit : .invoice } ?? .other, issued: known?.issued ?? item.line.day,
        due: known?.due ?? item.line.day,
        total: known?.total ?? item.line.amount, open: open, nature: known?.nature, invoice: known?.invoice)
    }
    return OpenBooks(documents: documents.sorted { ($0.due, $0.number) < ($1.due, $1.number) }, credits: credits)
  }

  borrowing func numbered(_ numbers: [String], entity: OrganisationID) throws -> [String: NumberedDocument] {
    var found: [String: NumberedDocument] = [:]
    for start in stride(from: 0, to: numbers.count, by: 1024) {
      let some = Array(numbers[start..<min(start + 1024, numbers.count)])
      let all: [NumberedDocument] = try all(
        """
        SELECT number, issue_day, due_day, total, nature, id AS invoice, 0 AS is_deposit FROM invoices
        WHERE entity = \(entity) AND number IN \(list: some)
        UNION ALL
        SELECT number, issue_day, due_day, amount, NULL, NULL, 1 FROM deposit_calls WHERE entity = \(entity) AND number IN \(list: some)
        """)
      for document in all { found[document.number] = document }
    }
    return found
  }

  /// The entities in whose books customers may owe something: those that invoice, and those that run the house.
  package borrowing func creditors() throws -> [Organisation] {
    let ids = try rows(
      """
      SELECT o.id FROM organisations o WHERE EXISTS (SELECT 1 FROM invoice_entities i WHERE i.entity = o.id)
        OR EXISTS (SELECT 1 FROM house_entities h WHERE h.organisation = o.id)
        OR EXISTS (SELECT 1 FROM ledger_entries e WHERE e.entity = o.id) ORDER BY o.id
      """
    ).map { try $0.get("id") as OrganisationID }
    return try organisations(ids).sorted(byFolding: \.name)
  }
}
