import Kernel
import Store

/// A charge that was asked for, on an invoice or posted to be, and what stands of it.
package struct StandingCharge: Sendable, Hashable {
  package let origin: String
  package let span: DaySpan
  /// As it was first invoiced or posted.
  package let asked: Money
  /// What credit notes, a corrected invoice or cancelling left of it.
  package let standing: Money
  /// The line that asked for it; nil of what waits or was cancelled.
  package let line: LinePlace?
}

/// Of a line: what was asked, what credit notes gave back of it, and the invoice that took its place.
private let standingOfLine: SQL = """
  l.net, COALESCE((SELECT CAST(SUM(c.net) AS BIGINT) FROM invoice_credited_lines c
    WHERE c.credited_invoice = l.invoice AND c.credited_place = l.place), 0) AS given,
  (SELECT p.invoice FROM invoice_predecessors p WHERE p.predecessor = l.invoice AND p.relation = 'corrects') AS replaced_by
  """

extension Transaction {
  /// Charges whose origin is below `prefix` or it, in the order of their origins.
  package borrowing func standingCharges(from prefix: String) throws -> [StandingCharge] {
    let (first, last) = ("\(prefix)/", "\(prefix)0")
    var found: [StandingCharge] = []
    let invoiced = try rows(
      """
      SELECT l.origin, l.invoice, l.place, l.from_day, l.until_day, \(standingOfLine)
      FROM invoice_lines l WHERE l.origin = \(prefix) OR (l.origin >= \(first) AND l.origin < \(last)) ORDER BY l.origin
      """)
    for row in invoiced {
      let place = LinePlace(try row.get("invoice"), try row.get("place"))
      let net: Money = try row.get("net")
      found.append(
        StandingCharge(
          origin: try row.get("origin"), span: DaySpan(from: try row.get("from_day"), until: try row.get("until_day")), asked: net,
          standing: try standing(of: place, row), line: place))
    }
    let waiting = try rows(
      """
      SELECT c.origin, c.from_day, c.until_day, c.net, c.cancelled_at FROM charges c
      WHERE (c.origin = \(prefix) OR (c.origin >= \(first) AND c.origin < \(last)))
        AND NOT EXISTS (SELECT 1 FROM invoice_lines l WHERE l.origin = c.origin) ORDER BY c.origin
      """)
    for row in waiting {
      let net: Money = try row.get("net")
      let cancelled: Instant? = try row.get("cancelled_at")
      found.append(
        StandingCharge(
          origin: try row.get("origin"), span: DaySpan(from: try row.get("from_day"), until: try row.get("until_day")), asked: net,
          standing: cancelled == nil ? net : .zero, line: nil))
    }
    return found
  }

  /// A charge and what made it good since, in the order they were asked for; nothing where the charge itself is on no invoice.
  package borrowing func family(of root: String) throws -> [StandingCharge] {
    let all = try standingCharges(from: root)
    guard let first = all.first(where: { $0.origin == root }), first.line != nil else { return [] }
    let later = all.compactMap { charge in
      ChargeOrigin.split(charge.origin).flatMap { $0.root == root ? ($0.number, charge) : nil }
    }
    return [first] + later.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// What a corrected invoice made of a line, and what credit notes left of that.
  private borrowing func standing(of place: LinePlace, replacedBy id: ID<Invoice>) throws -> Money {
    guard let number = try invoice(place.invoice)?.number, let reasons = try frozen(id)?.reasons,
      let index = reasons.firstIndex(where: { $0.corrected.map { $0 == (number, place.place) } ?? false })
    else { return .zero }
    let next = LinePlace(id, index + 1)
    let row = try first(
      "SELECT \(standingOfLine) FROM invoice_lines l WHERE l.invoice = \(next.invoice) AND l.place = \(next.place)")
    return try row.map { try standing(of: next, $0) } ?? .zero
  }

  /// - Parameter row: has `standingOfLine`.
  private borrowing func standing(of place: LinePlace, _ row: Row) throws -> Money {
    if let replacedBy: ID<Invoice> = try row.get("replaced_by") { return try standing(of: place, replacedBy: replacedBy) }
    return (try row.get("net") as Money) - (try row.get("given") as Money)
  }

  /// What a line of an invoice was first asked as: a line of a corrected invoice has the origin of the one it stands for.
  borrowing func origin(of place: LinePlace) throws -> String? {
    let own: String? =
      try value(
        "SELECT origin FROM invoice_lines WHERE invoice = \(place.invoice) AND place = \(place.place)", as: String?.self) ?? nil
    if let own { return own }
    guard let reasons = try frozen(place.invoice)?.reasons, reasons.indices.contains(place.place - 1),
      let (number, line) = reasons[place.place - 1].corrected, let before = try invoice(number: number)
    else { return nil }
    return try origin(of: LinePlace(before.id, line))
  }

  /// How VAT fell on a line that was invoiced.
  package borrowing func treatment(of place: LinePlace) throws -> VATTreatment? {
    guard
      let row = try first(
        "SELECT vat_category, vat_rate FROM invoice_lines WHERE invoice = \(place.invoice) AND place = \(place.place)")
    else { return nil }
    let category: VATCategory = try row.get("vat_category")
    if category == .standard { return VATTreatment(category, rate: try row.get("vat_rate")) }
    // Why there is none is written in the document alone.
    guard let lines = try frozen(place.invoice)?.document.lines, lines.indices.contains(place.place - 1) else { return nil }
    return lines[place.place - 1].vat
  }
}

extension LineReason {
  /// The line of a replaced invoice that a line of a corrected one stands for.
  var corrected: (number: String, line: Int)? {
    guard let step = explanation.last(where: { $0.text == "invoicing.explain.corrects" }), let number = step.values["number"],
      let line = step.values["line"].flatMap({ Int($0) })
    else { return nil }
    return (number, line)
  }
}
