import Kernel

extension Permission {
  /// Receipts, bank lines, mandates, collections and what is late, of the whole house.
  package static let seePayments = Permission("payments.payment.see", [.director, .development, .rental])
  /// A customer's account; a resident and a school see their own.
  package static let seeAccount = Permission("payments.account.see", [.director, .development, .rental, .school, .resident])
  /// Record receipts, take in bank statements, settle their lines, use and pay back credits.
  package static let recordPayments = Permission("payments.payment.record", [.director, .rental])
  /// Keep mandates, and make files of collections for the bank.
  package static let collectDebits = Permission("payments.debit.collect", [.director, .rental])
  /// Give a mandate for one's own account, and take it back.
  package static let signMandates = Permission("payments.mandate.sign", [.director, .rental, .school, .resident])
  /// Send reminders, charge penalties, agree payment plans.
  package static let chaseLate = Permission("payments.late.chase", [.director, .rental])
  /// Give up what cannot be had, and set the stages of the reminders.
  package static let writeOffDebts = Permission("payments.debt.write-off", [.director])

  static let ofPayments: [Permission] = [seePayments, seeAccount, recordPayments, collectDebits, signMandates, chaseLate, writeOffDebts]
}
