import Kernel

extension Permission {
  /// Entries, balances, statements and closings of every legal entity of the house.
  package static let seeAccounts = Permission("ledger.accounts.see", [.director, .rental, .funder])
  /// Closing a month or a year, the file for the tax office, an account of one's own.
  package static let closePeriods = Permission("ledger.period.close", [.director, .rental])
  package static let seeParameters = Permission("ledger.parameter.see", [.director, .development, .rental, .funder])
  package static let addParameters = Permission("ledger.parameter.add", [.director])

  static let ofLedger: [Permission] = [seeAccounts, closePeriods, seeParameters, addParameters]
}
