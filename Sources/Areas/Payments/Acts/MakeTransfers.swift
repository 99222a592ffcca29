import Banking
import Invoicing
import Kernel
import Ledger
import People
import Secrets
import Store

/// All refunds of an entity that are in no file yet, in one file of transfers for the bank. A second time finds none, and makes none.
package struct MakeTransfers: Act {
  package let entity: OrganisationID
  package let day: Day

  package init(entity: OrganisationID, day: Day) { (self.entity, self.day) = (entity, day) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<TransferFile>? {
    try viewer.demand(.recordPayments)
    try transaction.lock("payments/\(entity)")
    let refunds = try transaction.refundsToPay(of: entity)
    if refunds.isEmpty { return nil }
    if day < HouseTime.mulhouse.day(of: now) { throw Refusal.invalid("payments.problem.past", field: "day") }
    let debtor = try transaction.bankParty(of: entity, on: day)
    let (place, message) = try transaction.nextMessage(of: "transfer_orders", prefix: "KM0-VIR", entity: entity, day: day)
    let order: TransferOrder
    do {
      order = try TransferOrder(
        message: message, made: now, debtor: debtor.party, day: day,
        transfers: refunds.map {
          BankTransfer(
            reference: $0.endToEnd, amount: $0.amount,
            creditor: BankParty(name: $0.holder, iban: IBAN(stored: $0.iban), bic: $0.bic.map { BIC(stored: $0) }), text: $0.reason)
        })
    } catch { throw error.refusal }
    let content = String(decoding: order.xml, as: UTF8.self)
    let id = ID<TransferFile>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO transfer_orders (id, entity, day, message, place, item_count, total, content, digest, made_at, made_by)
      VALUES (\(id), \(entity), \(day), \(message), \(place), \(refunds.count), \(order.total), \(content), \(Digest.sha256(content)),
        \(now), \(viewer.name))
      """)
    for refund in refunds { try transaction.run("UPDATE refunds SET transfer = \(id) WHERE id = \(refund.id)") }
    try transaction.note(
      "payments.transfers.make", on: "transfers/\(id)", by: viewer, at: now, after: "\(message) \(order.total.decimalText)")
    return id
  }
}

extension MessageFaults {
  /// All of them, beside the whole.
  var refusal: Refusal {
    Refusal(
      .invalid,
      faults.map { Problem("payments.problem.message.\($0.code.rawValue)", field: $0.code == .bankDay ? "day" : nil, ["place": $0.place]) })
  }
}

extension Transaction {
  /// The entity as a bank knows it, with what identifies it as a creditor.
  borrowing func bankParty(of entity: OrganisationID, on day: Day) throws -> (party: BankParty, identifier: CreditorIdentifier?) {
    guard let organisation = try organisation(entity) else { throw Refusal.invalid("kernel.problem.choice", field: "entity") }
    guard let terms = try entityTerms(of: entity, on: day), let own = terms.iban, let iban = try? IBAN(checking: own) else {
      throw Refusal.conflict("payments.problem.noAccount", field: "entity", ["name": organisation.name])
    }
    let address = organisation.facts.address
    return (
      BankParty(
        name: organisation.facts.legalName, iban: iban, bic: terms.bic.flatMap { BIC(checking: $0) },
        address: address.city.map {
          BankAddress(street: address.lines.first ?? "", postcode: address.postcode ?? "", town: $0, country: address.country)
        }), terms.ics.flatMap { CreditorIdentifier(checking: $0) }
    )
  }

  /// `KM0-20261201-12`: unique in the house, and the place among the files of that entity and day.
  borrowing func nextMessage(
    of table: NumberedTable, prefix: String, entity: OrganisationID, day: Day
  ) throws -> (place: Int64, message: String) {
    try lock("payments messages \(table.name)")
    let place =
      (try value(
        "SELECT COALESCE(MAX(place), 0) FROM \(table.sql) WHERE entity = \(entity) AND day = \(day)", as: Int64.self) ?? 0) + 1
    let count = (try value("SELECT COUNT(*) FROM \(table.sql)", as: Int64.self) ?? 0) + 1
    return (place, "\(prefix)-\(day.description.replacing("-", with: ""))-\(count)")
  }
}
