import Banking
import Foundation
import Kernel
import People
import Secrets
import Store

/// The signed paper of a mandate.
package struct UploadedMandate: Sendable, Hashable {
  package let name: String
  package let type: String
  package let bytes: [UInt8]
  package static let largest = 3_000_000

  /// nil unless it is a PDF, PNG or JPEG by its first bytes, of at most 3 MB.
  package init?(name: String, bytes: [UInt8]) {
    let kinds: [([UInt8], String)] = [
      (Array("%PDF-".utf8), "application/pdf"), ([0x89, 0x50, 0x4E, 0x47], "image/png"), ([0xFF, 0xD8, 0xFF], "image/jpeg"),
    ]
    guard let kind = kinds.first(where: { bytes.starts(with: $0.0) }), bytes.count <= UploadedMandate.largest else { return nil }
    (self.name, type, self.bytes) = (name.clipped(to: 120), kind.1, bytes)
  }
}

/// A customer has signed a mandate.
package struct KeepMandate: Act {
  package let entity: OrganisationID
  package let customer: OrganisationID
  /// nil takes the next of the house.
  package let reference: MandateReference?
  package let scheme: DebitScheme
  package let isOnce: Bool
  package let debtor: BankParty
  package let signedOn: Day
  package let noticeDays: Int?
  package let paper: UploadedMandate?

  package init(
    entity: OrganisationID, customer: OrganisationID, reference: MandateReference? = nil, scheme: DebitScheme = .core, isOnce: Bool = false,
    debtor: BankParty, signedOn: Day, noticeDays: Int? = nil, paper: UploadedMandate? = nil
  ) {
    (self.entity, self.customer, self.reference, self.scheme, self.isOnce) = (entity, customer, reference, scheme, isOnce)
    (self.debtor, self.signedOn, self.noticeDays, self.paper) = (debtor, signedOn, noticeDays, paper)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Mandate> {
    try viewer.demand(.collectDebits)
    return try transaction.keep(self, for: viewer, at: now)
  }

  /// As `perform`, of whoever was asked for their permission before.
  fileprivate func written(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Mandate> {
    try transaction.lock("payments/mandates/\(entity)")
    var problems = Problems()
    let organisation = try transaction.organisation(customer)
    if organisation == nil { problems.add("kernel.problem.choice", field: "customer") }
    if !(try transaction.creditors().contains { $0.id == entity }) { problems.add("kernel.problem.choice", field: "entity") }
    if signedOn > HouseTime.mulhouse.day(of: now) { problems.add("payments.problem.future", field: "signed_on") }
    if !debtor.iban.isInEEA, debtor.address == nil { problems.add("payments.problem.addressNeeded", field: "town") }
    if !debtor.iban.isInEEA, debtor.bic == nil { problems.add("payments.problem.bicNeeded", field: "bic") }
    let reference = try reference ?? transaction.nextMandateReference(of: entity)
    if try transaction.value("SELECT COUNT(*) FROM mandates WHERE entity = \(entity) AND reference = \(reference.text)", as: Int.self) != 0
    {
      problems.add("payments.problem.rumTaken", field: "reference", ["reference": reference.text])
    }
    try problems.refuse()
    let id = ID<Mandate>.fresh(at: now)
    let key = [reference.text, debtor.name, organisation?.name ?? "", debtor.iban.text].joined(separator: " ").folded
    let address = debtor.address
    try transaction.run(
      """
      INSERT INTO mandates (id, entity, customer, reference, scheme, is_once, holder, street, postcode, town, country, signed_on, notice_days,
        search_key, recorded_at, recorded_by)
      VALUES (\(id), \(entity), \(customer), \(reference.text), \(scheme), \(isOnce), \(debtor.name), \(address?.street ?? ""),
        \(address?.postcode ?? ""), \(address?.town ?? ""), \(address?.country ?? ""), \(signedOn), \(noticeDays), \(key), \(now),
        \(viewer.name))
      """)
    try transaction.insertAccount(of: id, place: 1, iban: debtor.iban, bic: debtor.bic, since: signedOn, by: viewer, at: now)
    if let paper {
      try transaction.run(
        """
        INSERT INTO mandate_documents (mandate, name, type, digest, content, recorded_at, recorded_by)
        VALUES (\(id), \(paper.name), \(paper.type), \(Digest.sha256(paper.bytes)), \(Data(paper.bytes).base64EncodedString()), \(now),
          \(viewer.name))
        """)
    }
    try transaction.note("payments.mandate.keep", on: "mandate/\(id)", by: viewer, at: now, after: reference.text)
    return id
  }
}

extension Transaction {
  borrowing func keep(_ mandate: KeepMandate, for viewer: Viewer, at now: Instant) throws -> ID<Mandate> {
    try mandate.written(in: self, for: viewer, at: now)
  }

  /// The next of the house that nobody has.
  borrowing func nextMandateReference(of entity: OrganisationID) throws -> MandateReference {
    var count = (try value("SELECT COUNT(*) FROM mandates WHERE entity = \(entity)", as: Int.self) ?? 0) + 1
    while true {
      let digits = String(count)
      let text = "KM0-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
      if try value("SELECT COUNT(*) FROM mandates WHERE entity = \(entity) AND reference = \(text)", as: Int.self) == 0 {
        return MandateReference(stored: text)
      }
      count += 1
    }
  }

  borrowing func insertAccount(
    of mandate: ID<Mandate>, place: Int, iban: IBAN, bic: BIC?, since: Day, by viewer: Viewer, at now: Instant
  ) throws {
    try run(
      """
      INSERT INTO mandate_accounts (mandate, place, iban, bic, since, recorded_at, recorded_by)
      VALUES (\(mandate), \(place), \(iban.text), \(bic?.text), \(since), \(now), \(viewer.name))
      """)
  }
}
