import Foundation
import Kernel
import Ledger
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
  /// How much of it is not asked for any more.
  package let reduced: Money

  /// That it was issued in error, or for a lease that never was. It keeps its number.
  package struct Cancellation: Sendable, Hashable {
    package let day: Day
    package let reason: String
    package let at: Instant
    package let by: String
  }

  /// That less is asked for than was called.
  package struct Reduction: RowReadable, Sendable, Hashable {
    package let day: Day
    package let amount: Money
    package let reason: String
    package let at: Instant
    package let by: String

    package init(row: Row) throws {
      day = try row.get("reduced_on")
      amount = try row.get("amount")
      reason = try row.get("reason")
      at = try row.get("reduced_at")
      by = try row.get("reduced_by")
    }
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
    reduced = try row.get("reduced")
    let cancelledOn: Day? = try row.get("cancelled_on")
    cancellation = try cancelledOn.map {
      Cancellation(day: $0, reason: try row.get("cancel_reason"), at: try row.get("cancelled_at"), by: try row.get("cancelled_by"))
    }
  }

  package var subject: String { "deposit-call/\(id)" }
  /// What it asks for still, paid or not.
  package var asked: Money { cancellation == nil ? amount - reduced : .zero }
  /// Called by somebody, not by another area that keeps what becomes of it.
  package var isByHand: Bool { origin.hasPrefix("by-hand/") }
  static let columns: SQL = """
    d.id, d.origin, d.number, d.place, d.series, d.entity, d.customer, d.contract, d.issue_day, d.due_day, d.amount, d.issued_at, d.issued_by,
    x.cancelled_on, x.reason AS cancel_reason, x.cancelled_at, x.cancelled_by,
    COALESCE((SELECT CAST(SUM(r.amount) AS BIGINT) FROM deposit_call_reductions r WHERE r.deposit_call = d.id), 0) AS reduced
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
  /// What was taken off a call, the oldest first.
  package borrowing func reductions(of call: DepositCall) throws -> [DepositCall.Reduction] {
    if call.reduced == .zero { return [] }
    return try all("SELECT * FROM deposit_call_reductions WHERE deposit_call = \(call.id) ORDER BY reduced_at, id")
  }
  /// What was paid of a call, as the books have it: nothing that was taken off it.
  package borrowing func payments(of call: DepositCall) throws -> [Match] {
    let found = try settlements(ofEntry: call.subject, entity: call.entity)
    if call.cancellation == nil, call.reduced == .zero { return found }
    return try found.filter { match in
      let credit = try line(match.credit).flatMap { try self.entry($0.entry) }
      return credit?.origin.hasPrefix(call.subject + "/") != true
    }
  }
  /// Newest first.
  package borrowing func depositCalls(of customer: OrganisationID) throws -> [DepositCall] {
    try all(
      "SELECT \(DepositCall.columns) FROM \(DepositCall.source) WHERE d.customer = \(customer) ORDER BY d.issue_day DESC, d.number DESC")
  }
}
