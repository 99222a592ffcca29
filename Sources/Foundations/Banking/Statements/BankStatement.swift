import Kernel

/// One account over some days, as its bank tells it (camt.053).
package struct BankStatement: Hashable, Sendable {
  /// The bank's own name for it: with the account, what tells a statement read twice.
  package let identity: String
  /// Its number among those of the account, where the bank gives one.
  package let number: String?
  package let iban: IBAN
  package let opening: Balance
  package let closing: Balance
  /// In the order of the bank; only what is booked.
  package let entries: [StatementEntry]

  package struct Balance: Hashable, Sendable {
    package let amount: Money
    package let day: Day

    package init(_ amount: Money, on day: Day) { (self.amount, self.day) = (amount, day) }
  }
}

/// One line of a statement. Money in is positive, money out negative.
package struct StatementEntry: Hashable, Sendable {
  package let amount: Money
  package let booked: Day
  package let valueDay: Day?
  /// The bank's own reference of the line.
  package let bankReference: String?
  /// Undoes an earlier line.
  package let isReversal: Bool
  /// `PMNT/RDDT/ESDD`: what kind of movement, as domain, family and sub-family.
  package let code: String?
  package let text: String
  /// The file this line sums up, where it is one that we sent (PmtInfId or MsgId).
  package let batch: String?
  /// What it is made of: one movement, or all of a batch. Amounts add up to that of the line; empty where the bank tells none, or tells them wrongly.
  package let movements: [Movement]
}

/// One payment within a line.
package struct Movement: Hashable, Sendable {
  package let amount: Money
  package let endToEnd: String?
  package let mandate: String?
  package let counterparty: String?
  package let counterpartyIBAN: String?
  /// What who paid has written.
  package let text: String
  /// References that stand apart, as a creditor's reference or an invoice's number.
  package let references: [String]
  /// Why it came back: `AM04`, `MD06`.
  package let returnReason: String?
}

/// Why a file is no statement that can be taken in; `line` counts from 1.
package struct StatementFault: Error, Hashable, Sendable {
  package enum Code: String, Sendable, CaseIterable {
    case notXML, hostile, large, notStatement, missing, account, currency, amount, day, balance, empty
  }
  package let code: Code
  package let line: Int
  package let detail: String

  package init(_ code: Code, line: Int, detail: String = "") { (self.code, self.line, self.detail) = (code, line, detail) }
}
