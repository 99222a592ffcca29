import Kernel
import Ledger
import Web

extension Visit {
  /// The statement on paper, the same for the house and for the tenant.
  package func paper(_ statement: ChargeStatement) throws -> Answer {
    let words = StatementWords(statement, texts, language)
    return try paper(words.report, title: words.title, about: words.about, of: statement.entity, name: words.name)
  }
}

/// A statement in the words of a language: for the screen of who asks, and for the letter that brings it.
struct StatementWords {
  let statement: ChargeStatement
  let texts: Texts
  let language: Language

  init(_ statement: ChargeStatement, _ texts: Texts, _ language: Language) {
    (self.statement, self.texts, self.language) = (statement, texts, language)
  }

  var title: String {
    texts.text("invoicing.settlement.statement.title", in: language, ["year": String(statement.place.year)])
  }
  var about: [String] {
    [
      texts.text(
        "invoicing.settlement.statement.about", in: language,
        ["name": statement.customerName, "building": statement.buildingName, "premises": statement.premises]),
      Format(language).span(statement.place.span),
    ]
  }
  var name: String { "settlement-\(statement.place.year)-\(statement.customer.text.prefix(8))" }

  var report: Report {
    let texts = "invoicing.settlement.column"
    var report = Report(
      [
        .init("cost", share: 2.5), .init("key", share: 1.6), .init("total", .money, share: 1.2), .init("weight", .number),
        .init("whole", .number), .init("part", .money, share: 1.1),
      ],
      texts: texts)
    for part in statement.parts {
      report.add([
        .text(part.label), .key("invoicing.settlement.key.\(part.key.rawValue)"), .money(part.cost), .number(part.readable(part.weight)),
        .number(part.readable(part.whole)), .money(part.part),
      ])
    }
    report.add([.key("\(texts).costs"), .none, .none, .none, .none, .money(statement.costs)], .total)
    report.add([.key("\(texts).provisionsPaid"), .none, .none, .none, .none, .money(-statement.provisions)], .total)
    if statement.taxes != .zero {
      report.add([.key("\(texts).propertyTax"), .none, .none, .none, .none, .money(-statement.taxes)], .total)
    }
    let isCredit = statement.balance < .zero
    report.add(
      [
        .key("\(texts).\(isCredit ? "credit" : "balance")"), .none, .none, .none, .none,
        .money(isCredit ? -statement.balance : statement.balance),
      ], .total)
    report.notes = ["invoicing.settlement.statement.note"]
    return report
  }
}
