import Kernel

/// What a text of a paper may name between braces.
package enum Placeholder: String, Sendable, CaseIterable {
  // Every paper.
  case house, tenant, number, scheme, from, last, today
  // What is agreed.
  case ground, purpose, building, area, term, notice, stay, reference, yearly, monthly, rhythm, payment, index, quarter, value, comparison
  case firstRevision, revisions, tunnel, vat, provision, propertyTax, deposit
  // What happened since.
  case place, day, summary, newQuarter, newValue, ratio, before, after, bound, present, keys, remarks, received, leaving, side, held
  case certificate, covered, uncovered, stop
  // Tables and the like, each a paragraph of its own.
  case parties, premises, rents, reductions, changes, calculation, items, photos, movements, signatures

  package var isBlock: Bool {
    switch self {
    case .parties, .premises, .rents, .reductions, .changes, .calculation, .items, .photos, .movements, .signatures: true
    default: false
    }
  }

  private static let common: [Placeholder] = [.house, .tenant, .number, .scheme, .from, .last, .today, .parties, .signatures]
  private static let agreed: [Placeholder] = [
    .ground, .purpose, .building, .area, .term, .notice, .stay, .reference, .yearly, .monthly, .rhythm, .payment, .index, .quarter, .value,
    .comparison, .firstRevision, .revisions, .tunnel, .vat, .provision, .propertyTax, .deposit, .premises, .rents, .reductions,
  ]

  /// What has a meaning in the texts of a kind; anything else is refused.
  package static func all(of kind: PaperKind) -> [Placeholder] {
    switch kind {
    case .contract: common + agreed
    case .amendment: common + agreed + [.place, .day, .summary, .changes]
    case .index:
      common + [.day, .index, .quarter, .value, .newQuarter, .newValue, .ratio, .before, .after, .bound, .reference, .calculation]
    case .entry, .exit: common + [.day, .present, .keys, .remarks, .items, .photos, .building, .area, .premises]
    case .notice, .dismissal: common + [.received, .leaving, .side, .notice, .remarks, .building, .area, .premises]
    case .insurance: common + [.certificate, .covered, .uncovered, .building, .area, .premises]
    case .term: common + [.stay, .stop, .reference, .building, .area, .premises]
    case .deposit: common + [.deposit, .held, .movements]
    }
  }
}
