import Kernel
import Store

/// What was cashed of an invoice at one rate on one day: what the status "cashed" (212) and the reporting of payments (flux 10) are made of.
package struct CashedRate: RowReadable, Sendable, Hashable {
  package let document: String
  package let customer: OrganisationID
  package let nature: String
  package let day: Day
  package let rate: Percentage
  /// With VAT, as MDT-215 wants it; negative when it came back.
  package let gross: Money
  package let vat: Money

  package init(row: Row) throws {
    document = try row.get("document")
    customer = try row.get("customer")
    nature = try row.get("nature")
    day = try row.get("day")
    rate = try row.get("rate")
    gross = try row.get("gross")
    vat = try row.get("vat")
  }
}

extension Transaction {
  /// Only what bears VAT that falls due with its payment; of the month, by document, day and rate.
  package borrowing func cashed(_ entity: OrganisationID, in month: Month) throws -> [CashedRate] {
    try all(
      """
      SELECT p.document, p.customer, i.nature, r.day, r.rate, CAST(SUM(r.base + r.vat) AS BIGINT) AS gross, CAST(SUM(r.vat) AS BIGINT) AS vat
      FROM payment_rates r JOIN payment_parts p ON p.id = r.part JOIN invoices i ON i.number = p.document
      WHERE r.entity = \(entity) AND r.day >= \(month.first) AND r.day < \((month + 1).first) AND r.on_receipt = 1 AND r.rate > 0
      GROUP BY p.document, p.customer, i.nature, r.day, r.rate HAVING SUM(r.base + r.vat) <> 0
      ORDER BY r.day, p.document, r.rate
      """)
  }
}
