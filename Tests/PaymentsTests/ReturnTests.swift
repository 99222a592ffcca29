import Banking
import Kernel
import Ledger
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Payments

/// Collections that were rejected, came back in odd ways, or were paid net; transfers that never left; statements of closed months.
@Suite struct ReturnTests {
  static let collectionDay = DebitTests.collectionDay

  struct Collected {
    let house: PaymentsHouse
    let first: String
    let second: String
    let file: ID<DebitCollection>

    func item(_ number: String) async throws -> CollectionItem {
      try #require(try await house.database.read { try $0.items(ofDocument: number, entity: house.sas).last })
    }
    func bank(_ name: String, _ lines: [TrialBank.Line], batch: String? = nil, on text: String = "2026-12-18") async throws -> Int {
      try await house.perform(
        try ImportBankStatement(TrialBank(name: name, entries: lines.map { [$0] }, batch: batch).xml), on: try day(text)
      ).settled
    }
    func waiting() async throws -> BankLine { try #require(try await house.database.read { try $0.bankLines(onlyWaiting: true).first }) }
  }

  /// Ada owes 120.00 and Bob 240.00; both are in one file for the bank.
  static func collected(_ engine: Engine, _ body: (Collected) async throws -> Void) async throws {
    try await PaymentsHouse.with(engine) { house in
      try await house.mandate()
      try await house.mandate(house.bob, iban: "DE89370400440532013000")
      let (first, second) = (try await house.invoice(100_00), try await house.invoice(200_00, to: house.bob))
      let file = try #require(try await house.perform(CollectDirectDebits(entity: house.sas, day: collectionDay)))
      try await body(Collected(house: house, first: first, second: second, file: file))
    }
  }

  /// Bob's 240.00 is rejected before settlement: nothing moves in the books, and it may be reminded of and collected again. The bank credits 120.00
  /// for the file, which a person takes apart.
  @Test(arguments: TrialStore.engines) func rejectedBeforeSettlement(engine: Engine) async throws {
    try await Self.collected(engine) { told in
      let house = told.house
      let message = try #require(try await house.database.read { try $0.collection(told.file)?.message })
      #expect(try await told.bank("S1", [.init(amount: 120_00, day: "2026-12-15")], batch: "\(message)-1", on: "2026-12-15") == 0)
      let (ada, bob) = (try await told.item(told.first), try await told.item(told.second))
      let line = try await told.waiting()
      #expect(
        await refusals { try await house.perform(SettleBankLine(line.id, as: .collected([ada.id, bob.id]))) } == [
          "payments.problem.itemSum"
        ])
      try await house.perform(SettleBankLine(line.id, as: .collected([ada.id])))
      #expect(try await house.open(told.first) == 0)
      try await house.perform(ReturnCollected(bob.id, reason: "AC04", on: try day("2026-12-14")), on: try day("2026-12-16"))
      #expect(await refusals { try await house.perform(ReturnCollected(bob.id, reason: "AC04")) } == ["payments.problem.itemDone"])
      #expect(try await house.open(told.second) == 240_00)
      #expect(try await house.balance(Account.bank) == 120_00)
      #expect(try await house.database.read { try $0.itemsUnderWay(entity: house.sas).count } == 0)
      // A closed account ends the mandate.
      #expect(try await house.database.read { try $0.mandate(bob.mandate)?.revokedReason } == "AC04")
    }
  }

  /// The bank takes back 120.00 and 7.50 of its own in one line: a person says which collection, the rest is a charge.
  @Test(arguments: TrialStore.engines) func cameBackWithItsFee(engine: Engine) async throws {
    try await Self.collected(engine) { told in
      let house = told.house
      #expect(try await told.bank("S1", [.init(amount: 120_00, day: "2026-12-15", endToEnd: told.first)], on: "2026-12-15") == 1)
      let back = TrialBank.Line(amount: -127_50, day: "2026-12-18", endToEnd: told.first, reason: "AM04", isReversal: true)
      #expect(try await told.bank("S2", [back]) == 0)
      let (line, item) = (try await told.waiting(), try await told.item(told.first))
      let other = try await told.item(told.second)
      #expect(
        await refusals { try await house.perform(SettleBankLine(line.id, as: .returned(other.id, reason: "AM04"))) }
          == ["payments.problem.itemMore"])
      #expect(try await house.database.read { try $0.returnable(for: line).map(\.id) } == [item.id])
      try await house.perform(SettleBankLine(line.id, as: .returned(item.id, reason: "AM04")))
      #expect(try await house.open(told.first) == 120_00)
      #expect(try await house.balance(Account.bankCharges) == 7_50)
      #expect(try await house.balance(Account.bank) == -7_50)
      #expect(try await told.item(told.first).returnReason == "AM04")
    }
  }

  /// A person reversed the receipt before the statement came: its line is taken for that, once; a second like it waits.
  @Test(arguments: TrialStore.engines) func reversedByHandFirst(engine: Engine) async throws {
    try await Self.collected(engine) { told in
      let house = told.house
      #expect(try await told.bank("S1", [.init(amount: 120_00, day: "2026-12-15", endToEnd: told.first)], on: "2026-12-15") == 1)
      let receipt = try #require(try await house.database.read { try $0.receipts().first })
      try await house.perform(ReverseReceipt(receipt.id, reason: "AM04", on: try day("2026-12-17")), on: try day("2026-12-17"))
      #expect(try await told.item(told.first).returnedOn == Day(2026, 12, 17))
      let back = TrialBank.Line(amount: -120_00, day: "2026-12-18", endToEnd: told.first, reason: "AM04", isReversal: true)
      #expect(try await told.bank("S2", [back]) == 1)
      #expect(try await house.balance(Account.bank) == 0)
      #expect(try await house.open(told.first) == 120_00)
      #expect(try await told.bank("S3", [back], on: "2026-12-19") == 0)
      func faults() async throws -> [String] {
        try await house.database.read { transaction in try PaymentsCheck.all.flatMap { try $0.faults(transaction) } }
      }
      #expect(try await faults() == [])
      // As it could be written before: reversed, and to be taken again as if nothing had been.
      try await house.database.write {
        try $0.run("UPDATE collection_items SET returned_on = NULL, return_reason = NULL WHERE paid_on IS NOT NULL")
      }
      #expect(try await faults() == ["\(told.first): its receipt was reversed, and it did not come back"])
      try await house.perform(ReturnCollected(try await told.item(told.first).id, reason: "AM04"), on: try day("2026-12-20"))
      #expect(try await faults() == [])
    }
  }

  /// A file of transfers never left; then the bank refuses the account of the one that did: it goes to another, or is cancelled.
  @Test(arguments: TrialStore.engines) func transfersAreTakenBack(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      _ = try await house.perform(
        RecordReceipt(
          entity: house.sas, customer: house.ada, day: PaymentsHouse.today, amount: Money(cents: 80_00), means: .transfer, documents: []))
      let refund = try await house.perform(
        AskRefund(
          entity: house.sas, customer: house.ada, amount: Money(cents: 80_00), source: .credit, holder: "Ada SAS",
          iban: try IBAN(checking: PaymentsHouse.adaIBAN), reason: "Trop perçu"))
      let day = try day("2026-12-01")
      let file = try #require(try await house.perform(MakeTransfers(entity: house.sas, day: day)))
      #expect(await refusals { try await house.perform(CancelRefund(refund)) } == ["payments.problem.refundGone"])
      try await house.perform(CancelTransfers(file))
      #expect(await refusals { try await house.perform(CancelTransfers(file)) } == ["payments.problem.cancelled"])
      #expect(
        await refusals { try await house.perform(TakeBackTransfer(refund, reason: "AC01")) } == ["payments.problem.notInFile"])
      // Into a second file, which the bank refuses for its account.
      _ = try #require(try await house.perform(MakeTransfers(entity: house.sas, day: day)))
      let other = TakeBackTransfer.Account(holder: "Ada SAS", iban: try IBAN(checking: "DE89370400440532013000"))
      try await house.perform(TakeBackTransfer(refund, reason: "AC01", account: other))
      let third = try #require(try await house.perform(MakeTransfers(entity: house.sas, day: day)))
      let content = try #require(try await house.database.read { try $0.content(of: third) })
      #expect(content.contains("DE89370400440532013000"))
      try await house.perform(TakeBackTransfer(refund, reason: "AC04"))
      try await house.perform(CancelRefund(refund))
      #expect(try await house.database.read { try $0.refundsUnderWay(of: house.ada, entity: house.sas) } == .zero)
      #expect(try await house.credit(of: house.ada) == 80_00)
    }
  }

  /// October is closed on 1 November, and its statement comes on the 4th: 120.00 of 29 October stands on 1 November with its true day, and the
  /// customer was not late.
  @Test(arguments: TrialStore.engines) func statementsOfClosedMonthsAreTakenIn(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let number = try await house.invoice(100_00, on: try day("2026-10-19"))
      _ = try await house.perform(CloseMonth(Month(year: 2026, month: 10), of: house.sas), on: try day("2026-11-01"))
      let bank = TrialBank(
        name: "S1",
        entries: [
          [.init(amount: 120_00, day: "2026-10-29", endToEnd: number)], [.init(amount: -9_90, day: "2026-10-30", name: "", text: "Frais")],
        ])
      let fourth = try day("2026-11-04")
      #expect(try await house.perform(try ImportBankStatement(bank.xml), on: fourth).settled == 1)
      let fee = try #require(try await house.database.read { try $0.bankLines(onlyWaiting: true).first })
      try await house.perform(SettleBankLine(fee.id, as: .charges), on: fourth)
      let days = try await house.database.read { transaction in
        try transaction.rows("SELECT day, piece_day FROM ledger_entries WHERE book = 'BQ' ORDER BY number").map {
          "\(try $0.get("day") as Day) \(try $0.get("piece_day") as Day)"
        }
      }
      #expect(days == ["2026-11-01 2026-10-29", "2026-11-01 2026-10-30"])
      #expect(try await house.database.read { try $0.receipts().first?.day } == Day(2026, 10, 29))
      #expect(try await house.database.read { try $0.penaltyPlan(house.sas, on: fourth) }.lines.isEmpty)
      // Its return of 30 October, too.
      let receipt = try #require(try await house.database.read { try $0.receipts().first })
      try await house.perform(ReverseReceipt(receipt.id, reason: "MS03", on: try day("2026-10-30")), on: fourth)
      #expect(try await house.open(number) == 120_00)
      #expect(try await house.database.read { try $0.openDay(try day("2026-10-30"), of: house.sas) } == Day(2026, 11, 1))
    }
  }

  /// Signed on 1 November on paper and recorded on the 20th: the invoice of the 10th asked for a transfer and announced nothing. The corrected one
  /// of the 24th names the mandate.
  @Test(arguments: TrialStore.engines) func onlyWhatNamesTheMandateAnnouncesIt(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let number = try await house.invoice(100_00, on: try day("2026-11-10"))
      try await house.mandate(signed: try day("2026-11-01"))
      let plan = try await house.database.read { try $0.collectionPlan(house.sas, on: Self.collectionDay) }
      #expect(plan.lines.map(\.verdict) == [.notTold])
      let invoice = try #require(try await house.database.read { try $0.invoice(number: number) })
      let corrected = try await house.perform(
        CorrectInvoice(
          invoice.id, lines: [CorrectedLine(place: 1, text: "Prestation", net: Money(cents: 90_00))], reason: "Prix",
          mandates: [PaymentMandates()]))
      let after = try await house.database.read { try $0.collectionPlan(house.sas, on: Self.collectionDay) }
      #expect(after.taken.map(\.document.number) == [corrected.number])
    }
  }

  /// The club gets a SIREN and is invoiced as a business: it stays an association, at the legal rate from a formal notice, until the house found out
  /// that it acts within a profession.
  @Test(arguments: TrialStore.engines) func associationsAreNoProfessionals(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      try await house.database.write { try $0.run("UPDATE organisations SET siren = '542065479' WHERE id = \(house.club)") }
      let number = try await house.invoice(1_000_00, to: house.club, on: try day("2026-05-01"))
      #expect(try await house.database.read { try $0.invoice(number: number)?.nature } == .business)
      let then = try day("2026-06-20")
      func plan() async throws -> [String] {
        try await house.database.read { try $0.penaltyPlan(house.sas, on: then) }.lines.map {
          "\($0.regime.rawValue) \($0.indemnity.cents)"
        }
      }
      #expect(try await plan() == [])
      try await house.perform(SetLateRegime(house.club, regime: .professional, reason: "Exploite un restaurant"), on: then)
      #expect(try await plan() == ["professional 4000"])
      try await house.perform(SetLateRegime(house.club, regime: nil, reason: "Erreur"), on: then)
      #expect(try await plan() == [])
      #expect(await refusals { try await house.perform(SetLateRegime(house.club, regime: nil, reason: "")) } == ["kernel.problem.missing"])
    }
  }
}
