import Banking
import Kernel
import Store

/// A statement as it was taken in.
package struct KeptStatement: RowReadable, Sendable, Hashable {
  package let id: ID<KeptStatement>
  package let entity: OrganisationID
  package let entityName: String
  package let iban: String
  package let name: String
  package let opening: Money
  package let openingDay: Day
  package let closing: Money
  package let closingDay: Day
  package let contentDigest: String
  package let importedAt: Instant
  package let importedBy: String
  package let lineCount: Int
  package let waitingCount: Int

  package init(row: Row) throws {
    id = try row.get("id")
    entity = try row.get("entity")
    entityName = try row.get("entity_name")
    iban = try row.get("iban")
    name = try row.get("name")
    opening = try row.get("opening")
    openingDay = try row.get("opening_day")
    closing = try row.get("closing")
    closingDay = try row.get("closing_day")
    contentDigest = try row.get("content_digest")
    importedAt = try row.get("imported_at")
    importedBy = try row.get("imported_by")
    lineCount = try row.get("line_count")
    waitingCount = try row.get("waiting_count")
  }

  static let query: SQL = """
    SELECT s.*, e.usual_name AS entity_name, (SELECT COUNT(*) FROM bank_movements m WHERE m.statement = s.id) AS line_count,
      (SELECT COUNT(*) FROM bank_movements m WHERE m.statement = s.id AND m.settled_at IS NULL) AS waiting_count
    FROM bank_statements s JOIN organisations e ON e.id = s.entity
    """
}

/// How a movement of the bank was dealt with.
package enum SettledHow: String, Sendable, CaseIterable, Bindable, Fetchable {
  case receipt, returned, refund, charges, other
}

/// One movement on an account of the house.
package struct BankLine: RowReadable, Sendable, Hashable {
  package let id: ID<BankLine>
  package let statement: ID<KeptStatement>
  package let entity: OrganisationID
  package let amount: Money
  package let booked: Day
  package let endToEnd: String?
  package let mandate: String?
  package let counterparty: String
  package let counterpartyIBAN: String?
  package let label: String
  /// References that stood apart, one a line.
  package let named: String
  package let bankReference: String?
  package let batch: String?
  package let reason: String?
  package let isReversal: Bool
  package let settledAt: Instant?
  package let settledBy: String?
  package let settledHow: SettledHow?

  package init(row: Row) throws {
    id = try row.get("id")
    statement = try row.get("statement")
    entity = try row.get("entity")
    amount = try row.get("amount")
    booked = try row.get("booked")
    endToEnd = try row.get("end_to_end")
    mandate = try row.get("mandate")
    counterparty = try row.get("counterparty")
    counterpartyIBAN = try row.get("counterparty_iban")
    label = try row.get("label")
    named = try row.get("named")
    bankReference = try row.get("bank_reference")
    batch = try row.get("batch")
    reason = try row.get("reason")
    isReversal = try row.get("is_reversal")
    settledAt = try row.get("settled_at")
    settledBy = try row.get("settled_by")
    settledHow = try row.get("settled_how")
  }

  package var references: [String] { named.split(separator: "\n").map(String.init) + [endToEnd].compactMap(\.self) }
}

extension Transaction {
  package borrowing func keptStatements() throws -> [KeptStatement] {
    try all("\(KeptStatement.query) ORDER BY s.closing_day DESC, s.id DESC")
  }
  package borrowing func keptStatement(_ id: ID<KeptStatement>) throws -> KeptStatement? {
    try one("\(KeptStatement.query) WHERE s.id = \(id)")
  }
  package borrowing func keptStatement(iban: String, name: String) throws -> KeptStatement? {
    try one("\(KeptStatement.query) WHERE s.iban = \(iban) AND s.name = \(name)")
  }
  /// Where an account stands by the last of its statements; nil while there is none.
  package borrowing func closingBalance(ofAccount iban: String) throws -> Money? {
    try value("SELECT closing FROM bank_statements WHERE iban = \(iban) ORDER BY closing_day DESC, id DESC LIMIT 1")
  }
  /// Movements nobody said yet what they settle.
  package borrowing func openBankLineCount() throws -> Int {
    try value("SELECT COUNT(*) FROM bank_movements WHERE settled_at IS NULL") ?? 0
  }
  package borrowing func bankLine(_ id: ID<BankLine>) throws -> BankLine? { try one("SELECT * FROM bank_movements WHERE id = \(id)") }
  package borrowing func bankLines(of statement: ID<KeptStatement>) throws -> [BankLine] {
    try all("SELECT * FROM bank_movements WHERE statement = \(statement) ORDER BY place, part")
  }
  /// Newest first.
  package borrowing func bankLines(onlyWaiting: Bool) throws -> [BankLine] {
    try all("SELECT * FROM bank_movements WHERE settled_at IS NULL OR \(onlyWaiting) = 0 ORDER BY booked DESC, id DESC")
  }
}
