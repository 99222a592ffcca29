import Kernel
import Ledger
import Store
import Testing
import Trials

@testable import Invoicing

@Suite struct DocumentTests {
  private func invoice(_ house: InvoicingHouse) async throws -> Invoice {
    house.rents.add(house.ada, of: house.sas, 30_000, from: InvoicingHouse.november.first, until: (InvoicingHouse.november + 1).first)
    try await house.post(house.charge("provision", 4_500, kind: .provision))
    try await house.post(house.charge("key", 1_250))
    return try #require(try await house.issue().issued.first)
  }
  private func open(_ number: String, _ house: InvoicingHouse) async throws -> Int64 {
    try await house.database.read { try $0.open(document: number, entity: house.sas).cents }
  }

  /// docs/invoicing.md: the key is given back, then the rest; nothing is left after that.
  @Test(arguments: TrialStore.engines) func givenBackInPiecesAndWhole(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let invoice = try await invoice(house)
      let key = try await house.perform(CreditInvoice(invoice.id, lines: [CreditRequest(place: 3)], reason: "Clef retrouvée"))
      #expect(key.number == "SAS-F-000002" && key.type == .creditNote && key.total.cents == -1_500)
      #expect(try await open(invoice.number, house) == 41_400)
      #expect(try await open(key.number, house) == 0)
      let frozen = try #require(try await house.database.read { try $0.frozen(key.id) })
      #expect(frozen.document.totals.gross.cents == 1_500 && frozen.document.preceding.map(\.number) == [invoice.number])
      #expect(frozen.document.notes.contains { $0.text == "Clef retrouvée" })

      let half = [CreditRequest(place: 1, amount: Money(cents: 10_000))]
      #expect(try await house.perform(CreditInvoice(invoice.id, lines: half, reason: "Geste")).net.cents == -10_000)
      let tooMuch = await #expect(throws: Refusal.self) {
        try await house.perform(CreditInvoice(invoice.id, lines: [CreditRequest(place: 1, amount: Money(cents: 25_000))], reason: "Trop"))
      }
      #expect(tooMuch?.problems.map(\.code) == ["invoicing.problem.tooMuch"])
      let rest = try await house.perform(CreditInvoice(invoice.id, reason: "Annulée"))
      #expect(rest.net.cents == -24_500)
      #expect(try await open(invoice.number, house) == 0)
      let nothing = await #expect(throws: Refusal.self) { try await house.perform(CreditInvoice(invoice.id, reason: "Encore")) }
      #expect(nothing?.problems.map(\.code) == ["invoicing.problem.nothingLeft"])
      let credit = await #expect(throws: Refusal.self) { try await house.perform(CreditInvoice(rest.id, reason: "Avoir d’avoir")) }
      #expect(credit?.problems.map(\.code) == ["invoicing.problem.creditNote"])
      // What was given back is not charged again by itself.
      #expect(try await house.issue(at: InvoicingHouse.now + 60).issued.isEmpty)
      #expect(try await house.faults() == [])
    }
  }

  /// docs/invoicing.md: 290,00 instead of 300,00; one entry takes back the old and writes the new.
  @Test(arguments: TrialStore.engines) func corrected(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let invoice = try await invoice(house)
      let lines = [
        CorrectedLine(place: 1, text: "Loyer de novembre", net: Money(cents: 29_000)),
        CorrectedLine(place: 2, text: "Prestation provision", net: Money(cents: 4_500)),
        CorrectedLine(place: 3, text: "Prestation key", net: Money(cents: 1_250)),
      ]
      let corrected = try await house.perform(CorrectInvoice(invoice.id, lines: lines, reason: "Loyer convenu : 290 €"))
      #expect(corrected.type == .corrected && corrected.number == "SAS-F-000002" && corrected.total.cents == 41_700)
      #expect(try await open(invoice.number, house) == 0)
      #expect(try await open(corrected.number, house) == 41_700)
      let sums = try await house.database.read { transaction in
        try transaction.rows(
          "SELECT account, CAST(SUM(amount) AS BIGINT) AS amount FROM ledger_lines GROUP BY account ORDER BY account"
        ).map { "\(try $0.get("account") as String) \(try $0.get("amount") as Int64)" }
      }
      #expect(sums == ["411000 41700", "445740 -6950", "706100 -29000", "706200 -1250", "708800 -4500"])
      for act in [lines, Array(lines.prefix(1))] {
        let again = await #expect(throws: Refusal.self) {
          try await house.perform(CorrectInvoice(invoice.id, lines: act, reason: "Encore"))
        }
        #expect(again?.problems.map(\.code) == ["invoicing.problem.replaced"])
      }
      // The new one can be corrected and given back; what it replaced cannot.
      await #expect(throws: Refusal.self) { try await house.perform(CreditInvoice(invoice.id, reason: "Remplacée")) }
      #expect(try await house.perform(CreditInvoice(corrected.id, lines: [CreditRequest(place: 2)], reason: "Geste")).net.cents == -4_500)
      #expect(try await house.faults() == [])
    }
  }

  @Test(arguments: TrialStore.engines) func aCorrectionThatChangesNothingIsNone(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let invoice = try await invoice(house)
      let frozen = try #require(try await house.database.read { try $0.frozen(invoice.id) })
      let same = frozen.document.lines.enumerated().map { CorrectedLine(place: $0 + 1, text: $1.name, net: $1.net) }
      func codes(_ lines: [CorrectedLine]) async -> [String] {
        let refusal = await #expect(throws: Refusal.self) { try await house.perform(CorrectInvoice(invoice.id, lines: lines, reason: "R")) }
        return refusal?.problems.map(\.code) ?? []
      }
      #expect(await codes(same) == ["invoicing.problem.unchanged"])
      #expect(await codes([]) == ["invoicing.problem.noLines"])
      #expect(await codes([CorrectedLine(place: 7, text: "", net: .zero)]) == ["kernel.problem.choice", "kernel.problem.missing"])
    }
  }

  /// docs/invoicing.md: 1 000,00 ahead, 2 500,00 in all; VAT falls once on each euro.
  @Test(arguments: TrialStore.engines) func downPaymentAndFinalInvoice(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let ahead = try await house.perform(IssueDownPayment(house.charge("fair/down", 100_000)))
      #expect(ahead.type == .downPayment && ahead.total.cents == 120_000)
      await #expect(throws: Refusal.self) { try await house.perform(IssueDownPayment(house.charge("fair/down", 100_000))) }
      let charge = try await house.post(house.charge("fair", 250_000))
      let final = try await house.perform(IssueFinalInvoice(charges: [charge], downPayments: [ahead.id]))
      #expect([final.net, final.vat, final.total].map(\.cents) == [150_000, 30_000, 180_000])
      let frozen = try #require(try await house.database.read { try $0.frozen(final.id) })
      #expect(frozen.document.process == .servicesFinal && frozen.document.preceding.map(\.number) == [ahead.number])
      #expect(frozen.document.lines.map(\.net.cents) == [250_000, -100_000])
      #expect(frozen.document.lines[1].name.contains(ahead.number) && frozen.reasons[1].deducts == ahead.number)
      // XP Z12-014, case 21: taken off by a line, so that no VAT is declared twice; then nothing stands in BT-113, or it would be taken off twice.
      #expect(frozen.document.totals.prepaid == .zero && frozen.document.totals.due.cents == 180_000)
      let sums = try await house.database.read { transaction in
        try transaction.rows(
          "SELECT account, CAST(SUM(amount) AS BIGINT) AS amount FROM ledger_lines GROUP BY account ORDER BY account"
        ).map { "\(try $0.get("account") as String) \(try $0.get("amount") as Int64)" }
      }
      #expect(sums == ["411000 300000", "419100 0", "445740 -50000", "706200 -250000"])
      // Neither the charge nor the down payment a second time, by a run or by hand.
      #expect(try await house.issue().issued.isEmpty)
      let other = try await house.post(house.charge("other", 300_000))
      let twice = await #expect(throws: Refusal.self) {
        try await house.perform(IssueFinalInvoice(charges: [other], downPayments: [ahead.id]))
      }
      #expect(twice?.problems.map(\.code) == ["invoicing.problem.settled"])
      #expect(try await house.faults() == [])
    }
  }

  @Test(arguments: TrialStore.engines) func depositsAreCalledOnce(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let draft = DepositDraft(
        entity: house.sas, customer: house.ada, origin: "lease/1/deposit", contract: "BAIL-1", text: "Dépôt de garantie",
        amount: Money(cents: 90_000))
      let call = try await house.perform(CallDeposit(draft))
      #expect(try await house.perform(CallDeposit(draft)) == call)
      let stored = try #require(try await house.database.read { try $0.depositCall(call) })
      #expect(stored.number == "SAS-D-000001" && stored.dueDay == InvoicingHouse.today + 10)
      #expect(try await open("SAS-D-000001", house) == 90_000)
      #expect(try await house.count("SELECT COUNT(*) FROM invoices") == 0)
      #expect(try await house.count("SELECT COUNT(*) FROM ledger_lines WHERE account = '165000' AND amount = -90000") == 1)
      let none = DepositDraft(
        entity: house.sas, customer: house.lost, origin: "lease/2/deposit", contract: nil, text: "Dépôt", amount: .zero,
        due: InvoicingHouse.today - 1)
      let refusal = await #expect(throws: Refusal.self) { try await house.perform(CallDeposit(none)) }
      #expect(
        refusal?.problems.map(\.code) == ["invoicing.blocker.buyerAddress", "invoicing.problem.amount", "invoicing.problem.due"])
      #expect(try await house.faults() == [])
    }
  }

  @Test(arguments: TrialStore.engines) func chargesAreCancelledBeforeTheyAreInvoiced(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let one = try await house.post(house.charge("one", 1_000))
      #expect(try await house.post(house.charge("one", 9_999)) == one)
      let two = try await house.perform(PostCharge(house.charge("two", 2_000)))
      try await house.perform(CancelCharge(two, reason: "Erreur"))
      await #expect(throws: Refusal.self) { try await house.perform(CancelCharge(two, reason: "Encore")) }
      #expect(try await house.issue().issued.map(\.net.cents) == [1_000])
      let refusal = await #expect(throws: Refusal.self) { try await house.perform(CancelCharge(one, reason: "Trop tard")) }
      #expect(refusal?.problems.map(\.code) == ["invoicing.problem.invoiced"])
    }
  }

  /// To one address a document goes once, and only when the customer's terms name one.
  @Test(arguments: TrialStore.engines) func lettersLeaveOnce(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      try await house.perform(SetCustomerTerms(CustomerTerms(customer: house.ada, email: "compta@ada.example")))
      try await house.post(house.charge("one", 1_000))
      try await house.post(house.charge("two", 1_000, to: house.bob))
      let issued = try await house.issue().issued
      #expect(try await house.count("SELECT COUNT(*) FROM outbox WHERE to_address = 'compta@ada.example'") == 1)
      #expect(try await house.count("SELECT COUNT(*) FROM outbox") == 1)
      let ada = try #require(issued.first { $0.customer == house.ada })
      let attached: String? = try await house.database.read { try $0.value("SELECT attachment FROM outbox") }
      #expect(attached == "invoice/\(ada.id)")
      #expect(try await house.perform(SendInvoice(ada.id, to: "compta@ada.example")) == false)
      #expect(try await house.perform(SendInvoice(ada.id, to: "chef@ada.example")) == true)
      #expect(try await house.perform(SendInvoice(ada.id, to: "chef@ada.example")) == false)
      await #expect(throws: Refusal.self) { try await house.perform(SendInvoice(ada.id, to: "pas une adresse")) }
      #expect(try await house.count("SELECT COUNT(*) FROM outbox") == 2)
      let body: String? = try await house.database.read { try $0.value("SELECT body FROM outbox ORDER BY id LIMIT 1") }
      #expect(body?.contains(ada.number) == true && body?.contains("invoicing.") == false && body?.contains("{") == false)
    }
  }
}
