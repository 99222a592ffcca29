import Kernel
import Store
import Testing
import Trials

@testable import Invoicing

/// When a document is due and under which order of the customer: the contract says it, then the customer's terms, then the entity's.
@Suite struct AgreementTests {
  @Test(arguments: TrialStore.engines) func contractsAreInvoicedAsTheyWereAgreed(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let first = InvoicingHouse.november.first
      house.rents.add(house.ada, of: house.sas, 30_000, from: first, days: 30, order: "PO-7")
      house.rents.add(house.ada, of: house.sas, 20_000, from: first, days: 5)
      // The entity asks for payment in ten days, which is what the third contract says as well by saying nothing.
      house.rents.add(house.ada, of: house.sas, 10_000, from: first)
      try await house.post(house.charge("key", 1_250, contract: "BAIL-0"))
      try await house.post(house.charge("other", 800))
      let report = try await house.issue()
      #expect(report.refused.isEmpty)
      let today = InvoicingHouse.today
      var seen: [String] = []
      for invoice in report.issued {
        let document = try #require(try await house.database.read { try $0.frozen(invoice.id) }).document
        #expect(document.due == invoice.dueDay)
        seen.append("\(invoice.dueDay - today) days, order \(document.order ?? "none"): \(document.lines.map(\.net.cents))")
      }
      #expect(seen == ["5 days, order none: [20000]", "10 days, order none: [10000, 800]", "30 days, order PO-7: [30000, 1250]"])
      #expect(try await house.issue().issued.isEmpty)
      #expect(try await house.faults() == [])
    }
  }

  @Test(arguments: TrialStore.engines) func whatFollowsKeepsTheOrder(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      house.rents.add(house.ada, of: house.sas, 30_000, from: InvoicingHouse.november.first, days: 30, order: "PO-7")
      let invoice = try #require(try await house.issue().issued.first)
      let corrected = try await house.perform(
        CorrectInvoice(invoice.id, lines: [CorrectedLine(place: 1, text: "Loyer", net: Money(cents: 29_000))], reason: "Surface"))
      let document = try #require(try await house.database.read { try $0.frozen(corrected.id) }).document
      #expect(document.order == "PO-7" && document.lines.map(\.net.cents) == [29_000])
    }
  }
}
