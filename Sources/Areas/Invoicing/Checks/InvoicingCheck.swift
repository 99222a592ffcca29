import EInvoice
import Kernel
import Store

/// Something that must hold of invoices, looked at from outside of any act (docs/numbering.md).
package struct InvoicingCheck: Sendable {
  package let name: String
  /// A sentence in English for each thing that does not hold.
  package let faults: @Sendable (borrowing Transaction) throws -> [String]

  package static let all = [chain, depositChain, lines, credits, differences, settlements, books]

  /// So many documents are held in memory at once.
  private static let page = 400

  private static let chain = InvoicingCheck(name: "chain and numbers of invoices") { transaction in
    var faults: [String] = []
    for series in try transaction.invoiceSeries() where series.purpose != .deposits {
      var walk = ChainWalk(series: series)
      var last: Int64 = 0
      while true {
        let rows = try transaction.rows(
          """
          SELECT number, place, issue_day, due_day, type, net, vat, total, content, reasons, previous, digest FROM invoices
          WHERE series = \(series.id) AND place > \(last) ORDER BY place LIMIT \(page)
          """)
        if rows.isEmpty { break }
        for row in rows {
          last = try row.get("place")
          let content: String = try row.get("content")
          let reasons: String = try row.get("reasons")
          let previous: String = try row.get("previous")
          try walk.step(row, digest: ChainDigest.of(previous: previous, content, reasons))
          if let document = try? SemanticInvoice(canonical: content) {
            walk.faults += try columns(of: row, differingFrom: document)
          } else {
            walk.faults.append("\(try row.get("number") as String): its content cannot be read")
          }
        }
      }
      faults += walk.faults
    }
    return faults
  }

  private static func columns(of row: Row, differingFrom document: SemanticInvoice) throws -> [String] {
    let number: String = try row.get("number")
    let type: InvoiceType = try row.get("type")
    let sign: Int64 = type == .creditNote ? -1 : 1
    func signed(_ amount: Money) -> Money { Money(cents: amount.cents * sign) }
    var faults: [String] = []
    func hold(_ isHeld: Bool, _ what: String) { if !isHeld { faults.append("\(number): its \(what) is not that of its content") } }
    hold(document.number == number, "number")
    hold(document.type.rawValue == type.rawValue, "type")
    hold(try row.get("issue_day") == document.issued, "day")
    hold(try row.get("due_day") == document.due ?? document.issued, "due day")
    hold(try row.get("net") == signed(document.totals.net), "net amount")
    hold(try row.get("vat") == signed(document.totals.vat), "VAT")
    hold(try row.get("total") == signed(document.totals.gross), "total")
    hold(document.lines.reduce(.zero) { $0 + $1.net } == document.totals.lines, "sum of lines")
    return faults
  }

  private static let depositChain = InvoicingCheck(name: "chain and numbers of deposit calls") { transaction in
    var faults: [String] = []
    for series in try transaction.invoiceSeries() where series.purpose == .deposits {
      var walk = ChainWalk(series: series)
      let rows = try transaction.rows(
        "SELECT number, place, issue_day, content, previous, digest FROM deposit_calls WHERE series = \(series.id) ORDER BY place")
      for row in rows {
        try walk.step(row, digest: ChainDigest.of(previous: try row.get("previous"), try row.get("content")))
      }
      faults += walk.faults
    }
    return faults
  }

  private static let lines = InvoicingCheck(name: "lines and VAT of invoices") { transaction in
    let rows = try transaction.rows(
      """
      SELECT * FROM (
        SELECT i.number, i.net, i.vat,
          COALESCE((SELECT CAST(SUM(l.net) AS BIGINT) FROM invoice_lines l WHERE l.invoice = i.id), 0) AS line_sum,
          COALESCE((SELECT CAST(SUM(v.base) AS BIGINT) FROM invoice_vat v WHERE v.invoice = i.id), 0) AS base_sum,
          COALESCE((SELECT CAST(SUM(v.vat) AS BIGINT) FROM invoice_vat v WHERE v.invoice = i.id), 0) AS vat_sum
        FROM invoices i) sums
      WHERE net <> line_sum OR net <> base_sum OR vat <> vat_sum ORDER BY number
      """)
    return try rows.map { row in
      let number: String = try row.get("number")
      let isNet = try row.get("net") as Money == row.get("line_sum") as Money
      return isNet ? "\(number): its VAT groups do not add up to it" : "\(number): its lines do not add up to its net amount"
    }
  }

  private static let credits = InvoicingCheck(name: "amounts given back") { transaction in
    try transaction.rows(
      """
      SELECT i.number, l.place FROM invoice_lines l JOIN invoices i ON i.id = l.invoice
      JOIN (SELECT credited_invoice, credited_place, CAST(SUM(net) AS BIGINT) AS given FROM invoice_credited_lines
        GROUP BY credited_invoice, credited_place) c ON c.credited_invoice = l.invoice AND c.credited_place = l.place
      WHERE (l.net >= 0 AND c.given > l.net) OR (l.net < 0 AND c.given < l.net) ORDER BY i.number, l.place
      """
    ).map { row in "line \(try row.get("place") as Int) of \(try row.get("number") as String) was given back beyond its amount" }
  }

  /// A charge and what made it good since never come to less than nothing: that much would have been given back twice.
  private static let differences = InvoicingCheck(name: "charges that were made good") { transaction in
    let below = try transaction.rows("SELECT origin FROM charges WHERE net < 0 AND cancelled_at IS NULL ORDER BY origin")
    let roots = Set(try below.compactMap { ChargeOrigin.split(try $0.get("origin"))?.root })
    return try roots.sorted().compactMap { root in
      let family = try transaction.family(of: root)
      let standing = family.reduce(Money.zero) { $0 + $1.standing }
      guard let first = family.first, first.asked >= .zero, standing < .zero else { return nil }
      return "\(root): \((Money.zero - standing).decimal) more was given back than was asked"
    }
  }

  /// No tenant was settled for more provisions than had been invoiced by then, what a corrected invoice replaced left out.
  private static let settlements = InvoicingCheck(name: "provisions that were settled") { transaction in
    try transaction.rows(
      """
      SELECT * FROM (
        SELECT s.building_name, s.year, o.usual_name, t.provisions, COALESCE((SELECT CAST(SUM(l.net) AS BIGINT) FROM invoice_lines l
            JOIN invoices i ON i.id = l.invoice WHERE i.entity = s.entity AND i.customer = t.customer AND l.kind = 'provision' AND l.net > 0
              AND l.from_day >= CAST(s.year AS TEXT) || '-01-01' AND l.from_day <= CAST(s.year AS TEXT) || '-12-31'
              AND i.issued_at <= s.settled_at AND NOT EXISTS (SELECT 1 FROM invoice_predecessors p JOIN invoices n ON n.id = p.invoice
                WHERE p.predecessor = i.id AND p.relation = 'corrects' AND n.issued_at <= s.settled_at)), 0) AS invoiced
        FROM charge_settlement_tenants t JOIN charge_settlements s ON s.id = t.settlement JOIN organisations o ON o.id = t.customer) sums
      WHERE provisions > invoiced ORDER BY building_name, year, usual_name
      """
    ).map { row in
      let (building, year, name): (String, Int, String) = (try row.get("building_name"), try row.get("year"), try row.get("usual_name"))
      let (provisions, invoiced): (Money, Money) = (try row.get("provisions"), try row.get("invoiced"))
      return "\(building) \(year): \(name) was settled for provisions of \(provisions.decimal), \(invoiced.decimal) was invoiced"
    }
  }

  private static let books = InvoicingCheck(name: "invoices in the books") { transaction in
    let missing = try transaction.rows(
      """
      SELECT i.number FROM invoices i WHERE i.total <> 0
        AND NOT EXISTS (SELECT 1 FROM ledger_entries e WHERE e.entity = i.entity AND e.origin = 'invoice/' || i.id)
      UNION ALL
      SELECT d.number FROM deposit_calls d
      WHERE NOT EXISTS (SELECT 1 FROM ledger_entries e WHERE e.entity = d.entity AND e.origin = 'deposit-call/' || d.id)
      ORDER BY 1
      """)
    return try missing.map { row in "\(try row.get("number") as String) is not in the books" }
  }
}

/// Goes along one series and says where it breaks.
struct ChainWalk {
  let series: InvoiceSeries
  var faults: [String] = []
  private var place: Int64 = 0
  private var number = ""
  private var digest = ChainDigest.origin
  private var day: Day?

  init(series: InvoiceSeries) { self.series = series }

  /// `digest` is what the bytes of the row come to.
  mutating func step(_ row: Row, digest computed: String) throws {
    let number: String = try row.get("number")
    let place: Int64 = try row.get("place")
    let day: Day = try row.get("issue_day")
    if place != self.place + 1 {
      let before = SeriesNumber.text(prefix: series.prefix, place: self.place)
      faults.append(
        self.place == 0
          ? "the series \(series.prefix) begins with \(number)" : "the series \(series.prefix) jumps from \(before) to \(number)")
    }
    if number != SeriesNumber.text(prefix: series.prefix, place: place) {
      faults.append("\(number) is not the number of place \(place) of the series \(series.prefix)")
    }
    let stored: String = try row.get("digest")
    if stored != computed { faults.append("\(number) was changed after it was issued: its digest is not that of its content") }
    if try row.get("previous") != self.digest {
      faults.append(
        self.place == 0
          ? "the chain of \(series.prefix) does not begin with \(number)" : "the chain is broken between \(self.number) and \(number)")
    }
    if let before = self.day, day < before { faults.append("\(number) is dated before \(self.number)") }
    (self.place, self.number, self.digest, self.day) = (place, number, stored, day)
  }
}
