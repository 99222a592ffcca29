import EInvoice
import Foundation
import Kernel
import Testing

/// Writes every kind of document as it would be issued; where `KM0_TEST_INVOICES` names a folder, they are left there for the validators.
@Suite struct InvoiceFilesTests {
  static func leave(_ bytes: [UInt8], _ name: String) throws {
    guard let path = ProcessInfo.processInfo.environment["KM0_TEST_INVOICES"] else { return }
    let folder = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: folder.appendingPathComponent(name))
  }

  @Test func everyKindOfDocumentIsWritten() throws {
    for (name, invoice) in InvoiceSamples.documents {
      try Self.leave(invoice.cii(), "good.\(name).cii.xml")
      try Self.leave(invoice.ubl(), "good.\(name).ubl.xml")
      try Self.leave(invoice.facturXML(), "good.\(name).factur-x.xml")
      #expect(invoice.cii() == invoice.cii() && invoice.ubl() == invoice.ubl())
    }
  }

  /// The writers write what they are given; it is the checks that refuse.
  @Test func everyBadDocumentIsWrittenWithTheRulesItBreaks() throws {
    var rules: [String: [String]] = [:]
    for bad in BadInvoices.documents {
      try Self.leave(bad.invoice.cii(), "bad.\(bad.name).cii.xml")
      try Self.leave(bad.invoice.ubl(), "bad.\(bad.name).ubl.xml")
      rules[bad.name] = bad.rules.sorted()
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try Self.leave(Array(encoder.encode(rules)), "bad.json")
  }

  @Test func ubl() throws {
    let text = String(decoding: InvoiceSamples.documents[2].invoice.ubl(), as: UTF8.self)
    #expect(text.contains("<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>"))
    #expect(text.contains("<cbc:Note>#BAR#B2B</cbc:Note>"))
    #expect(text.contains("<cbc:CreditedQuantity unitCode=\"MTK\">30</cbc:CreditedQuantity>"))
    #expect(text.contains("<cbc:DescriptionCode>432</cbc:DescriptionCode>"))
  }

  @Test func cii() throws {
    let text = String(decoding: InvoiceSamples.invoice().cii(), as: UTF8.self)
    #expect(text.contains("<ram:ChargeAmount>11.8125</ram:ChargeAmount>"))
    #expect(text.contains("<ram:BilledQuantity unitCode=\"HUR\">2.25</ram:BilledQuantity>"))
    #expect(text.contains("<udt:DateTimeString format=\"102\">20261130</udt:DateTimeString>"))
    #expect(text.contains("<ram:DueDateTypeCode>72</ram:DueDateTypeCode>"))
    #expect(text.contains("<ram:DirectDebitMandateID>KM0-0042-1</ram:DirectDebitMandateID>"))
  }
}
