import Kernel
import Store
import Web

/// What can be said of a scheme, as a form asks it: for a new one, and for a later version of one that exists.
enum SchemeForm {
  static func groups(_ visit: Visit, _ terms: SchemeTerms?, exits: [Scheme]) -> [LeaseFormPage.Group] {
    func number(_ name: String, _ value: Int?) -> Field {
      visit.field(name, .number, label: "leasing.scheme.\(name)", value: value.map { "\($0)" })
    }
    return [
      LeaseFormPage.Group(
        legend: visit.text("leasing.group.version"), hint: nil,
        fields: [
          visit.field("from", .date, label: "leasing.scheme.from", required: true),
          visit.field("reference", label: "leasing.fact.reference", value: terms?.reference, required: true, width: "full"),
        ]),
      LeaseFormPage.Group(
        legend: visit.text("leasing.group.stay"), hint: visit.text("leasing.hint.months"),
        fields: [
          number("age_least", terms?.ageLeast), number("age_most", terms?.ageMost), number("first_term", terms?.firstTerm),
          number("renewal_step", terms?.renewalStep),
          number("stay_least", terms?.stayLeast), number("stay_most", terms?.stayMost),
          visit.box("tacit", label: "leasing.scheme.tacit", ticked: terms?.isTacit ?? false),
          visit.field(
            "exit", .select, label: "leasing.column.exit", value: terms?.exit?.text,
            options: [Field.Option("", "–")]
              + exits.map { Field.Option($0.id.text, $0.name(in: visit.language)) }),
        ]),
      LeaseFormPage.Group(
        legend: visit.text("leasing.group.money"), hint: nil,
        fields: [
          visit.field(
            "ladder", label: "leasing.scheme.ladder", value: terms?.ladder?.shares.map { "\($0.basisPoints / 100)" }.joined(separator: " "),
            hint: "leasing.hint.ladder"),
          visit.field(
            "deposit_months", .number, label: "leasing.scheme.deposit_months",
            value: visit.format.typed(Money(cents: terms?.depositMonths ?? 100))),
          visit.field(
            "vat", .select, label: "leasing.fact.vat", value: terms?.vat.rawValue ?? "premises", required: true,
            options: visit.options(of: SchemeVAT.self, texts: "leasing.schemeVAT")),
          number("notice_months", terms?.notice.months), number("notice_days", terms?.notice.days),
          visit.box("notice_triennial", label: "leasing.scheme.notice_triennial", ticked: terms?.notice.onlyEachThreeYears ?? false),
        ]),
    ]
  }

  static func terms(_ reader: inout InputReader) -> SchemeTerms {
    let typed = reader.text("ladder", limit: 100) ?? ""
    let ladder = PriceLadder(typed.split(separator: " ").map { "\($0.filter { $0 != "%" })00" }.joined(separator: " "))
    if ladder == nil { reader.problems.add("leasing.problem.ladder", field: "ladder") }
    let deposit = reader.hundredths("deposit_months", limit: 120_00) ?? 0
    let vat = reader.requiredChoice("vat", of: SchemeVAT.self)
    let exit: ID<Scheme>? = reader.id("exit")
    let notice = NoticeRule(
      months: reader.integer("notice_months", in: 0...120) ?? 0, days: reader.integer("notice_days", in: 0...365) ?? 0,
      onlyEachThreeYears: reader.flag("notice_triennial"))
    var terms = SchemeTerms(
      notice: notice, exit: exit, depositMonths: deposit, isTacit: reader.flag("tacit"), vat: vat ?? .premises,
      reference: reader.requiredText("reference", limit: 300))
    terms.ladder = ladder?.shares.isEmpty ?? true ? nil : ladder
    func months(_ name: String) -> Int? { reader.integer(name, in: 0...1200) }
    (terms.ageLeast, terms.ageMost) = (months("age_least"), months("age_most"))
    (terms.firstTerm, terms.renewalStep) = (months("first_term"), months("renewal_step"))
    (terms.stayLeast, terms.stayMost) = (months("stay_least"), months("stay_most"))
    return terms
  }
}

extension SchemeRoutes {
  func newScheme(_ visit: Visit) async throws -> Answer {
    let known = try await known(visit)
    let kinds = LeaseKind.allCases.map { Field.Option($0.rawValue, visit.text("leasing.schemeKind.\($0.rawValue)")) }
    let named = LeaseFormPage.Group(
      legend: visit.text("leasing.group.scheme"), hint: visit.text("leasing.hint.schemeKind"),
      fields: [
        visit.field("name_fr", label: "leasing.scheme.name_fr", required: true),
        visit.field("name_en", label: "leasing.scheme.name_en", hint: "leasing.hint.schemeName"),
        visit.field("name_de", label: "leasing.scheme.name_de", hint: "leasing.hint.schemeName"),
        visit.field(
          "kind", .select, label: "leasing.scheme.kind", required: true,
          options: [Field.Option("", visit.text("leasing.field.choose"))] + kinds),
        visit.field("code", label: "leasing.scheme.code", required: true, hint: "leasing.hint.schemeCode"),
      ])
    return .page(
      LeaseFormPage(
        title: visit.text("leasing.schemes.new"), lead: visit.text("leasing.schemes.newLead"), action: "/schemes",
        groups: [named] + SchemeForm.groups(visit, nil, exits: known.schemes), button: visit.text("leasing.form.save"), back: "/schemes",
        previewButton: nil, isUpload: false, table: nil))
  }

  func addScheme(_ visit: Visit) async throws -> Answer {
    _ = try await visit.perform(try adding(visit))
    return .see("/schemes")
  }
  func addSchemeJSON(_ visit: Visit) async throws -> Answer {
    let id = try await visit.perform(try adding(visit))
    let known = try await known(visit)
    guard let scheme = known.schemes.first(where: { $0.id == id }) else { throw Refusal.notFound }
    return .json(SchemeJSON(scheme, known.versions[id] ?? [], visit.language), status: 201)
  }

  private func adding(_ visit: Visit) throws -> AddScheme {
    var reader = InputReader(visit.form)
    var names: [Language: String] = [.french: reader.requiredText("name_fr", limit: 100)]
    names[.english] = reader.text("name_en", limit: 100)
    names[.german] = reader.text("name_de", limit: 100)
    let kind = reader.requiredChoice("kind", of: LeaseKind.self)
    let code = reader.requiredText("code", limit: 40)
    let from = reader.requiredDay("from")
    let terms = SchemeForm.terms(&reader)
    try reader.finish()
    guard let kind, let from else { throw Refusal.invalid("kernel.problem.missing") }
    return AddScheme(code: code, kind, names: names, from: from, terms)
  }
}
