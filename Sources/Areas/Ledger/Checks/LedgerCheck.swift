import Kernel
import Store

/// Something that must hold of the books, looked at from outside of any act.
package struct LedgerCheck: Sendable {
  package let name: String
  /// A sentence in English for each thing that does not hold.
  package let faults: @Sendable (borrowing Transaction) throws -> [String]

  package static let all = [entries, matches, closings, waitingVAT]

  /// Each chain of entries from its first: numbers without a gap, every entry balanced, every digest right.
  private static let entries = LedgerCheck(name: "entries of the books balance, count on and hang together") { transaction in
    var faults: [String] = []
    let chains = try transaction.rows("SELECT DISTINCT entity, year FROM ledger_entries ORDER BY entity, year")
    for chain in chains {
      let entity: OrganisationID = try chain.get("entity")
      let year: Int = try chain.get("year")
      let entries: [Entry] = try transaction.all("SELECT * FROM ledger_entries WHERE entity = \(entity) AND year = \(year) ORDER BY number")
      let lines: [EntryLine] = try transaction.all(
        """
        SELECT l.* FROM ledger_lines l JOIN ledger_entries e ON e.id = l.entry WHERE e.entity = \(entity) AND e.year = \(year)
        ORDER BY l.entry, l.place
        """)
      let byEntry = Dictionary(grouping: lines, by: \.entry)
      var (previous, number) = ("", Int64(1))
      for entry in entries {
        let name = "entry \(entry.number) of \(year) (\(entry.piece))"
        let own = byEntry[entry.id] ?? []
        if entry.number != number { faults.append("\(name) stands where number \(number) is due") }
        if own.reduce(Money.zero, { $0 + $1.amount }) != .zero { faults.append("\(name) does not balance") }
        if own.count != entry.lineCount { faults.append("\(name) has \(own.count) lines of \(entry.lineCount)") }
        if own.contains(where: { $0.day != entry.day || $0.entity != entry.entity }) {
          faults.append("\(name) has lines of another day or entity")
        }
        if entry.previous != previous { faults.append("\(name) does not follow the entry before it") }
        if EntryChain.digest(of: entry, lines: own, after: entry.previous) != entry.digest {
          faults.append("\(name) has changed since it was written: its digest differs")
        }
        (previous, number) = (entry.digest, entry.number + 1)
      }
    }
    return faults
  }

  private static let matches = LedgerCheck(name: "no line is matched beyond its amount") { transaction in
    let over = try transaction.rows(
      """
      SELECT l.document, l.amount, CAST(SUM(m.amount) AS BIGINT) AS matched FROM ledger_lines l
      JOIN (SELECT debit_line AS line, amount FROM ledger_matches WHERE undone_at IS NULL
        UNION ALL SELECT credit_line AS line, amount FROM ledger_matches WHERE undone_at IS NULL) AS m ON m.line = l.id
      GROUP BY l.id, l.document, l.amount HAVING SUM(m.amount) > CASE WHEN l.amount > 0 THEN l.amount ELSE -l.amount END
      """)
    let unlike = try transaction.rows(
      """
      SELECT d.document FROM ledger_matches m JOIN ledger_lines d ON d.id = m.debit_line JOIN ledger_lines c ON c.id = m.credit_line
      WHERE d.amount < 0 OR c.amount > 0 OR d.account <> c.account OR d.entity <> c.entity OR d.auxiliary IS DISTINCT FROM c.auxiliary
      """)
    return try over.map { row in
      let (amount, matched, document): (Money, Money, String?) = (try row.get("amount"), try row.get("matched"), try row.get("document"))
      return "a line of \(document ?? "no document"), \(amount.decimal) €, is matched with \(matched.decimal) €"
    }
      + unlike.map { row in
        let document: String? = try row.get("document")
        return "a match of \(document ?? "no document") joins lines that do not belong together"
      }
  }

  /// Every closing counted anew, and its digest over the one before.
  private static let closings = LedgerCheck(name: "closed periods are as they were closed") { transaction in
    var faults: [String] = []
    for entity in try transaction.entitiesWithBooks() {
      var previous = ""
      for (place, closing) in try transaction.closings(of: entity).reversed().enumerated() {
        let name = "closing \(closing.place) (\(closing.kind.rawValue) from \(closing.span.from))"
        let figures = try transaction.closingFigures(closing.kind, closing.span, of: entity, house: .mulhouse)
        if closing.place != Int64(place + 1) { faults.append("\(name) stands where number \(place + 1) is due") }
        if closing.previous != previous { faults.append("\(name) does not follow the closing before it") }
        if (figures.count, figures.total) != (closing.count, closing.total)
          || (figures.runningCount, figures.runningTotal) != (closing.runningCount, closing.runningTotal)
        {
          faults.append(
            "\(name) was closed with \(closing.count) entries and \(closing.total.decimal) €, and now has \(figures.count) and \(figures.total.decimal) €"
          )
        }
        let digest = figures.digest(
          of: closing.kind, closing.span, entity: entity, place: closing.place, closedAt: closing.closedAt, after: closing.previous)
        if digest != closing.digest { faults.append("\(name) has changed: its digest differs") }
        previous = closing.digest
      }
    }
    return faults
  }
}
