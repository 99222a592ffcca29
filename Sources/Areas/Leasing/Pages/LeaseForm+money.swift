import Invoicing
import Kernel
import People
import Spaces
import Store
import Web

/// What is paid and how it is revised.
extension LeaseForm {
  static func money(_ visit: Visit, _ terms: LeaseTerms?) -> [Field] {
    [
      visit.field(
        "frequency", .select, label: "leasing.field.frequency", value: terms?.rhythm.frequency.rawValue ?? "month",
        options: visit.options(of: Rhythm.Frequency.self, texts: "leasing.frequency")),
      visit.field(
        "timing", .select, label: "leasing.field.timing", value: terms?.rhythm.timing.rawValue ?? "advance",
        options: visit.options(of: Rhythm.Timing.self, texts: "leasing.timing")),
      visit.field("payment_days", .number, label: "leasing.field.payment", value: "\(terms?.paymentDays ?? 30)"),
      visit.field(
        "proration", .select, label: "leasing.fact.proration", value: terms?.proration.rawValue ?? "actual",
        options: visit.options(of: Proration.self, texts: "leasing.proration")),
      visit.field(
        "regime", .select, label: "leasing.fact.vat", value: terms?.regime.rawValue, hint: "leasing.hint.regime",
        options: [Field.Option("", visit.text("leasing.field.byPremises"))] + visit.options(of: VATRegime.self, texts: "leasing.regime")),
      visit.field(
        "deposit", .money, label: "leasing.field.deposit", value: terms.map { visit.format.typed($0.deposit) }, hint: "leasing.hint.deposit"
      ),
      visit.field("purchase_order", label: "leasing.fact.purchaseOrder", value: terms?.purchaseOrder),
    ]
  }

  static func index(_ visit: Visit, _ known: Known, _ terms: LeaseTerms?) -> [Field] {
    let clause = terms?.index
    return [
      visit.field(
        "index", .select, label: "leasing.fact.index", value: clause?.index.rawValue,
        options: [Field.Option("", visit.text("leasing.index.none"))] + visit.options(of: RentIndex.self, texts: "leasing.indexName")),
      visit.field(
        "index_base", .select, label: "leasing.field.base", value: clause.map { "\($0.base)" } ?? known.quarters.first.map { "\($0)" },
        options: known.quarters.map { Field.Option("\($0)", visit.quarterText($0)) }),
      visit.field(
        "index_comparison", .select, label: "leasing.field.comparison", value: clause?.comparison.rawValue ?? "same",
        options: visit.options(of: IndexClause.Comparison.self, texts: "leasing.comparison")),
      visit.field("index_day", .date, label: "leasing.field.indexDay", value: terms?.indexDay?.description, hint: "leasing.hint.indexDay"),
      visit.field(
        "tunnel", .number, label: "leasing.field.tunnel", value: clause?.tunnel.map { visit.format.typed(Money(cents: $0.basisPoints)) },
        hint: "leasing.hint.tunnel"),
      visit.box("small_firm", label: "leasing.field.smallFirm", ticked: clause?.isSmallFirm ?? true),
    ]
  }
}
