import Foundation
import Kernel
import Store

/// A call for a guarantee deposit: no invoice and without VAT, numbered in a series of its own; its debt stands in the books as 411 against 165.
package struct DepositCall: RowReadable, Sendable {
  package let id: ID<DepositCall>
  package let origin: String
  package let number: String
  package let place: Int64
  package let series: ID<InvoiceSeries>
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let contract: String?
  package let issueDay: Day
  package let dueDay: Day
  package let amount: Money
  package let issuedAt: Instant
  package let issuedBy: String
  package let cancellation: Cancellation?

  /// That it was issued in error, or for a lease that never was. It keeps its number.
  package struct Cancellation: Sendable, Hashable {
    package let day: Day
    package let reason: String
    package let at: Instant
    package let by: String
  }

  package init(row: Row) throws {
    id = try row.get("id")
    origin = try row.get("origin")
    number = try row.get("number")
    place = try row.get("place")
    series = try row.get("series")
    entity = try row.get("entity")
    customer = try row.get("customer")
    contract = try row.get("contract")
    issueDay = try row.get("issue_day")
    dueDay = try row.get("due_day")
    amount = try row.get("amount")
    issuedAt = try row.get("issued_at")
    issuedBy = try row.get("issued_by")
    let cancelledOn: Day? = try row.get("cancelled_on")
    cancellation = try cancelledOn.map {
      Cancellation(day: $0, reason: try row.get("cancel_reason"), at: try row.get("cancelled_at"), by: try row.get("cancelled_by"))
    }
  }

  package var subject: String { "deposit-call/\(id)" }
  /// Called by somebody, not by another area that keeps what becomes of it.
  package var isByHand: Bool { origin.hasPrefix("by-hand/") }
  static let columns: SQL = """
    d.id, d.origin, d.number, d.place, d.series, d.entity, d.customer, d.contract, d.issue_day, d.due_day, d.amount, d.issued_at, d.issued_by,
    x.cancelled_on, x.reason AS cancel_reason, x.cancelled_at, x.cancelled_by
    """
  static let source: SQL = "deposit_calls d LEFT JOIN deposit_call_cancellations x ON x.deposit_call = d.id"
}

extension Transaction {
  package borrowing func depositCall(_ id: ID<DepositCall>) throws -> DepositCall? {
    try one("SELECT \(DepositCall.columns) FROM \(DepositCall.source) WHERE d.id = \(id)")
  }
  package borrowing func depositCall(origin: String) throws -> DepositCall? {
    try one("SELECT \(DepositCall.columns) FROM \(DepositCall.source) WHERE d.origin = \(origin)")
  }
  package borrowing func depositCall(number: String) throws -> DepositCall? {
    try one("SELECT \(DepositCall.columns) FROM \(DepositCall.source) WHERE d.number = \(number)")
  }
  /// What a call says, as it was frozen.
  package borrowing func content(of call: ID<DepositCall>) throws -> DepositContent? {
    let text: String? = try value("SELECT content FROM deposit_calls WHERE id = \(call)")
    return try text.map { try JSONDecoder().decode(DepositContent.self, from: Data($0.utf8)) }
  }
  /// Newest first.
  package borrowing func depositCalls(of customer: OrganisationID) throws -> [DepositCall] {
    try all(
      "SELECT \(DepositCall.columns) FROM \(DepositCall.source) WHERE d.customer = \(customer) ORDER BY d.issue_day DESC, d.number DESC")
  }
}
