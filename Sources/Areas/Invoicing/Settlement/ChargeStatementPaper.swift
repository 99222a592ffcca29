import Kernel
import Ledger
import Web

extension Visit {
  /// The statement on paper, the same for the house and for the tenant.
  package func paper(_ statement: ChargeStatement) throws -> Answer {
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
    let place = statement.place
    return try paper(
      report, title: text("invoicing.settlement.statement.title", ["year": String(place.year)]),
      about: [
        text(
          "invoicing.settlement.statement.about",
          ["name": statement.customerName, "building": statement.buildingName, "premises": statement.premises]),
        format.span(place.span),
      ], of: statement.entity, name: "settlement-\(place.year)-\(statement.customer.text.prefix(8))")
  }
}
