import Kernel
import Store

extension LedgerCheck {
  /// VAT waits for a payment: never more than none, and no longer than something is owed. Documents that settle each other, as an invoice and
  /// its credit note, are looked at together.
  static let waitingVAT = LedgerCheck(name: "VAT waits only for what is still owed") { transaction in
    var faults: [String] = []
    for row in try transaction.rows(
      "SELECT DISTINCT entity FROM ledger_lines WHERE account >= '44574' AND account < '44575' ORDER BY entity")
    {
      faults += try waiting(try row.get("entity"), transaction)
    }
    return faults
  }

  private static func waiting(_ entity: OrganisationID, _ transaction: borrowing Transaction) throws -> [String] {
    var faults: [String] = []
    var waiting: [String: Money] = [:]
    for row in try transaction.rows(
      """
      SELECT l.document, CAST(SUM(l.amount) AS BIGINT) AS amount FROM ledger_lines l
      WHERE l.entity = \(entity) AND l.account >= '44574' AND l.account < '44575' GROUP BY l.document HAVING SUM(l.amount) <> 0
      ORDER BY l.document NULLS FIRST
      """)
    {
      let (document, amount): (String?, Money) = (try row.get("document"), try row.get("amount"))
      if let document { waiting[document] = amount } else { faults.append("\((-amount).decimal) € of VAT wait for no document") }
    }
    let open = try transaction.open(documents: waiting.keys.sorted(), entity: entity)
    for group in try together(Set(waiting.keys), entity, transaction) {
      let amount = group.reduce(Money.zero) { $0 + (waiting[$1] ?? .zero) }
      let owed = group.reduce(Money.zero) { $0 + (open[$1] ?? .zero) }
      let names = group.joined(separator: " and ")
      if owed == .zero, amount != .zero { faults.append("\((-amount).decimal) € of VAT wait for \(names), which is settled") }
      if owed > .zero && amount > .zero || owed < .zero && amount < .zero {
        faults.append("more VAT of \(names) fell due than was invoiced")
      }
    }
    return faults
  }

  /// The documents, those that settle each other in one group.
  private static func together(
    _ documents: Set<String>, _ entity: OrganisationID, _ transaction: borrowing Transaction
  ) throws -> [[String]] {
    var leader = Dictionary(uniqueKeysWithValues: documents.map { ($0, $0) })
    func first(_ document: String) -> String {
      var found = document
      while let next = leader[found], next != found { found = next }
      return found
    }
    let pairs = try transaction.rows(
      """
      SELECT DISTINCT d.document AS debit, c.document AS credit FROM ledger_matches m JOIN ledger_lines d ON d.id = m.debit_line
      JOIN ledger_lines c ON c.id = m.credit_line
      WHERE m.entity = \(entity) AND m.undone_at IS NULL AND d.document <> c.document ORDER BY d.document, c.document
      """)
    for pair in pairs {
      let (debit, credit): (String, String) = (try pair.get("debit"), try pair.get("credit"))
      guard documents.contains(debit), documents.contains(credit) else { continue }
      let (one, two) = (first(debit), first(credit))
      leader[max(one, two)] = min(one, two)
    }
    return Dictionary(grouping: documents.sorted(), by: first).sorted { $0.key < $1.key }.map(\.value)
  }
}
