import Kernel
import Paper

extension SemanticInvoice {
  /// Cross Industry Invoice, a file of its own.
  package func cii() -> [UInt8] { CII(self, insidePDF: false).written() }
  /// UBL 2.1: an invoice, or a credit note.
  package func ubl() -> [UInt8] { UBL(self).written() }
  /// `factur-x.xml`, as it travels inside a PDF.
  package func facturXML() -> [UInt8] { CII(self, insidePDF: true).written() }
}

extension Document {
  /// The same page as Factur-X: the invoice for programs inside the page for people. Both say the same, so the file is an alternative.
  package func bearing(_ invoice: SemanticInvoice) -> Document {
    var document = self
    document.attachments.append(
      Attachment(
        name: "factur-x.xml", description: "Factur-X \(invoice.profile.conformanceLevel) \(invoice.number)", type: "text/xml",
        relationship: .alternative, made: made, bytes: invoice.facturXML()))
    document.schemas.append(
      MetadataSchema(
        title: "Factur-X PDFA Extension Schema", namespace: "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#", prefix: "fx",
        properties: [
          .init("DocumentFileName", "factur-x.xml", description: "The name of the embedded XML document"),
          .init("DocumentType", "INVOICE", description: "The type of the hybrid document in capital letters, e.g. INVOICE or ORDER"),
          .init("Version", "1.0", description: "The actual version of the standard applying to the embedded XML document"),
          .init(
            "ConformanceLevel", invoice.profile.conformanceLevel, description: "The conformance level of the embedded XML document"),
        ]))
    return document
  }
}
