import Foundation
import Kernel
import Testing

@testable import Banking

/// The messages are compared, byte for byte, with files that `Tests/Browser/test_bank_messages.py` validates against the published schemas.
@Suite struct MessageTests {
  static let made = Instant(iso: "2026-11-10T08:00:00Z") ?? Instant(seconds: 0)
  static let day = Day(2026, 12, 1) ?? Day(number: 0)
  static let creditor = BankParty(
    name: "SCI KM0 Immobilier", iban: IBAN(stored: "FR7630006000011234567890189"), bic: BIC(checking: "AGRIFRPP"),
    address: BankAddress(street: "30 rue François Spoerry", postcode: "68100", town: "Mulhouse", country: "FR"))
  static let ics = CreditorIdentifier(checking: "FR72ZZZ123456")

  static func debit(
    _ reference: String, _ cents: Int64, _ scheme: DebitScheme = .core, _ sequence: DebitSequence = .recurrent,
    debtor: BankParty = BankParty(name: "Atelier Éclair", iban: IBAN(stored: "FR1420041010050500013M02606")),
    amendment: MandateAmendment? = nil
  ) -> DirectDebit {
    DirectDebit(
      reference: reference, amount: Money(cents: cents), mandate: MandateReference(stored: "KM0-\(reference)"),
      signed: Day(2025, 3, 1) ?? day, amendment: amendment, scheme: scheme, sequence: sequence, debtor: debtor,
      text: "Facture \(reference) – loyer d’été")
  }

  static func order() throws -> DirectDebitOrder {
    let swiss = BankParty(
      name: "Müller & Söhne AG", iban: IBAN(stored: "CH9300762011623852957"), bic: BIC(checking: "UBSWCHZH80A"),
      address: BankAddress(street: "Bahnhofstraße 1", postcode: "4051", town: "Basel", country: "CH"))
    return try DirectDebitOrder(
      message: "KM0-20261201-1", made: made, creditor: creditor, identifier: try #require(ics), day: day,
      debits: [
        debit("2026-0001", 1_200_00), debit("2026-0002", 1, .core, .first), debit("2026-0003", 999_999_999_99, .business),
        debit("2026-0004", 12_34, .core, .once, debtor: swiss),
        debit("2026-0005", 500_00, .core, .last, amendment: .bank),
        debit("2026-0006", 80_05, .core, .recurrent, amendment: .account(was: IBAN(stored: "FR7630006000011234567890189"))),
      ])
  }

  static func transfers() throws -> TransferOrder {
    try TransferOrder(
      message: "KM0-R-20261201-1", made: made, debtor: creditor, day: day,
      transfers: [
        BankTransfer(
          reference: "R-2026-0001", amount: Money(cents: 3_000_00),
          creditor: BankParty(name: "Ferme de l’Étoile", iban: IBAN(stored: "DE89370400440532013000")),
          text: "Restitution du dépôt de garantie"),
        BankTransfer(
          reference: "R-2026-0002", amount: Money(cents: 12_00),
          creditor: BankParty(
            name: "British Labs Ltd", iban: IBAN(stored: "GB82WEST12345698765432"), bic: BIC(checking: "WESTGB21"),
            address: BankAddress(street: "", postcode: "", town: "London", country: "gb")), text: ""),
      ])
  }

  @Test func aCollectionIsWritten() throws { try expectSame(Self.order().xml, as: "direct-debit.xml") }
  @Test func aTransferIsWritten() throws { try expectSame(Self.transfers().xml, as: "transfer.xml") }

  /// 1 200.00 + 0.01 + 999 999 999.99 + 12.34 + 500.00 + 80.05
  @Test func totalsAddUp() throws {
    let order = try Self.order()
    #expect(order.total == Money(cents: 1_000_001_792_39))
    #expect(String(decoding: order.xml, as: UTF8.self).contains("<CtrlSum>1000001792.39</CtrlSum>"))
    #expect(order.blocks.map(\.debits.count) == [1, 2, 1, 1, 1])
    #expect(order.blocks.reduce(.zero) { $0 + $1.total } == order.total)
  }

  @Test func everythingWrongIsSaidAtOnce() throws {
    let far = BankParty(name: "☃", iban: IBAN(stored: "CH9300762011623852957"))
    let half = BankParty(
      name: "Ada", iban: IBAN(stored: "FR1420041010050500013M02606"),
      address: BankAddress(street: "1 rue", postcode: "68100", town: "", country: "FR"))
    let sunday = try #require(Day(2026, 11, 29))
    let ics = try #require(Self.ics)
    let thrown = #expect(throws: MessageFaults.self) {
      try DirectDebitOrder(
        message: "/KM0", made: Self.made, creditor: Self.creditor, identifier: ics, day: sunday,
        debits: [
          Self.debit("1", 0), Self.debit("1", 1_000_000_000_00), Self.debit("a//b", 5), Self.debit("2", 5, debtor: far),
          Self.debit("3", 5, debtor: half),
        ])
    }
    #expect(
      Set(thrown?.faults ?? []) == [
        MessageFault(.reference, "/KM0"), MessageFault(.bankDay, "2026-11-29"), MessageFault(.amount, "1"), MessageFault(.twice, "1"),
        MessageFault(.reference, "a//b"), MessageFault(.address, "2"), MessageFault(.address, "3"),
      ])
    #expect(throws: MessageFaults(faults: [MessageFault(.noPayments)])) {
      try TransferOrder(message: "A", made: Self.made, debtor: Self.creditor, day: Self.day, transfers: [])
    }
  }

  private func expectSame(_ bytes: [UInt8], as name: String) throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Samples/\(name)")
    let written = String(decoding: bytes, as: UTF8.self)
    let kept = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    #expect(written == kept, "Samples/\(name) is not what is written now")
    #expect(SEPAText.isAllowed(written.replacing(#/<[^>]*>/#, with: "").filter { !$0.isNewline }))
  }
}
