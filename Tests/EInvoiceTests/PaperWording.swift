import EInvoice
import Foundation
import Kernel

/// The words of the page as the area of invoices has them, read from its files.
enum PaperWording {
  static func texts(_ file: String, _ group: String, _ language: Language) throws -> [String: String] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Sources/Areas/Invoicing/Texts")
    let data = try Data(contentsOf: folder.appendingPathComponent("invoicing-\(file).\(language.rawValue).json"))
    return try JSONDecoder().decode([String: [String: [String: String]]].self, from: data)["invoicing"]?[group] ?? [:]
  }

  static func wording(_ language: Language = .french) throws -> InvoiceWording {
    let texts = try texts("paper", "paper", language)
    return InvoiceWording(
      language: language,
      text: { label, arguments in
        arguments.reduce(texts[label.rawValue] ?? "") { $0.replacing("{\($1.key)}", with: $1.value) }
      },
      money: { amount in
        let digits = String(amount.cents.magnitude % 100)
        let whole = String(amount.cents.magnitude / 100)
        let grouped = whole.count > 3 ? whole.dropLast(3) + "\u{202F}" + whole.suffix(3) : Substring(whole)
        return (amount.cents < 0 ? "\u{2212}" : "") + grouped + "," + (digits.count < 2 ? "0" : "") + digits + "\u{A0}€"
      },
      day: { day in
        let parts = day.description.split(separator: "-")
        return "\(parts[2])/\(parts[1])/\(parts[0])"
      })
  }
}
