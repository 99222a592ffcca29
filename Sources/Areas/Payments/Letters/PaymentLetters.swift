import Foundation
import Kernel
import People
import Post
import Web

/// What the house writes to those who owe it something, each in their own language.
enum PaymentLetters {
  /// A run has no visit to take them from, so the area reads its own.
  static let texts = Texts.own(.module)

  static func text(_ key: String, in language: Language, _ arguments: [String: String] = [:]) -> String {
    texts.text("payments.letter.\(key)", in: language, arguments)
  }

  static func reminder(
    _ letter: ReminderPlan.Letter, from creditor: Organisation, to: (name: String, email: String), number: String
  ) -> Letter {
    let format = Format(letter.language)
    let lines = letter.items.map { item in
      text(
        "line", in: letter.language,
        [
          "document": item.document.number, "due": format.shortDay(item.document.due), "amount": format.money(item.document.open),
        ])
    }
    let arguments = [
      "name": to.name.isEmpty ? letter.customerName : to.name, "entity": creditor.facts.legalName, "total": format.money(letter.total),
      "lines": lines.joined(separator: "\n"), "number": number,
    ]
    let tone = letter.stage.tone.rawValue
    return Letter(
      to: to.email, toName: to.name, subject: text("\(tone).subject", in: letter.language, arguments).filter { !$0.isNewline },
      body: text("\(tone).body", in: letter.language, arguments))
  }

  /// To those who collect: a customer signed a mandate, or took one back.
  static func mandate(_ what: String, _ mandate: Mandate, by name: String, reason: String, to reader: Addressee) -> Letter {
    let arguments = [
      "name": reader.name, "customer": mandate.customerName, "entity": mandate.entityName, "mandate": mandate.reference, "who": name,
      "reason": reason,
    ]
    return Letter(
      to: reader.email, toName: reader.name,
      subject: text("mandate.\(what).subject", in: reader.language, arguments).filter { !$0.isNewline },
      body: text("mandate.\(what).body", in: reader.language, arguments))
  }

  static func notice(
    _ line: CollectionPlan.Line, on day: Day, from creditor: Organisation, to: (name: String, email: String), in language: Language
  ) -> Letter {
    let format = Format(language)
    let arguments = [
      "name": to.name.isEmpty ? line.mandate.customerName : to.name, "entity": creditor.facts.legalName, "day": format.day(day),
      "amount": format.money(line.document.open), "document": line.document.number, "mandate": line.mandate.reference,
      "account": "•••• " + line.mandate.iban.suffix(4),
    ]
    return Letter(
      to: to.email, toName: to.name, subject: text("notice.subject", in: language, arguments).filter { !$0.isNewline },
      body: text("notice.body", in: language, arguments))
  }
}
