import Banking
import Kernel
import People
import Store

/// Mandates as a table (`mandates.csv`): entity and customer by their keys, reference, scheme, once, holder, iban, bic, street, postcode, town,
/// country, signed_on, notice_days. What is known by entity and reference stays as it is. Loads all of them or none.
package struct ImportMandates: Act {
  package struct Outcome: Sendable, Hashable {
    package let added: Int
    package let unchanged: Int
  }
  struct Line: Sendable {
    let place: TablePlace
    let entity: String
    let customer: String
    let reference: MandateReference
    let scheme: DebitScheme
    let isOnce: Bool
    let debtor: BankParty
    let signedOn: Day
    let noticeDays: Int?
  }
  package static let file = "mandates.csv"
  static let columns = [
    "entity", "customer", "reference", "scheme", "once", "holder", "iban", "bic", "street", "postcode", "town", "country", "signed_on",
    "notice_days",
  ]
  let lines: [Line]
  package var count: Int { lines.count }

  /// Throws a `Refusal` with every line that cannot be a mandate, by file, line and column.
  package init(_ bytes: [UInt8]) throws {
    var reading = TableReading([ImportMandates.file: bytes])
    lines = reading.read(ImportMandates.file) { reader, place in ImportMandates.line(&reader, place) }
    try reading.problems.refuse()
  }

  private static func line(_ reader: inout InputReader, _ place: TablePlace) -> Line? {
    let entity = reader.requiredText("entity", limit: 80)
    let customer = reader.requiredText("customer", limit: 80)
    let reference = MandateReference(checking: reader.requiredText("reference", limit: 60))
    if reference == nil, reader.problems.isEmpty { reader.problems.add("payments.problem.rum", field: "reference") }
    let scheme = reader.requiredChoice("scheme", of: DebitScheme.self)
    let holder = reader.requiredText("holder", limit: 70)
    let iban = reader.iban("iban")
    let bic = reader.bic("bic")
    let town = reader.text("town", limit: 35) ?? ""
    let address = BankAddress(
      street: reader.text("street", limit: 70) ?? "", postcode: reader.text("postcode", limit: 16) ?? "", town: town,
      country: reader.text("country", limit: 2) ?? "FR")
    let signed = reader.requiredDay("signed_on")
    let notice = reader.integer("notice_days", in: 1...14)
    let isOnce = reader.flag("once")
    guard reader.problems.isEmpty, let reference, let scheme, let iban, let signed else { return nil }
    return Line(
      place: place, entity: entity, customer: customer, reference: reference, scheme: scheme, isOnce: isOnce,
      debtor: BankParty(name: holder, iban: iban, bic: bic, address: town.isEmpty ? nil : address), signedOn: signed, noticeDays: notice)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Outcome {
    try viewer.demand(.collectDebits)
    var problems = Problems()
    var added = 0
    for line in lines {
      guard let entity = try transaction.organisation(named: line.entity) else {
        problems.add("kernel.problem.choice", field: line.place.field("entity"))
        continue
      }
      guard let customer = try transaction.organisation(named: line.customer) else {
        problems.add("kernel.problem.choice", field: line.place.field("customer"))
        continue
      }
      let known = try transaction.value(
        "SELECT COUNT(*) FROM mandates WHERE entity = \(entity) AND reference = \(line.reference.text)", as: Int.self)
      if known != 0 { continue }
      _ = try KeepMandate(
        entity: entity, customer: customer, reference: line.reference, scheme: line.scheme, isOnce: line.isOnce, debtor: line.debtor,
        signedOn: line.signedOn, noticeDays: line.noticeDays
      ).perform(in: transaction, for: viewer, at: now)
      added += 1
    }
    try problems.refuse()
    return Outcome(added: added, unchanged: lines.count - added)
  }
}

extension Transaction {
  /// By the key it was imported under, or by its id where it never was.
  fileprivate borrowing func organisation(named key: String) throws -> OrganisationID? {
    try value("SELECT id FROM organisations WHERE external_key = \(key) OR id = \(key)")
  }
}
