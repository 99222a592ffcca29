import Kernel
import Store

/// What went through an account in a span, and what stood there before.
struct AccountSum: RowReadable, Sendable, Hashable {
  let account: String
  let name: String
  /// Of income and expense only since the first of January: what is older is result of earlier years.
  let opening: Money
  let debits: Money
  let credits: Money
  /// Income and expense of earlier years.
  let carried: Money
  var closing: Money { opening + debits - credits }

  init(row: Row) throws {
    account = try row.get("account")
    name = try row.get("name")
    opening = try row.get("opening")
    debits = try row.get("debits")
    credits = try row.get("credits")
    carried = try row.get("carried")
  }
}

extension Transaction {
  /// By account, in their order. The sum of all closings and of what is carried is zero.
  borrowing func accountSums(_ span: DaySpan, of entity: OrganisationID) throws -> [AccountSum] {
    let from = span.from
    let year = Month(year: from.year, month: 1).first
    let until = span.until ?? from + 1
    return try all(
      """
      SELECT s.account, a.name, s.opening, s.debits, s.credits, s.carried FROM (
        SELECT l.account,
          CAST(SUM(CASE WHEN l.day < \(from) AND (l.account < '6' OR l.day >= \(year)) THEN l.amount ELSE 0 END) AS BIGINT) AS opening,
          CAST(SUM(CASE WHEN l.day >= \(from) AND l.amount > 0 THEN l.amount ELSE 0 END) AS BIGINT) AS debits,
          CAST(SUM(CASE WHEN l.day >= \(from) AND l.amount < 0 THEN -l.amount ELSE 0 END) AS BIGINT) AS credits,
          CAST(SUM(CASE WHEN l.account >= '6' AND l.day < \(year) THEN l.amount ELSE 0 END) AS BIGINT) AS carried
        FROM ledger_lines l WHERE l.entity = \(entity) AND l.day < \(until) GROUP BY l.account
      ) AS s JOIN ledger_accounts a ON a.entity = \(entity) AND a.number = s.account ORDER BY s.account
      """)
  }

  /// What each customer owes on an account at the end of a day, by number; those who owe nothing and never did are not there.
  borrowing func auxiliarySums(
    account: String, entity: OrganisationID, on day: Day
  ) throws -> [(auxiliary: Auxiliary, debits: Money, credits: Money)] {
    try rows(
      """
      SELECT l.auxiliary, MAX(l.auxiliary_name) AS name,
        CAST(SUM(CASE WHEN l.amount > 0 THEN l.amount ELSE 0 END) AS BIGINT) AS debits,
        CAST(SUM(CASE WHEN l.amount < 0 THEN -l.amount ELSE 0 END) AS BIGINT) AS credits
      FROM ledger_lines l WHERE l.entity = \(entity) AND l.account = \(account) AND l.auxiliary IS NOT NULL AND l.day <= \(day)
      GROUP BY l.auxiliary ORDER BY l.auxiliary
      """
    ).map { (Auxiliary(try $0.get("auxiliary"), try $0.get("name")), try $0.get("debits"), try $0.get("credits")) }
  }
}
