import Kernel
import Ledger
import People
import Store
import Testing
import Trials
import Web

@testable import Invoicing

/// Where invoices go, who would get none, and what should be done before a month is invoiced (docs/invoicing.md, "Who is sent what").
@Suite struct AddressTests {
  /// Lets somebody of the house in by role.
  private struct RoleDoorkeeper: Doorkeeper {
    func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? {
      guard let name = sessionSecret, let role = Role(rawValue: name) else { return nil }
      return Guest(
        viewer: Viewer(person: PersonID("019ab000-0000-7000-8000-000000000009"), name: name, grants: [Grant(role)]),
        session: SessionKey(digest: name), language: .french)
    }
  }
  private func browser(_ house: InvoicingHouse, as role: Role) async throws -> RouterTrial {
    let browser = try RouterTrial(
      areas: [People.area(), Ledger.area(), Invoicing.area(desk: house.desk)], database: house.database,
      doorkeeper: RoleDoorkeeper(), now: { InvoicingHouse.now })
    browser.setCookie("session", role.rawValue)
    _ = await browser.get("/invoices")
    return browser
  }
  private func sent(_ house: InvoicingHouse) async throws -> [String] {
    try await house.database.read { transaction in
      try transaction.rows("SELECT address FROM invoice_sendings ORDER BY address").map { try $0.get("address") as String }
    }
  }

  /// To whom the contract names, else by the terms, else to nobody.
  @Test(arguments: TrialStore.engines) func contractsGoBeforeTerms(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let (ada, bob) = (house.ada, house.bob)
      for customer in [ada, bob] { house.rents.add(customer, of: house.sas, 30_000, from: InvoicingHouse.november.first) }
      house.rents.addresses = [ada: "compta@ada.example"]
      let first = try await house.issue().issued
      #expect(first.count == 2)
      #expect(try await sent(house) == ["compta@ada.example"])
      var search = InvoiceSearch(within: .everything, on: InvoicingHouse.today)
      search.isUnsent = true
      let unsent = try await house.database.read { [search] in try $0.listedInvoices(search) }
      #expect(unsent.total == 1 && unsent.lines.map(\.invoice.customer) == [bob])
      try await house.perform(SetCustomerTerms(CustomerTerms(customer: ada, email: "factures@ada.example")))
      // A credit note and a corrected invoice go the same way.
      let own = try #require(first.first { $0.customer == ada })
      _ = try await house.perform(CreditInvoice(own.id, reason: "Erreur", sources: [house.rents]))
      #expect(try await sent(house) == ["compta@ada.example", "compta@ada.example"])
    }
  }

  /// The run says it before, with the way to mend it; the rental administrator may.
  @Test(arguments: TrialStore.engines) func theRunSaysWhoGetsNothing(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      house.rents.add(house.ada, of: house.sas, 30_000, from: InvoicingHouse.november.first)
      house.rents.waiting = [
        ChargeWait(
          customer: house.ada, contract: "BAIL-0", day: InvoicingHouse.today, text: "invoicing.run.waiting",
          path: "/indexation?month=2026-11")
      ]
      let rental = try await browser(house, as: .rental)
      let form = "/invoicing-settings/customers/\(house.ada)"
      let preview = await rental.get("/invoice-run?month=2026-11").text
      for part in ["Sans adresse de facturation", "1 client", form, "1 bail", "/indexation?month=2026-11"] {
        #expect(preview.contains(part), "\(part)")
      }
      let told = await rental.get("/api/invoice-preview?month=2026-11").text
      #expect(!told.contains("\"address\"") && told.contains("\"contract\":\"BAIL-0\"") && told.contains("\"day\":\"2026-11-24\""))
      #expect(await rental.get(form).status == 200)
      #expect(await rental.post(form, ["email": "non", "language": "fr"]).status == 422)
      #expect(await rental.post(form, ["email": "compta@ada.example", "language": "fr"]).status == 303)
      let settings = await rental.get("/invoicing-settings")
      #expect(settings.status == 200 && settings.text.contains("compta@ada.example"))
      // The terms of the entities stay the director's.
      #expect(!settings.text.contains("/invoicing-settings/entities/\(house.sas)"))
      #expect(await rental.get("/invoicing-settings/entities/\(house.sas)").status == 403)
      let after = await rental.get("/invoice-run?month=2026-11").text
      #expect(!after.contains("Sans adresse de facturation"))
      #expect(await rental.get("/api/invoice-preview?month=2026-11").text.contains("\"address\":\"compta@ada.example\""))
      #expect(await rental.get("/invoices?state=unsent").text.contains("Non envoyées"))
      let development = try await browser(house, as: .development)
      #expect(await development.get(form).status == 403)
    }
  }
}
