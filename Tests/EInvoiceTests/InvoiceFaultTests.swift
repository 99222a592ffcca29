import EInvoice
import Kernel
import Testing

@Suite struct InvoiceFaultTests {
  @Test(arguments: InvoiceSamples.documents.map(\.name)) func whatTheHouseIssuesHasNoFault(name: String) throws {
    let invoice = try #require(InvoiceSamples.documents.first { $0.name == name }).invoice
    #expect(invoice.faults == [])
  }

  @Test(arguments: BadInvoices.documents.map(\.name)) func eachFaultIsNamedByItsRuleAndNoOther(name: String) throws {
    let bad = try #require(BadInvoices.documents.first { $0.name == name })
    #expect(Set(bad.invoice.faults.map(\.rule)) == bad.rules)
  }

  @Test func allFaultsAreToldAtOnce() {
    let invoice = InvoiceSamples.invoice(
      .corrected, number: "", notes: [], buyer: InvoiceSamples.person,
      lines: [InvoiceSamples.line("Loyer", 100), InvoiceSamples.line("", 200, unit: "")])
    #expect(
      invoice.faults.map(\.rule) == [
        "BR-FR-02", "BR-FR-CO-04", "BR-FR-05", "BR-FR-05", "BR-FR-05", "BR-25", "BR-CL-23",
      ])
    #expect(invoice.faults.last?.field == "lines.2.unit")
    #expect(invoice.faults.last?.term == "BT-130")
    #expect(invoice.faults.last?.text == "invoicing.fault.unit")
    #expect(invoice.faults.last?.arguments == ["line": "2", "rule": "BR-CL-23", "term": "BT-130"])
  }

  @Test func profileIsTheSmallestThatCarriesIt() throws {
    let extended = InvoiceSamples.documents.filter { $0.invoice.profile == .extended }.map(\.name)
    #expect(extended == ["extended"])
    let twoReasons = InvoiceSamples.invoice(
      lines: [InvoiceSamples.line("Loyer", 100, InvoiceSamples.exempt), InvoiceSamples.line("Cours", 100, InvoiceSamples.training)])
    #expect(twoReasons.profile == .extended)
  }
}
