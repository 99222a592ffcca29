import Banking
import Kernel
import Store

/// Money to be given back, and how far it is.
package struct Refund: RowReadable, Sendable, Hashable {
  package enum Source: String, Sendable, CaseIterable, Bindable, Fetchable {
    case credit, deposit
  }
  package let id: ID<Refund>
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let customerName: String
  package let endToEnd: String
  package let amount: Money
  package let source: Source
  package let document: String?
  package let holder: String
  package let iban: String
  package let bic: String?
  package let reason: String
  package let askedOn: Day
  package let transfer: ID<TransferFile>?
  package let paidOn: Day?
  package let cancelledAt: Instant?

  package init(row: Row) throws {
    id = try row.get("id")
    entity = try row.get("entity")
    customer = try row.get("customer")
    customerName = try row.get("customer_name")
    endToEnd = try row.get("end_to_end")
    amount = try row.get("amount")
    source = try row.get("source")
    document = try row.get("document")
    holder = try row.get("holder")
    iban = try row.get("iban")
    bic = try row.get("bic")
    reason = try row.get("reason")
    askedOn = try row.get("asked_on")
    transfer = try row.get("transfer")
    paidOn = try row.get("paid_on")
    cancelledAt = try row.get("cancelled_at")
  }

  static let query: SQL = "SELECT r.*, c.usual_name AS customer_name FROM refunds r JOIN organisations c ON c.id = r.customer"
}

/// A file of transfers for the bank, kept as it was made.
package struct TransferFile: RowReadable, Sendable, Hashable {
  package let id: ID<TransferFile>
  package let entity: OrganisationID
  package let day: Day
  package let message: String
  package let itemCount: Int
  package let total: Money
  package let madeAt: Instant
  package let cancelledAt: Instant?

  package init(row: Row) throws {
    id = try row.get("id")
    entity = try row.get("entity")
    day = try row.get("day")
    message = try row.get("message")
    itemCount = try row.get("item_count")
    total = try row.get("total")
    madeAt = try row.get("made_at")
    cancelledAt = try row.get("cancelled_at")
  }
  static let query: SQL = "SELECT id, entity, day, message, item_count, total, made_at, cancelled_at FROM transfer_orders"
}

extension Transaction {
  package borrowing func refunds() throws -> [Refund] { try all("\(Refund.query) ORDER BY r.asked_at DESC, r.id DESC") }
  package borrowing func refund(_ id: ID<Refund>) throws -> Refund? { try one("\(Refund.query) WHERE r.id = \(id)") }
  package borrowing func refund(endToEnd: String) throws -> Refund? { try one("\(Refund.query) WHERE r.end_to_end = \(endToEnd)") }
  /// Asked for, in no file yet.
  package borrowing func refundsToPay(of entity: OrganisationID) throws -> [Refund] {
    try all(
      "\(Refund.query) WHERE r.entity = \(entity) AND r.transfer IS NULL AND r.paid_on IS NULL AND r.cancelled_at IS NULL ORDER BY r.id")
  }
  /// Promised to a customer and not yet gone.
  package borrowing func refundsUnderWay(of customer: OrganisationID, entity: OrganisationID) throws -> Money {
    try value(
      """
      SELECT COALESCE(CAST(SUM(amount) AS BIGINT), 0) FROM refunds WHERE entity = \(entity) AND customer = \(customer)
        AND paid_on IS NULL AND cancelled_at IS NULL
      """) ?? .zero
  }
  /// What may be asked back of what stands to a customer's credit: neither meant for something open nor on its way already.
  borrowing func refundable(_ books: OpenBooks, of customer: OrganisationID, by entity: OrganisationID) throws -> Money {
    books.free - (try refundsUnderWay(of: customer, entity: entity))
  }
  package borrowing func transferFile(_ id: ID<TransferFile>) throws -> TransferFile? { try one("\(TransferFile.query) WHERE id = \(id)") }
  package borrowing func transferFiles() throws -> [TransferFile] { try all("\(TransferFile.query) ORDER BY day DESC, id DESC") }
  package borrowing func content(of file: ID<TransferFile>) throws -> String? {
    try value("SELECT content FROM transfer_orders WHERE id = \(file)")
  }
}
