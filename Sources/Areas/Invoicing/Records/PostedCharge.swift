import Foundation
import Kernel
import Store
import Web

extension ChargeKind: Bindable, Fetchable {}

/// A charge that was posted once, by an area or by hand, with what became of it.
package struct PostedCharge: RowReadable, Sendable {
  package let id: ID<PostedCharge>
  package let draft: ChargeDraft
  package let postedAt: Instant
  package let postedBy: String
  package let cancelledAt: Instant?
  package let cancelledBy: String?
  package let cancelReason: String?

  package init(row: Row) throws {
    id = try row.get("id")
    let explanation: String = try row.get("explanation")
    draft = ChargeDraft(
      entity: try row.get("entity"), customer: try row.get("customer"), origin: try row.get("origin"), kind: try row.get("kind"),
      text: try row.get("label"), span: DaySpan(from: try row.get("from_day"), until: try row.get("until_day")),
      billableFrom: try row.get("billable_from"), quantity: try row.get("quantity"), unit: try row.get("unit"), net: try row.get("net"),
      vat: VATTreatment(
        try row.get("vat_category"), rate: try row.get("vat_rate"), exemptionCode: try row.get("exemption_code"),
        exemptionReason: try row.get("exemption_reason")), contract: try row.get("contract"),
      explanation: try JSONDecoder().decode([ExplanationStep].self, from: Data(explanation.utf8)))
    postedAt = try row.get("posted_at")
    postedBy = try row.get("posted_by")
    cancelledAt = try row.get("cancelled_at")
    cancelledBy = try row.get("cancelled_by")
    cancelReason = try row.get("cancel_reason")
  }
}

extension Transaction {
  /// Posts a charge: it stands on the customer's next invoice dated `billableFrom` or later. The same origin is posted once: the second time
  /// answers the charge of the first. For other areas, within their own acts; by hand it is `PostCharge`.
  @discardableResult
  package borrowing func post(_ charge: ChargeDraft, by viewer: Viewer = .house, at now: Instant) throws -> ID<PostedCharge> {
    guard charge.span.until != nil else { throw StoreError(.constraint, "a charge covers days that end: \(charge.origin)") }
    if let known: ID<PostedCharge> = try value("SELECT id FROM charges WHERE origin = \(charge.origin)") { return known }
    let id = ID<PostedCharge>.fresh(at: now)
    let explanation = String(decoding: try JSON.bytes(of: charge.explanation), as: UTF8.self)
    let key = [charge.text, charge.contract ?? "", charge.origin].joined(separator: " ").folded
    try run(
      """
      INSERT INTO charges (id, origin, entity, customer, kind, label, from_day, until_day, billable_from, quantity, unit, net, vat_category,
        vat_rate, exemption_code, exemption_reason, contract, explanation, search_key, posted_at, posted_by)
      VALUES (\(id), \(charge.origin), \(charge.entity), \(charge.customer), \(charge.kind), \(charge.text), \(charge.span.from),
        \(charge.span.until), \(charge.billableFrom), \(charge.quantity), \(charge.unit), \(charge.net), \(charge.vat.category),
        \(charge.vat.rate), \(charge.vat.exemptionCode), \(charge.vat.exemptionReason), \(charge.contract), \(explanation), \(key), \(now),
        \(viewer.name))
      """)
    return id
  }

  package borrowing func charge(_ id: ID<PostedCharge>) throws -> PostedCharge? { try one("SELECT * FROM charges WHERE id = \(id)") }

  /// Posted, not cancelled, on no invoice yet, and billable on `day` or before.
  package borrowing func waitingCharges(until day: Day, of customer: OrganisationID? = nil) throws -> [PostedCharge] {
    try all(
      """
      SELECT c.* FROM charges c WHERE c.cancelled_at IS NULL AND c.billable_from <= \(day)
        AND (c.customer = \(customer) OR \(customer) IS NULL)
        AND NOT EXISTS (SELECT 1 FROM invoice_lines l WHERE l.charge = c.id)
      ORDER BY c.billable_from, c.id
      """)
  }
  /// The invoice a charge stands on.
  package borrowing func invoice(with charge: ID<PostedCharge>) throws -> ID<Invoice>? {
    try value("SELECT invoice FROM invoice_lines WHERE charge = \(charge)")
  }
}
