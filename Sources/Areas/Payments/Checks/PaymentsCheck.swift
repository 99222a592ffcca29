import Kernel
import Ledger
import Secrets
import Store

/// Something that must hold of payments, looked at from outside of any act.
package struct PaymentsCheck: Sendable {
  package let name: String
  /// A sentence in English for each thing that does not hold.
  package let faults: @Sendable (borrowing Transaction) throws -> [String]

  package static let all = [statements, files, receipts, collections]

  /// Opening and movements make the closing, to the cent.
  private static let statements = PaymentsCheck(name: "bank statements add up") { transaction in
    try transaction.rows(
      """
      SELECT s.name FROM bank_statements s WHERE s.closing <> s.opening
        + COALESCE((SELECT CAST(SUM(m.amount) AS BIGINT) FROM bank_movements m WHERE m.statement = s.id), 0) ORDER BY s.name
      """
    ).map { "statement \(try $0.get("name") as String): opening and movements do not make the closing" }
  }

  /// What was handed to the bank is what was made, and its lines are its total.
  private static let files = PaymentsCheck(name: "files for the bank are as they were made") { transaction in
    var faults: [String] = []
    for table in ["collections", "transfer_orders"] {
      for row in try transaction.rows(SQL(frozen: "SELECT message, content, digest FROM \(table) ORDER BY message")) {
        let content: String = try row.get("content")
        if Digest.sha256(content) != (try row.get("digest") as String) {
          faults.append("\(try row.get("message") as String): its content has changed")
        }
      }
    }
    let sums = try transaction.rows(
      """
      SELECT k.message FROM collections k WHERE k.total <> (SELECT CAST(SUM(i.amount) AS BIGINT) FROM collection_items i WHERE i.collection = k.id)
      ORDER BY k.message
      """)
    return try faults + sums.map { "\(try $0.get("message") as String): its documents are not its total" }
  }

  /// Each receipt stands in the books with its amount, once the other way round when it was reversed, and pays no more than it is.
  private static let receipts = PaymentsCheck(name: "receipts in the books") { transaction in
    var faults: [String] = []
    let found = try transaction.rows(
      """
      SELECT r.id, r.number, r.amount, r.reversed_on, r.entity, e.total,
        COALESCE((SELECT CAST(SUM(p.amount) AS BIGINT) FROM payment_parts p WHERE p.receipt = r.id), 0) AS paid,
        (SELECT CAST(SUM(l.amount) AS BIGINT) FROM ledger_lines l WHERE l.entry = r.entry AND l.account = \(Account.customers)) AS customers,
        (SELECT COUNT(*) FROM ledger_entries c WHERE c.entity = r.entity AND c.origin = 'receipt/' || r.id || '/reversed') AS contrary
      FROM receipts r LEFT JOIN ledger_entries e ON e.id = r.entry ORDER BY r.number
      """)
    for row in found {
      let number: String = try row.get("number")
      let amount: Money = try row.get("amount")
      let paid: Money = try row.get("paid")
      let customers: Money? = try row.get("customers")
      let reversed: Day? = try row.get("reversed_on")
      let contrary: Int = try row.get("contrary")
      if customers != -amount { faults.append("\(number): the books do not hold its amount") }
      if paid > amount { faults.append("\(number): it pays more than it is") }
      if (reversed != nil) != (contrary == 1) { faults.append("\(number): reversed, and the books do not say so") }
    }
    return faults
  }

  /// A collection whose receipt was reversed came back, or its document would be taken again as if nothing had been; one that came back keeps no
  /// receipt.
  private static let collections = PaymentsCheck(name: "collections and their receipts") { transaction in
    try transaction.rows(
      """
      SELECT i.end_to_end, i.returned_on FROM collection_items i JOIN receipts r ON r.item = i.id
      WHERE (r.reversed_on IS NULL) <> (i.returned_on IS NULL) ORDER BY i.end_to_end
      """
    ).map { row in
      let (name, returned): (String, Day?) = (try row.get("end_to_end"), try row.get("returned_on"))
      return returned == nil
        ? "\(name): its receipt was reversed, and it did not come back" : "\(name): it came back, and its receipt stands"
    }
  }
}
