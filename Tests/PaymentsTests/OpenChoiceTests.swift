import Kernel
import Ledger
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Payments

/// What is open is chosen, not typed.
@Suite struct OpenChoiceTests {
  /// Ada owes 120.00 and 240.00. Nothing is asked before she is chosen; then both stand there with their amounts, and what was ticked stays ticked.
  @Test(arguments: TrialStore.engines) func receiptsAskForTheCustomerFirst(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let (first, second) = (try await house.invoice(100_00), try await house.invoice(200_00))
      let rental = try await house.browser(.rental, at: PaymentsHouse.now)
      let empty = await rental.get("/receipts/new").text
      #expect(empty.contains("action=\"/receipts/new\"") && !empty.contains("name=\"amount\""))
      let page = await rental.get("/receipts/new?customer=\(house.ada)").text
      #expect(page.contains("<input type=\"hidden\" name=\"entity\" value=\"\(house.sas)\">"))
      for (number, amount) in [(first, "120,00"), (second, "240,00")] {
        let line = page.split(separator: "\n").first { $0.contains("value=\"\(number)\"") }
        #expect(line?.contains(amount) == true && line?.contains("checked") == false)
      }
      let named = await rental.get("/receipts/new?customer=\(house.ada)&document=\(second)").text
      #expect(named.contains("value=\"\(second)\" checked") && named.contains("name=\"amount\" type=\"text\" value=\"240,00\""))
      var sent = ["entity": house.sas.text, "customer": house.ada.text, "documents": first, "day": "", "means": "cheque"]
      let again = await rental.post("/receipts", sent)
      #expect(again.status == 422 && again.text.contains("value=\"\(first)\" checked"))
      (sent["amount"], sent["day"]) = ("120,00", PaymentsHouse.today.description)
      #expect(await rental.post("/receipts", sent).status == 303)
      #expect(try await house.open(first) == 0)
      #expect(await !rental.get("/receipts/new?customer=\(house.ada)").text.contains("value=\"\(first)\""))
    }
  }

  /// What is in a plan is not offered for another; a deposit that was called by hand and paid may be given back, and says how much is held.
  @Test(arguments: TrialStore.engines) func onlyWhatMayBeChosenIsOffered(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let (first, second) = (try await house.invoice(100_00), try await house.invoice(200_00))
      let rental = try await house.browser(.rental, at: PaymentsHouse.now)
      _ = try await house.perform(
        AgreePlan(
          entity: house.sas, customer: house.ada, documents: [first], count: 2, first: PaymentsHouse.today + 10, reason: "Trésorerie"))
      let plan = await rental.get("/plans/new?customer=\(house.ada)").text
      #expect(!plan.contains("value=\"\(first)\"") && plan.contains("value=\"\(second)\""))
      let call = try await house.perform(
        CallDeposit(
          DepositDraft(
            entity: house.sas, customer: house.ada, origin: "by-hand/trial", contract: nil, text: "Dépôt", amount: Money(cents: 300_00))))
      let number = try #require(try await house.database.read { try $0.depositCall(call)?.number })
      _ = try await house.perform(
        RecordReceipt(
          entity: house.sas, customer: house.ada, day: PaymentsHouse.today, amount: Money(cents: 300_00), means: .transfer,
          documents: [number]))
      let refund = await rental.get("/refunds/new?customer=\(house.ada)&document=LOC-1").text
      #expect(refund.contains("<option value=\"\(number)\">\(number) · 300,00"))
      #expect(refund.contains("<option value=\"LOC-1\" selected>"))
      let account = await rental.get("/customers/\(house.ada)/account").text
      #expect(account.contains("<h2>\(PaymentsHouse.today.year) – Maison"))
    }
  }
}
