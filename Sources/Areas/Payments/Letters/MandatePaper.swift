import Banking
import Invoicing
import Kernel
import Paper
import People
import Web

/// A SEPA direct debit mandate on paper, with the words that the rulebook of the scheme prescribes.
struct MandatePaper {
  let creditor: Organisation
  let ics: String
  let payer: Organisation
  let debtor: BankParty
  let reference: String
  let signedOn: Day
  let signedAt: Instant
  let signedBy: String
  let language: Language

  private var format: Format { Format(language) }
  private func text(_ key: String, _ arguments: [String: String] = [:]) -> String {
    PaymentLetters.texts.text("payments.paper.mandate.\(key)", in: language, arguments)
  }

  /// What is accepted, in the visitor's language.
  static func words(of creditor: String, texts: Texts, in language: Language) -> [String] {
    ["authorise", "refund"].map { texts.text("payments.paper.mandate.\($0)", in: language, ["creditor": creditor]) }
  }

  var document: Document {
    let name = creditor.facts.legalName
    let address = creditor.facts.address
    return Document(
      title: text("title"), language: language, author: name, made: signedAt,
      letterhead: Letterhead(
        name: creditor.name, lines: [Words(name)] + (address.lines + [address.cityLine].compactMap(\.self)).map { Words($0) },
        references: [Fact(text("reference"), reference), Fact(text("ics"), ics)]),
      body: [.heading(Words(text("title")), level: 1), .gap(2)]
        + MandatePaper.words(of: name, texts: PaymentLetters.texts, in: language).map { .paragraph(Words($0)) }
        + [
          .heading(Words(text("creditor")), level: 2),
          .facts([
            Fact(text("name"), name), Fact(text("ics"), ics), Fact(text("reference"), reference), Fact(text("kind"), text("recurrent")),
          ]),
          .heading(Words(text("debtor")), level: 2),
          .facts(
            [Fact(text("name"), debtor.name), Fact(text("customer"), payer.facts.legalName)]
              + (debtor.address.map { [Fact(text("address"), "\($0.street), \($0.postcode) \($0.town), \($0.country)")] } ?? [])
              + [Fact("IBAN", IBAN.grouped(debtor.iban.text))] + (debtor.bic.map { [Fact("BIC", $0.text)] } ?? [])),
          .gap(2),
          .together([
            .paragraph(
              Words(text("signed", ["name": signedBy, "moment": format.moment(signedAt, in: .mulhouse), "town": address.city ?? ""]))),
            .signature([.strong(debtor.name)]),
          ]),
        ], footer: Footer([Words("\(name) · \(reference)")], numbering: PaymentLetters.texts.text("payments.paper.page", in: language)))
  }
}
