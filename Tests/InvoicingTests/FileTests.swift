import EInvoice
import Foundation
import Kernel
import Ledger
import People
import Post
import Store
import Testing
import Trials
import Web

@testable import Invoicing

@Suite struct FileTests {
  private static let texts = InvoiceWords.texts

  /// The three forms of one invoice: made from what was frozen, the same each time, and named by its number.
  @Test(arguments: TrialStore.engines) func theFormsOfAnInvoice(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      try await house.post(house.charge("key", 1_250))
      let invoice = try #require(try await house.issue().issued.first)
      func file(_ format: InvoiceFormat) async throws -> InvoiceFile {
        try #require(try await house.database.read { try $0.invoiceFile(invoice.id, as: format, texts: Self.texts) })
      }
      let page = try await file(.facturx)
      #expect(page.name == "SAS-F-000001.pdf" && page.type == "application/pdf" && page.bytes.starts(with: Array("%PDF-".utf8)))
      #expect(try await file(.facturx).bytes == page.bytes)
      let cii = String(decoding: try await file(.cii).bytes, as: UTF8.self)
      #expect(cii.contains("SAS-F-000001") && cii.contains("CrossIndustryInvoice") && cii.contains("732829320"))
      let ubl = String(decoding: try await file(.ubl).bytes, as: UTF8.self)
      #expect(ubl.contains("SAS-F-000001") && ubl.contains("#PMT#"))
    }
  }

  /// The letter of an invoice leaves with its PDF, made when it leaves; nobody else's subject is answered.
  @Test(arguments: TrialStore.engines) func theLetterCarriesThePage(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      try await house.perform(SetCustomerTerms(CustomerTerms(customer: house.ada, email: "compta@ada.example")))
      try await house.post(house.charge("key", 1_250))
      let invoice = try #require(try await house.issue().issued.first)
      let maker = Invoicing.attachments(texts: Self.texts)
      let attachment = try #require(try await maker("invoice/\(invoice.id)", house.database))
      #expect(attachment.name == "SAS-F-000001.pdf" && attachment.bytes.starts(with: Array("%PDF-".utf8)))
      #expect(try await maker("lease/\(invoice.id)", house.database) == nil)
      #expect(try await maker("invoice/nothing", house.database) == nil)

      let from = try #require(MailAddress("km0@km0.example"))
      let to = try #require(MailAddress("compta@ada.example"))
      let message = MailMessage(
        from: from, to: to, subject: "Facture", body: "Bonjour", date: InvoicingHouse.now, identity: "one", enclosures: [attachment])
      let parts = message.text.components(separatedBy: "--km0-one")
      #expect(parts.count == 4 && parts[3].hasPrefix("--"))
      #expect(parts[1].contains("text/plain") && parts[2].contains("filename=\"SAS-F-000001.pdf\""))
      let body = parts[2].components(separatedBy: "\r\n\r\n")[1].filter { !$0.isNewline }
      #expect(Data(base64Encoded: body).map { Array($0) } == attachment.bytes)
      #expect(message.text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 100 })
    }
  }

  /// What breaks a rule of invoices is told in the preview, and not issued.
  @Test(arguments: TrialStore.engines) func whatNoPlatformWouldTakeIsNotIssued(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      // A consumer whom no directory and no mail reaches (BR-FR-12).
      var facts = OrganisationFacts(legalName: "Amicale", usualName: "Amicale", kind: .association, legalForm: .association)
      facts.address = PostalAddress(lines: ["1 rue"], postcode: "68100", city: "Mulhouse")
      let club = try await house.perform(AddOrganisation(facts))
      try await house.post(house.charge("club", 1_000, to: club))
      let refused = try await house.issue().refused
      #expect(refused.first?.problems.map(\.code) == ["invoicing.fault.addressMissing"])
      try await house.perform(SetCustomerTerms(CustomerTerms(customer: club, email: "club@example.org")))
      let issued = try #require(try await house.issue(at: InvoicingHouse.now + 60).issued.first)
      #expect(issued.nature == .consumer)
      let frozen = try await house.database.read { try $0.frozen(issued.id) }
      #expect(frozen?.document.notes.contains { $0.text == "B2C" } == true)
      #expect(frozen?.document.buyer.electronicAddress?.scheme == "EM")
    }
  }
}
