import Invoicing
import Kernel
import Paper
import People
import Store
import Web

/// All that a letter about what is late says.
struct ReminderFacts: Sendable {
  let reminder: Reminder
  let items: [ReminderItem]
  let creditor: Organisation
  let debtor: Organisation
  let terms: EntityTerms?
  let regime: LateRegime
}

extension Transaction {
  borrowing func reminderFacts(_ id: ID<Reminder>) throws -> ReminderFacts? {
    guard let reminder = try reminder(id), let creditor = try organisation(reminder.entity),
      let debtor = try organisation(reminder.customer)
    else {
      return nil
    }
    let items = try items(of: id)
    let debtors = try lateDebtor(debtor)
    let natures = try numbered(items.map(\.document), entity: reminder.entity).values.map(\.nature)
    return ReminderFacts(
      reminder: reminder, items: items, creditor: creditor, debtor: debtor, terms: try entityTerms(of: reminder.entity, on: reminder.day),
      regime: !natures.isEmpty && natures.allSatisfy { debtors.regime(of: debtor.id, $0) == .professional } ? .professional : .civil)
  }
}

/// The reminder on paper: the formal notice goes by registered post, and the others are there for who wants them.
struct ReminderLetter {
  let facts: ReminderFacts
  let texts: Texts
  let house: HouseTime

  private var language: Language { facts.reminder.language }
  private var format: Format { Format(language) }
  private func text(_ key: String, _ arguments: [String: String] = [:]) -> String {
    texts.text("payments.paper.\(key)", in: language, arguments)
  }
  private var dateline: String {
    let day = format.day(facts.reminder.day)
    return facts.creditor.facts.address.city.map { text("dateline", ["city": $0, "day": day]) } ?? day
  }
  var fileName: String { "\(facts.reminder.number).pdf" }

  var document: Document {
    let tone = facts.reminder.tone.rawValue
    let title = text("\(tone).title")
    return Document(
      title: title, language: language, author: facts.creditor.facts.legalName, made: facts.reminder.madeAt,
      letterhead: Letterhead(
        name: facts.creditor.name, lines: [Words(facts.creditor.facts.legalName)] + lines(of: facts.creditor).map { Words($0) },
        references: [
          Fact(text("reference"), facts.reminder.number), Fact(text("day"), format.shortDay(facts.reminder.day)),
        ]),
      address: AddressWindow(
        [facts.debtor.facts.legalName] + lines(of: facts.debtor),
        dateline: dateline),
      body: [.heading(Words(title), level: 1), .gap(2), .paragraph(Words(text("salutation"))), .paragraph(Words(text("\(tone).opening")))]
        + [table] + law
        + [
          .together([
            .paragraph(Words(text("\(tone).closing", ["day": format.day(facts.reminder.day + 8)]))), payment,
            .paragraph(Words(text("greeting"))),
            .signature([.strong(facts.creditor.facts.legalName)]),
          ])
        ], footer: Footer([Words(footer)], numbering: text("page")))
  }

  private var table: Block {
    let rows = facts.items.map { item in
      Table.Row([
        Words(item.document), Words(format.shortDay(item.due)), Words(text("days", ["count": String(facts.reminder.day - item.due)])),
        Words(format.money(item.amount)),
      ])
    }
    return .table(
      Table(
        [
          .init(Words(text("document")), share: 1.4), .init(Words(text("due"))), .init(Words(text("late"))),
          .init(Words(text("amount")), .end),
        ], rows + [.init([Words(text("total")), Words(""), Words(""), Words(format.money(facts.reminder.total))], isTotal: true)]))
  }

  private var law: [Block] {
    if facts.reminder.tone == .friendly { return [] }
    return [.paragraph(Words(text("law.\(facts.regime.rawValue)")))]
  }

  private var payment: Block {
    guard let iban = facts.terms?.iban else { return .gap(1) }
    let grouped = stride(from: 0, to: iban.count, by: 4).map { String(iban.dropFirst($0).prefix(4)) }.joined(separator: " ")
    return .facts(
      [Fact(text("iban"), grouped)] + (facts.terms?.bic.map { [Fact("BIC", $0)] } ?? []) + [Fact(text("mention"), facts.reminder.number)])
  }

  private var footer: String {
    let siren = facts.creditor.facts.siren.map { "SIREN \($0)" }
    return [facts.creditor.facts.legalName, siren].compactMap(\.self).joined(separator: " · ")
  }
  private func lines(of organisation: Organisation) -> [String] {
    let address = organisation.facts.address
    return address.lines + [address.cityLine].compactMap(\.self)
  }
}
