import EInvoice
import Kernel
import Paper
import Post
import Store
import Web

/// The forms in which an invoice leaves the house; all are made from what was frozen, and always come out the same.
package enum InvoiceFormat: String, Sendable, CaseIterable {
  /// PDF/A-3 for people, with the invoice for programs inside.
  case facturx
  case ubl, cii

  package var type: String { self == .facturx ? "application/pdf" : "application/xml" }
}

/// An invoice as a file.
package struct InvoiceFile: Sendable {
  package let name: String
  package let type: String
  package let bytes: [UInt8]

  package init(_ invoice: Invoice, _ frozen: FrozenInvoice, as format: InvoiceFormat, in language: Language, texts: Texts) throws {
    // A number may hold a stroke, which a file name may not.
    let plain = invoice.number.replacing("/", with: "-")
    let document = frozen.document
    type = format.type
    switch format {
    case .facturx:
      name = "\(plain).pdf"
      let explanations = frozen.reasons.map { reason in
        reason.explanation.map { ExplanationText.of($0, texts: texts, in: language) }
      }
      let wording = InvoiceWording.house(language, texts)
      bytes = try InvoicePaper(document, explanations: explanations, wording: wording, made: invoice.issuedAt).facturX.printed()
    case .ubl: (name, bytes) = ("\(plain).ubl.xml", document.ubl())
    case .cii: (name, bytes) = ("\(plain).cii.xml", document.cii())
    }
  }
}

extension InvoiceWording {
  /// The words of the page as the area has them.
  package static func house(_ language: Language, _ texts: Texts) -> InvoiceWording {
    let format = Format(language)
    return InvoiceWording(
      language: language, text: { label, arguments in texts.text("invoicing.paper.\(label.rawValue)", in: language, arguments) },
      money: { format.money($0) },
      day: { format.shortDay($0) })
  }
}

extension Transaction {
  /// The file of an invoice in the customer's language; nil of what there is not.
  package borrowing func invoiceFile(_ id: ID<Invoice>, as format: InvoiceFormat, texts: Texts) throws -> InvoiceFile? {
    guard let invoice = try invoice(id), let frozen = try frozen(id) else { return nil }
    let language = try customerTerms(of: invoice.customer)?.language ?? .french
    return try InvoiceFile(invoice, frozen, as: format, in: language, texts: texts)
  }
}

extension Invoicing {
  /// Makes the PDF that a letter about an invoice announces.
  package static func attachments(texts: Texts) -> AttachmentMaker {
    { subject, database in
      guard subject.hasPrefix("invoice/"), let id = ID<Invoice>(checking: String(subject.dropFirst("invoice/".count))) else { return nil }
      // Read first, drawn afterwards: a connection does not wait for a page.
      let found = try await database.read { transaction -> (Invoice, FrozenInvoice, Language)? in
        guard let invoice = try transaction.invoice(id), let frozen = try transaction.frozen(id) else { return nil }
        return (invoice, frozen, try transaction.customerTerms(of: invoice.customer)?.language ?? .french)
      }
      guard let (invoice, frozen, language) = found else { return nil }
      let file = try InvoiceFile(invoice, frozen, as: .facturx, in: language, texts: texts)
      return Enclosure(name: file.name, type: file.type, bytes: file.bytes)
    }
  }
}
