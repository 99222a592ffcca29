import Kernel
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing

/// Whom one writes to about a lease: invoices go to its billing contacts, else where the organisation wants them.
@Suite("Contacts of leases", .serialized) struct ContactTests {
  private func sendings(_ house: LeasingHouse) async throws -> [String] {
    try await house.database.read { transaction in
      try transaction.rows(
        "SELECT i.number, s.address FROM invoice_sendings s JOIN invoices i ON i.id = s.invoice ORDER BY i.number, s.address"
      ).map { row in
        let (number, address): (String, String) = (try row.get("number"), try row.get("address"))
        return "\(number) \(address)"
      }
    }
  }

  @Test(arguments: TrialStore.engines) func invoicesGoToWhomTheLeaseNames(engine: Engine) async throws {
    try await MadeGoodTests.told(engine) { told in
      let house = told.house
      #expect(try await sendings(house) == [], "nobody is named, and the organisation said nothing")
      try await house.perform(
        SetCustomerTerms(CustomerTerms(customer: house.ada, email: "compta@ada.example")), on: day("2026-01-20"))
      try await MadeGoodTests.issue(house, "2026-02", on: "2026-02-02")
      try await house.perform(
        AddContact(told.lease, .billing, name: "Cabinet", email: "factures@cabinet.example", phone: ""), on: day("2026-02-10"))
      try await MadeGoodTests.issue(house, "2026-03", on: "2026-03-02")
      let invoices = try await house.database.read { try $0.invoices(of: house.ada) }.sorted { $0.number < $1.number }
      let (second, third) = (invoices[1], invoices[2])
      let before = ["\(second.number) compta@ada.example", "\(third.number) factures@cabinet.example"]
      #expect(try await sendings(house) == before)
      // What is given back goes where it was asked for, and where the organisation wants it.
      let credit = try await house.perform(CreditInvoice(third.id, reason: "Erreur"), on: day("2026-03-10"))
      #expect(try await sendings(house) == before + ["\(credit.number) compta@ada.example", "\(credit.number) factures@cabinet.example"])
      let contact = try #require(try await house.database.read { try $0.contacts(of: told.lease).first })
      let resident = Viewer(person: PersonID("p"), name: "Ada L.", grants: [Grant(.resident, on: house.ada)])
      #expect(try await house.refusal(of: RemoveContact(contact.id, of: told.lease), for: resident)?.kind == .notAllowed)
      try await house.perform(RemoveContact(contact.id, of: told.lease), on: day("2026-03-11"))
      #expect(
        try await house.codes(of: RemoveContact(contact.id, of: told.lease), on: day("2026-03-12")) == ["kernel.problem.choice"])
      #expect(try await house.database.read { try $0.contacts(of: told.lease) }.isEmpty)
      try await MadeGoodTests.issue(house, "2026-04", on: "2026-04-02")
      #expect(try await sendings(house).last?.hasSuffix("compta@ada.example") == true)
      #expect(try await told.faults() == [])
    }
  }
}
