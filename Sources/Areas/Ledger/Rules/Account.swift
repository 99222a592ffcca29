/// The accounts that acts write to, as numbers of the standard chart (docs/ledger.md says which act uses which).
package enum Account {
  /// Collective: each line bears its auxiliary.
  package static let customers = "411000"
  package static let doubtfulCustomers = "416000"
  /// Invoices still to be made.
  package static let toInvoice = "418100"
  /// What was paid ahead without an invoice for it. Collective.
  package static let advances = "419100"
  package static let creditsToIssue = "419800"
  /// Deposits received and to be given back. Collective.
  package static let deposits = "165000"
  package static let bank = "512000"
  package static let chequesToCash = "511200"
  package static let cash = "530000"
  /// Money whose reason is not known yet.
  package static let suspense = "471000"
  package static let collectedVAT = "445710"
  /// VAT of services that falls due when they are paid (CGI 269, 2 c).
  package static let waitingVAT = "445740"
  package static let incomeInAdvance = "487000"
  package static let badDebts = "654000"
  package static let bankCharges = "627000"

  package static let rent = "706100"
  package static let services = "706200"
  package static let domiciliation = "706300"
  package static let desks = "706400"
  package static let machines = "706500"
  package static let training = "706600"
  package static let entryFees = "706700"
  package static let otherServices = "706800"
  /// Rooms and what else is let by the hour.
  package static let rooms = "708300"
  /// Provisions for charges.
  package static let rebilledCharges = "708800"
  package static let rebilledPropertyTax = "708810"
  /// The yearly settlement of charges.
  package static let chargeSettlement = "708820"
  /// Interest for late payment.
  package static let lateInterest = "763100"
  /// The fixed indemnity for late payment, and other penalties.
  package static let indemnities = "758100"

  /// The first text past all numbers that begin with `prefix`, for a range of an index.
  static func after(_ prefix: String) -> String { prefix + ":" }
  /// Three digits at least, and nothing but digits.
  package static func isNumber(_ text: String) -> Bool {
    (3...12).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
  }
  /// What accounts may begin with.
  package static func isPrefix(_ text: String) -> Bool {
    (1...12).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
  }
  /// Of the balance sheet (classes 1 to 5): what it shows goes on from year to year.
  package static func isOfBalanceSheet(_ number: String) -> Bool { number.utf8.first.map { (49...53).contains($0) } ?? false }
}
