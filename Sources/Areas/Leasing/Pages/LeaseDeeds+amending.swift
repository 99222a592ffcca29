import Invoicing
import Kernel
import Web

/// The form of an amendment.
extension LeaseWords {
  var amending: [Field] {
    let lines = [Field.Option("", visit.text("leasing.field.newLine"))] + view.facts.lines.map { Field.Option($0.id.text, $0.text) }
    return [
      visit.field("day", .date, label: "leasing.field.from", required: true),
      visit.field("summary", .textarea, label: "leasing.field.summary", required: true),
      visit.field("line", .select, label: "leasing.field.line", options: lines),
      visit.box("ends", label: "leasing.field.ends", ticked: false),
    ] + LeaseForm.line(visit, prefix: "") + [
      visit.field("reduction_from", .date, label: "leasing.field.reductionFrom"),
      visit.field("reduction_last", .date, label: "leasing.field.reductionLast"),
      visit.field("reduction_share", .number, label: "leasing.field.reductionShare", hint: "leasing.hint.share"),
    ] + amendingTerms
  }

  /// What is left empty stays as it is.
  private var amendingTerms: [Field] {
    func choose<Choice: CaseIterable & RawRepresentable>(_ name: String, _: Choice.Type, label: String, texts: String) -> Field
    where Choice.RawValue == String {
      visit.field(
        name, .select, label: label,
        options: [Field.Option("", visit.text("leasing.field.unchanged"))] + visit.options(of: Choice.self, texts: texts))
    }
    return [
      choose("regime", VATRegime.self, label: "leasing.fact.vat", texts: "leasing.regime"),
      choose("frequency", Rhythm.Frequency.self, label: "leasing.field.frequency", texts: "leasing.frequency"),
      choose("timing", Rhythm.Timing.self, label: "leasing.field.timing", texts: "leasing.timing"),
      choose("proration", Proration.self, label: "leasing.fact.proration", texts: "leasing.proration"),
      visit.field("payment_days", .number, label: "leasing.field.payment", hint: "leasing.hint.unchanged"),
      visit.field("purchase_order", label: "leasing.fact.purchaseOrder", hint: "leasing.hint.unchanged"),
      visit.field(
        "payer", .select, label: "leasing.fact.payer", hint: "leasing.hint.payerAmended",
        options: [Field.Option("", visit.text("leasing.field.unchanged"))] + view.organisations.map { Field.Option($0.id.text, $0.name) }),
      visit.field("deposit", .money, label: "leasing.field.deposit", hint: "leasing.hint.unchanged"),
      visit.box("deposit_usual", label: "leasing.field.depositUsual", ticked: false),
    ] + amendingIndex + [
      file("leasing.field.signedPaper", ".pdf,.jpg,.png", hint: "leasing.hint.paperLater"), previewing,
    ]
  }

  /// Another clause of the index, or none; its quarter is asked for with it.
  private var amendingIndex: [Field] {
    let unchanged = Field.Option("", visit.text("leasing.field.unchanged"))
    return [
      visit.field(
        "index", .select, label: "leasing.fact.index", hint: "leasing.hint.indexAmended",
        options: [unchanged, Field.Option("none", visit.text("leasing.index.none"))]
          + visit.options(of: RentIndex.self, texts: "leasing.indexName")),
      visit.field(
        "index_base", .select, label: "leasing.field.base",
        options: [Field.Option("", visit.text("leasing.field.choose"))]
          + view.quarters.map { Field.Option("\($0)", visit.quarterText($0)) }),
      visit.field(
        "index_comparison", .select, label: "leasing.field.comparison", value: "same",
        options: visit.options(of: IndexClause.Comparison.self, texts: "leasing.comparison")),
      visit.field("index_day", .date, label: "leasing.field.indexDay", hint: "leasing.hint.indexDayAmended"),
      visit.field("tunnel", .number, label: "leasing.field.tunnel", hint: "leasing.hint.tunnel"),
      visit.box("small_firm", label: "leasing.field.smallFirm", ticked: view.terms.index?.isSmallFirm ?? true),
    ]
  }

  /// Ticked, nothing is done: the page comes back with what would follow, and the box empty.
  private var previewing: Field {
    let typed = visit.box("preview", label: "leasing.field.preview", ticked: false, hint: "leasing.hint.preview")
    var field = typed
    field.value = ""
    return field
  }
}
