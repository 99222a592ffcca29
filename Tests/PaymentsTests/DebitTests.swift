import Banking
import Foundation
import Kernel
import Ledger
import Post
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Payments

/// From mandate to statement and back.
@Suite struct DebitTests {
  static let collectionDay = Day(2026, 12, 15) ?? PaymentsHouse.today

  @Test(arguments: TrialStore.engines) func aMonthIsCollectedOnce(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      try await house.mandate()
      let number = try await house.invoice(1_000_00)
      try await house.invoice(300_00, to: house.bob)
      let plan = try await house.database.read { try $0.collectionPlan(house.sas, on: Self.collectionDay) }
      #expect(plan.taken.map(\.document.number) == [number])
      let collect = CollectDirectDebits(entity: house.sas, day: Self.collectionDay)
      let id = try #require(try await house.perform(collect))
      // The second time nothing is left to collect, and nothing is made.
      #expect(try await house.perform(collect) == nil)
      #expect(try await house.count("SELECT COUNT(*) FROM collections") == 1)
      let content = try #require(try await house.database.read { try $0.content(of: id) })
      #expect(
        content.contains("<CtrlSum>1200.00</CtrlSum>") && content.contains("<MndtId>KM0-000001</MndtId>")
          && content.contains("FR72ZZZ123456"))
      // The bank pays.
      let bank = TrialBank(name: "S1", entries: [[.init(amount: 1_200_00, day: "2026-12-15", endToEnd: number)]])
      let outcome = try await house.perform(try ImportBankStatement(bank.xml), on: Self.collectionDay)
      #expect(outcome == .init(taken: 1, known: 0, lines: 1, settled: 1))
      #expect(try await house.open(number) == 0)
      #expect(try await house.balance(Account.collectedVAT) == -200_00)
      // The same statement again does nothing.
      #expect(
        try await house.perform(try ImportBankStatement(bank.xml), on: Self.collectionDay)
          == .init(taken: 0, known: 1, lines: 0, settled: 0))
      #expect(try await house.count("SELECT COUNT(*) FROM receipts") == 1)
      // Another under its name is refused.
      var other = bank
      other.entries[0][0].amount = 1_200_01
      #expect(await refusals { _ = try await house.perform(try ImportBankStatement(other.xml)) } == ["payments.problem.otherStatement"])
    }
  }

  @Test(arguments: TrialStore.engines) func whatComesBackIsOpenAgainWithItsReason(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let mandate = try await house.mandate()
      let number = try await house.invoice(1_000_00)
      _ = try await house.perform(CollectDirectDebits(entity: house.sas, day: Self.collectionDay))
      let bank = TrialBank(
        name: "S1",
        entries: [
          [.init(amount: 1_200_00, day: "2026-12-15", endToEnd: number)],
          [.init(amount: -1_200_00, day: "2026-12-18", endToEnd: number, reason: "AM04", isReversal: true)],
        ])
      let outcome = try await house.perform(try ImportBankStatement(bank.xml), on: try day("2026-12-18"))
      #expect(outcome.settled == 2)
      #expect(try await house.open(number) == 1_200_00)
      #expect(try await house.balance(Account.bank) == 0)
      #expect(try await house.balance(Account.collectedVAT) == 0)
      #expect(try await house.credit(of: house.ada) == 0)
      let receipt = try #require(try await house.database.read { try $0.receipts().first })
      #expect(receipt.reversedReason == "AM04")
      #expect(receipt.reversedOn == Day(2026, 12, 18))
      // It is not taken again by itself; when a person says so it is, under a reference of its own, and announced anew.
      let again = try day("2027-01-15")
      #expect(try await house.perform(CollectDirectDebits(entity: house.sas, day: again), on: try day("2026-12-20")) == nil)
      let announce = AnnounceCollection(entity: house.sas, day: again, takesReturned: true)
      #expect(try await house.perform(announce, on: try day("2026-12-20")) == 1)
      let second = try #require(
        try await house.perform(CollectDirectDebits(entity: house.sas, day: again, takesReturned: true), on: try day("2026-12-20")))
      let item = try #require(try await house.database.read { try $0.items(of: second).first })
      #expect(item.endToEnd == "\(number)-2")
      #expect(try await house.database.read { try $0.mandate(mandate)?.revokedOn } == nil)
      // Without a mandate it would come back for ever: the mandate ends.
      let gone = TrialBank(
        name: "S2",
        entries: [
          [.init(amount: 1_200_00, day: "2027-01-15", endToEnd: item.endToEnd)],
          [.init(amount: -1_200_00, day: "2027-01-19", endToEnd: item.endToEnd, reason: "MD01", isReversal: true)],
        ])
      _ = try await house.perform(try ImportBankStatement(gone.xml), on: try day("2027-01-19"))
      #expect(try await house.database.read { try $0.mandate(mandate)?.revokedReason } == "MD01")
    }
  }

  /// The bank sums a file up in one line: by the name of the file every document is paid.
  @Test(arguments: TrialStore.engines) func aBatchIsTakenApart(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      try await house.mandate()
      try await house.mandate(house.bob, iban: "DE89370400440532013000")
      let numbers = [try await house.invoice(100_00), try await house.invoice(200_00, to: house.bob)]
      let id = try #require(try await house.perform(CollectDirectDebits(entity: house.sas, day: Self.collectionDay)))
      let message = try #require(try await house.database.read { try $0.collection(id)?.message })
      let line = TrialBank.Line(amount: 360_00, day: "2026-12-15")
      // A sum that is not that of the file waits for a person.
      var wrong = TrialBank(name: "S0", entries: [[line]], batch: "\(message)-1")
      wrong.entries[0][0].amount = 359_00
      #expect(try await house.perform(try ImportBankStatement(wrong.xml)).settled == 0)
      #expect(
        try await house.perform(try ImportBankStatement(TrialBank(name: "S1", entries: [[line]], batch: "\(message)-1").xml)).settled == 1)
      for number in numbers { #expect(try await house.open(number) == 0) }
    }
  }

  @Test(arguments: TrialStore.engines) func noticeBankDaysAndLapse(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      try await house.mandate()
      // Invoiced before there was a mandate: nobody was told.
      let old = try await house.invoice(500_00, to: house.bob, on: PaymentsHouse.today - 5)
      try await house.mandate(house.bob, iban: "DE89370400440532013000", signed: PaymentsHouse.today)
      func plan(_ text: String) async throws -> [String: NotCollected?] {
        let on = try day(text)
        return Dictionary(
          uniqueKeysWithValues: try await house.database.read { try $0.collectionPlan(house.sas, on: on) }.lines.map {
            ($0.document.number, $0.verdict)
          })
      }
      // Told by the invoice of 24 November: from 8 December on. Due on 4 December.
      let number = try await house.invoice(100_00, on: PaymentsHouse.today + 1)
      #expect(try await plan("2026-12-04")[number] == .some(.notDue))
      #expect(try await plan("2026-12-08")[number] == .some(.toldLate))
      #expect(try await plan("2026-12-09")[number] == .some(nil))
      #expect(try await plan("2026-12-15")[old] == .some(.notTold))
      // Announced by mail, once.
      let announce = AnnounceCollection(entity: house.sas, day: Self.collectionDay)
      #expect(try await house.perform(announce) == 1)
      #expect(try await house.perform(announce) == 0)
      #expect(try await house.count("SELECT COUNT(*) FROM outbox WHERE about LIKE 'mandate/%'") == 1)
      #expect(try await plan("2026-12-15")[old] == .some(nil))
      // Closed banks, and too little time.
      #expect(
        await refusals { _ = try await house.perform(CollectDirectDebits(entity: house.sas, day: try day("2026-12-25"))) } == [
          "payments.problem.bankDay"
        ])
      #expect(
        await refusals {
          _ = try await house.perform(CollectDirectDebits(entity: house.sas, day: Self.collectionDay), on: Self.collectionDay)
        }
          == ["payments.problem.lead"])
      // Signed on 1 March 2025, never used: lapsed on 1 March 2028.
      let later = try day("2028-03-01")
      let state = try await house.database.read { try $0.mandates(of: house.ada).first?.state(lapseMonths: 36, on: later) }
      #expect(state == .lapsed)
    }
  }

  @Test(arguments: TrialStore.engines) func mandatesAreKept(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let id = try await house.mandate(reference: "CONTRAT-7")
      #expect(await refusals { _ = try await house.mandate(reference: "CONTRAT-7") } == ["payments.problem.rumTaken"])
      // Another creditor may use it.
      try await house.mandate(house.ada, house.sci, reference: "CONTRAT-7")
      #expect(
        await refusals { _ = try await house.mandate(iban: "CH9300762011623852957") } == [
          "payments.problem.addressNeeded", "payments.problem.bicNeeded",
        ])
      try await house.perform(ChangeMandateAccount(id, iban: try IBAN(checking: "DE89370400440532013000"), bic: nil))
      #expect(try await house.database.read { try $0.mandate(id)?.iban } == "DE89370400440532013000")
      #expect(
        await refusals { try await house.perform(ChangeMandateAccount(id, iban: IBAN(stored: "DE89370400440532013000"), bic: nil)) } == [
          "payments.problem.sameAccount"
        ])
      try await house.perform(RevokeMandate(id, reason: "À la demande du client"))
      #expect(await refusals { try await house.perform(RevokeMandate(id, reason: "Encore")) } == ["payments.problem.mandateRevoked"])
      let found = try await house.database.read { try PaymentMandates().mandates(of: house.sas, on: PaymentsHouse.today, in: $0) }
      #expect(found.isEmpty)
    }
  }

  /// Twenty runs at once ask each document of the bank once.
  @Test(arguments: TrialStore.engines) func manyRunsAtOnce(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      try await house.mandate()
      for _ in 0..<5 { try await house.invoice(100_00) }
      try await withThrowingTaskGroup(of: ID<DebitCollection>?.self) { group in
        for _ in 0..<20 {
          group.addTask { try await house.perform(CollectDirectDebits(entity: house.sas, day: Self.collectionDay)) }
        }
        var made = 0
        for try await one in group where one != nil { made += 1 }
        #expect(made == 1)
      }
      #expect(try await house.count("SELECT COUNT(*) FROM collection_items") == 5)
    }
  }
}

/// Mandates as a table.
@Suite struct MandateImportTests {
  static let header = "entity,customer,reference,scheme,once,holder,iban,bic,signed_on,notice_days\n"

  @Test(arguments: TrialStore.engines) func mandatesComeAsATable(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let (sas, ada) = (house.sas, house.ada)
      try await house.database.write { transaction in
        try transaction.run("UPDATE organisations SET external_key = 'sas' WHERE id = \(sas)")
        try transaction.run("UPDATE organisations SET external_key = 'ada' WHERE id = \(ada)")
      }
      let table = Self.header + "sas,ada,RUM-1,CORE,0,Ada SAS,FR1420041010050500013M02606,,2025-03-01,5\n"
      let act = try ImportMandates(Array(table.utf8))
      #expect(try await house.perform(act) == .init(added: 1, unchanged: 0))
      #expect(try await house.perform(act) == .init(added: 0, unchanged: 1))
      // Out and in again: the same bytes, and nothing is new. One that was revoked stays behind.
      let told = try #require(try await house.database.read { try ExportMandates().bytes(in: $0) })
      #expect(
        String(decoding: told, as: UTF8.self).hasSuffix("\nsas,ada,RUM-1,CORE,0,Ada SAS,FR1420041010050500013M02606,,,,,,2025-03-01,5\n"))
      #expect(try await house.perform(try ImportMandates(told)) == .init(added: 0, unchanged: 1))
      try await house.database.write { try $0.run("UPDATE mandates SET revoked_on = '2025-04-01', revoked_reason = 'x'") }
      #expect(try await house.database.read { try ExportMandates().bytes(in: $0) } == nil)
      let strange = Self.header + "sas,zoe,RUM-2,CORE,0,Zoé,FR1420041010050500013M02606,,2025-03-01,\n"
      let unknown = await refusals { _ = try await house.perform(try ImportMandates(Array(strange.utf8))) }
      #expect(unknown == ["kernel.problem.choice"])
    }
  }

  @Test func everyFaultIsTold() {
    let table = Self.header + "sas,ada,/X,CORE,0,Ada,FR15,,2025-02-30,50\n,ada,X,SDD,0,,DE88370400440532013000,?,,\n"
    let thrown = #expect(throws: Refusal.self) { try ImportMandates(Array(table.utf8)) }
    #expect(
      Set(thrown?.problems.compactMap(\.field) ?? []) == [
        "mandates.csv:2:reference", "mandates.csv:2:iban", "mandates.csv:2:signed_on", "mandates.csv:2:notice_days",
        "mandates.csv:3:entity",
        "mandates.csv:3:scheme", "mandates.csv:3:holder", "mandates.csv:3:iban", "mandates.csv:3:bic", "mandates.csv:3:signed_on",
      ])
  }
}
