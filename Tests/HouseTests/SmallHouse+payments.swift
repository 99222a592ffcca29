import Banking
import Kernel
import Store

@testable import Payments

extension SmallHouse {
  static let account = IBAN(stored: "FR1420041010050500013M02606")
  static let debtor = BankParty(name: "Atelier SAS", iban: account)

  /// A collection, a bank statement, a receipt too large, a refund in a file, a plan, a reminder.
  static func pay(_ database: any Database, owner: OrganisationID, resident: OrganisationID) async throws {
    func perform<Deed: Act>(_ act: Deed, at moment: Instant = now - 3600) async throws -> Deed.Outcome {
      try await database.perform(act, for: .house, at: moment)
    }
    let collection = try await perform(CollectDirectDebits(entity: owner, day: today + 35))
    if let collection { try await perform(CancelCollection(collection)) }
    _ = try await perform(
      RecordReceipt(entity: owner, customer: resident, day: today, amount: Money(cents: 50_00), means: .transfer))
    for _ in 0..<2 {
      _ = try await perform(
        AskRefund(
          entity: owner, customer: resident, amount: Money(cents: 5_00), source: .credit, holder: "Atelier SAS", iban: account,
          reason: "Trop-perçu"))
    }
    _ = try await perform(MakeTransfers(entity: owner, day: today))
    _ = try await perform(try ImportBankStatement(Array(statement.utf8)))
    let numbers: [String] = try await database.read { transaction in try transaction.openBooks(owner).documents.map(\.number) }
    _ = try await perform(
      AgreePlan(entity: owner, customer: resident, documents: Array(numbers.prefix(1)), count: 2, first: today + 10, reason: "Trésorerie"))
    _ = try await perform(SendReminders(entity: owner, on: today + 60))
  }

  private static let statement = """
    <?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>S1</Id>
    <Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></Acct>
    <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">0</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal>
    <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">7.77</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal>
    <Ntry><Amt Ccy="EUR">7.77</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt></Ntry>
    </Stmt></BkToCstmrStmt></Document>
    """
}
