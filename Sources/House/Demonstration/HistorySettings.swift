import Banking
import Invoicing
import Kernel
import Payments
import Spaces
import Store
import Web

/// How the entities invoice, their series, and what is particular in some customers: said once, before the first rent.
struct HistorySettings {
  let files: HistoryFiles

  func perform(_ hand: HandOfHouse, in transaction: borrowing Transaction) throws {
    for line in files.entities {
      try SetEntityTerms(try entity(line, hand)).perform(in: transaction, for: hand.director, at: hand.at)
    }
    for line in files.series {
      var reader = InputReader(line.input)
      let purpose = reader.requiredChoice("purpose", of: SeriesPurpose.self) ?? .invoices
      let (prefix, reason) = (reader.requiredText("prefix"), reader.requiredText("reason"))
      try reader.finish()
      _ = try OpenSeries(try hand.keys.id(line["entity"], "invoice_series.csv"), for: purpose, prefix: prefix, reason: reason)
        .perform(in: transaction, for: hand.director, at: hand.at)
    }
    for line in files.customers {
      var reader = InputReader(line.input)
      let terms = CustomerTerms(
        customer: try hand.keys.id(line["customer"], "customer_terms.csv"), purchaseOrder: reader.text("order"),
        email: reader.text("email"), termDays: reader.integer("term", in: 0...60),
        language: reader.choice("language", of: Language.self) ?? .french)
      try reader.finish()
      try SetCustomerTerms(terms).perform(in: transaction, for: hand.director, at: hand.at)
    }
  }

  private func entity(_ line: CSVTable.Line, _ hand: HandOfHouse) throws -> EntityTerms {
    var reader = InputReader(line.input)
    let (iban, ics) = (reader.requiredText("iban"), reader.requiredText("ics"))
    if (try? IBAN(checking: iban)) == nil { reader.problems.add("invoicing.problem.iban", field: "iban") }
    if CreditorIdentifier(checking: ics) == nil { reader.problems.add("invoicing.problem.ics", field: "ics") }
    let terms = EntityTerms(
      entity: try hand.keys.id(line["entity"], "invoice_entities.csv"), from: reader.requiredDay("from") ?? hand.day,
      termDays: reader.requiredInteger("term", in: 0...60) ?? 0, vat: reader.requiredChoice("vat", of: VATTiming.self) ?? .receipts,
      iban: iban, bic: reader.text("bic"), ics: ics, email: reader.text("email"), indemnityNote: reader.requiredText("indemnity"),
      penaltyNote: reader.requiredText("penalty"), discountNote: reader.requiredText("discount"), footer: reader.text("footer") ?? "")
    try reader.finish()
    return terms
  }
}
