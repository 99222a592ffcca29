import Kernel
import Store

/// The sales of one day to non-taxable persons, at one rate (CGI annexe II, 242 nonies M; flux 10 of the reform).
package struct DailySales: RowReadable, Sendable, Hashable, Encodable {
  package let entity: OrganisationID
  package let siren: String
  package let day: Day
  package let isOnDebits: Bool
  package let category: VATCategory
  /// Basis points.
  package let rate: Int64
  package let net: Money
  package let vat: Money
  /// How many documents it is made of.
  package let count: Int

  package init(row: Row) throws {
    entity = try row.get("entity")
    siren = try row.get("siren")
    day = try row.get("issue_day")
    isOnDebits = try row.get("on_debits")
    category = try row.get("category")
    rate = try row.get("rate")
    net = try row.get("net")
    vat = try row.get("vat")
    count = try row.get("documents")
  }
}

extension Transaction {
  /// The daily totals of a month by entity, category and rate. A credit note counts against its day; what a corrected invoice replaced counts
  /// against the day of the correction. Exempt and outside sales of bare premises are no matter of e-reporting.
  package borrowing func dailySales(in month: Month) throws -> [DailySales] {
    try all(
      """
      SELECT s.entity, COALESCE(o.siren, '') AS siren, s.issue_day, s.on_debits, s.category, s.rate, CAST(SUM(s.base) AS BIGINT) AS net,
        CAST(SUM(s.vat) AS BIGINT) AS vat, CAST(SUM(s.one) AS BIGINT) AS documents
      FROM (
        SELECT i.entity, i.issue_day, CASE WHEN i.vat_point = 'debits' THEN 1 ELSE 0 END AS on_debits, v.category, v.rate, v.base, v.vat, 1 AS one
        FROM invoices i JOIN invoice_vat v ON v.invoice = i.id
        WHERE i.nature = 'consumer' AND i.issue_day >= \(month.first) AND i.issue_day < \((month + 1).first)
        UNION ALL
        SELECT i.entity, i.issue_day, CASE WHEN p.vat_point = 'debits' THEN 1 ELSE 0 END, v.category, v.rate, -v.base, -v.vat, 0
        FROM invoices i JOIN invoice_predecessors r ON r.invoice = i.id AND r.relation = 'corrects' JOIN invoices p ON p.id = r.predecessor
        JOIN invoice_vat v ON v.invoice = p.id
        WHERE i.nature = 'consumer' AND i.issue_day >= \(month.first) AND i.issue_day < \((month + 1).first)
      ) s JOIN organisations o ON o.id = s.entity
      WHERE s.category NOT IN ('E', 'O')
      GROUP BY s.entity, o.siren, s.issue_day, s.on_debits, s.category, s.rate ORDER BY s.entity, s.issue_day, s.category, s.rate DESC
      """)
  }
}
