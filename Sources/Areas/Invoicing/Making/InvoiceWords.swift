import Foundation
import Kernel
import People
import Web

/// The few words that the house itself puts on a document, in the customer's language.
enum InvoiceWords {
  /// A run has no visit to take them from, so the area reads its own.
  static let texts = Texts.own(.module)

  static func text(_ name: String, in language: Language, _ arguments: [String: String] = [:]) -> String {
    texts.text("invoicing.document.\(name)", in: language, arguments)
  }

  /// `SAS au capital de 1 000 € · RCS Mulhouse 834 512 675`, as far as it is known; always in French, as the register says it.
  static func legalText(of entity: Organisation) -> String? {
    let facts = entity.facts
    let form = facts.legalForm.map { text("form.\($0.rawValue)", in: .french) }
    let capital = facts.register.shareCapital.map { text("capital", in: .french, ["amount": Format(.french).euros($0)]) }
    let first = [form, capital].compactMap(\.self).joined(separator: " ")
    let register = facts.registerEntry.map { text("register", in: .french, ["entry": $0]) }
    let parts = [first, register ?? ""].filter { !$0.isEmpty }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }
}

extension InvoiceWords {
  /// `Acompte déduit : facture F-000012 du 2 novembre 2026`.
  static func deduction(of invoice: Invoice, in language: Language) -> String {
    text("deduction", in: language, ["number": invoice.number, "day": Format(language).day(invoice.issueDay)])
  }
}
