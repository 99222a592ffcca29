import Kernel
import Store

/// An account of an entity's chart.
package struct ChartAccount: RowReadable, Sendable, Hashable {
  package let number: String
  package let name: String

  package init(row: Row) throws {
    number = try row.get("number")
    name = try row.get("name")
  }
}

extension Transaction {
  /// The accounts the entity has opened.
  package borrowing func chart(of entity: OrganisationID) throws -> [ChartAccount] {
    try all("SELECT number, name FROM ledger_accounts WHERE entity = \(entity) ORDER BY number")
  }
  package borrowing func standardChart() throws -> [ChartAccount] {
    try all("SELECT number, name FROM ledger_standard_accounts ORDER BY number")
  }

  /// Opens those that are not open yet and stand in the standard chart; refuses any other.
  borrowing func openAccounts(_ numbers: Set<String>, of entity: OrganisationID, at now: Instant) throws {
    let wanted = numbers.sorted()
    let open = try rows("SELECT number FROM ledger_accounts WHERE entity = \(entity) AND number IN \(list: wanted)")
    if open.count == wanted.count { return }
    let known = Set(try open.map { try $0.get("number") as String })
    for number in wanted where !known.contains(number) {
      guard let name: String = try value("SELECT name FROM ledger_standard_accounts WHERE number = \(number)") else {
        throw Refusal.invalid("ledger.problem.account", ["number": number])
      }
      try run("INSERT INTO ledger_accounts (entity, number, name, opened_at) VALUES (\(entity), \(number), \(name), \(now))")
    }
  }
}
