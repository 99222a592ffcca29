import Kernel
import Ledger
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Payments

/// From what a customer has too much to the form that gives it back.
@Suite struct AccountRefundTests {
  /// What is owed stands open with the movements of its year; even, a year is one line to unfold.
  @Test(arguments: TrialStore.engines) func aSettledYearIsFolded(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let number = try await house.invoice(100_00)
      let rental = try await house.browser(.rental, at: PaymentsHouse.now)
      let path = "/customers/\(house.ada)/account"
      #expect(await rental.get(path).text.contains("<h2>2026 – Maison"))
      _ = try await house.perform(
        RecordReceipt(
          entity: house.sas, customer: house.ada, day: PaymentsHouse.today, amount: Money(cents: 120_00), means: .transfer,
          documents: [number]))
      #expect(await rental.get(path).text.contains("<summary>2026 – Maison"))
      let cashed = await rental.get("/cashed?month=2026-11").text
      #expect(cashed.contains("href=\"/invoice-reporting.csv?month=2026-11\""))
    }
  }

  /// 120.00 invoiced and paid, then credited: 120.00 to give back by the credit note. 50.00 more came for nothing: 170.00, of no document alone. Asked
  /// for 120.00, 50.00 are left.
  @Test(arguments: TrialStore.engines) func theAccountLeadsToTheRefund(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let today = PaymentsHouse.today
      let number = try await house.invoice(100_00)
      func receive(_ cents: Int64, _ documents: [String]) async throws {
        _ = try await house.perform(
          RecordReceipt(
            entity: house.sas, customer: house.ada, day: today, amount: Money(cents: cents), means: .transfer, documents: documents))
      }
      try await receive(120_00, [number])
      let rental = try await house.browser(.rental, at: PaymentsHouse.now)
      let path = "/customers/\(house.ada)/account"
      let nothing = await rental.get(path).text
      #expect(!nothing.contains("/refunds/new"))
      let invoice = try #require(try await house.database.read { try $0.invoice(number: number) })
      let credit = try await house.perform(CreditInvoice(invoice.id, reason: "Rendu"))
      let form = "/refunds/new?entity=\(house.sas)&customer=\(house.ada)"
      let page = await rental.get(path).text.replacing("&amp;", with: "&")
      #expect(page.contains("Rembourser 120,00"))
      #expect(page.contains("\(form)&document=\(credit.number)&reason=\(credit.number)&amount=120%2C00&holder=Ada%20SAS"))
      let filled = await rental.get("\(form)&document=\(credit.number)&amount=120%2C00&holder=Ada%20SAS").text
      for value in ["value=\"\(credit.number)\"", "value=\"120,00\"", "value=\"Ada SAS\""] { #expect(filled.contains(value), "\(value)") }
      let note = await rental.get("/invoices/\(credit.id)").text.replacing("&amp;", with: "&")
      #expect(note.contains("\(form)&document=\(credit.number)&amount=120%2C00"))
      try await receive(50_00, [])
      #expect(await rental.get(path).text.replacing("&amp;", with: "&").contains("\(form)&amount=170%2C00"))
      let asked = await rental.post(
        "/refunds",
        [
          "entity": house.sas.text, "customer": house.ada.text, "source": "credit", "document": credit.number, "amount": "120,00",
          "holder": "Ada SAS", "iban": PaymentsHouse.adaIBAN, "reason": credit.number,
        ])
      #expect(asked.status == 303)
      #expect(await rental.get(path).text.contains("amount=50%2C00"))
      // Those who only look are not led there.
      let looking = try await house.browser(.development, at: PaymentsHouse.now)
      let seen = await looking.get(path).text
      #expect(!seen.contains("/refunds/new"))
    }
  }

  /// 100.00 set off against an invoice of which 60.00 are open, and 30.00 for nothing: 60.00 are meant, 100 + 30 − 60 = 70.00 are free.
  @Test func whatIsMeantIsLeftOutAsFarAsItIsOpen() throws {
    let (entity, customer) = (OrganisationID.fresh(at: PaymentsHouse.now), OrganisationID.fresh(at: PaymentsHouse.now))
    func credit(_ cents: Int64, _ piece: String) -> OpenCredit {
      OpenCredit(
        line: ID<EntryLine>.fresh(at: PaymentsHouse.now), entity: entity, customer: customer, day: PaymentsHouse.today, document: nil,
        label: "", piece: piece, amount: Money(cents: cents))
    }
    let document = OpenDocument(
      entity: entity, customer: customer, number: "F-1", kind: .invoice, issued: PaymentsHouse.today, due: PaymentsHouse.today,
      total: Money(cents: 200_00), open: Money(cents: 60_00), nature: .business, invoice: nil)
    let books = OpenBooks(documents: [document], credits: [credit(100_00, "F-1"), credit(30_00, "ENC-1")])
    #expect(books.meant == Money(cents: 60_00) && books.free == Money(cents: 70_00))
  }
}
