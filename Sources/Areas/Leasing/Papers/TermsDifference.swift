import Kernel
import Web

/// What became other between two states of the terms, in words: for the page of a lease and for the paper of the amendment.
struct TermsDifference: Sendable {
  struct Item: Sendable, Hashable {
    let name: String
    let before: String
    let after: String
  }
  let texts: Texts
  let language: Language

  /// - Parameter payers: who paid before and who pays after, where that is another.
  func items(_ before: LeaseTerms, _ after: LeaseTerms, payers: (before: String, after: String)? = nil) -> [Item] {
    let known: [(String, (LeaseTerms) -> String)] = [
      ("vat", { text("regime.\($0.regime.rawValue)") }),
      ("rhythm", { text("frequency.\($0.rhythm.frequency.rawValue)") + ", " + text("timing.\($0.rhythm.timing.rawValue)") }),
      ("payment", { text("days", ["count": "\($0.paymentDays)"]) }),
      ("proration", { text("proration.\($0.proration.rawValue)") }),
      ("deposit", { Format(language).money($0.deposit) }),
      ("index", index),
      ("purchaseOrder", { $0.purchaseOrder.isEmpty ? "–" : $0.purchaseOrder }),
    ]
    let paid = payers.map { [Item(name: text("fact.payer"), before: $0.before, after: $0.after)] } ?? []
    return paid
      + known.compactMap { name, said in
        let item = Item(name: text("fact.\(name)"), before: said(before), after: said(after))
        return item.before == item.after ? nil : item
      }
  }
  private func index(_ terms: LeaseTerms) -> String {
    guard let clause = terms.index else { return text("index.none") }
    var said = text("index.\(clause.comparison.rawValue)", ["index": clause.index.rawValue, "quarter": clause.base.text(in: language)])
    if let tunnel = clause.tunnel { said += ", " + text("index.tunnel", ["share": Format(language).percentage(tunnel)]) }
    if let day = terms.indexDay { said += ", " + text("index.first", ["day": Format(language).day(day)]) }
    return said
  }
  private func text(_ key: String, _ arguments: [String: String] = [:]) -> String { texts.text("leasing.\(key)", in: language, arguments) }
}
