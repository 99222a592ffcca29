import Invoicing
import Kernel
import People
import Spaces
import Store
import Web

/// The form of a lease: parties, premises, days, terms, what it asks.
package struct LeaseFormPage: Page {
  struct Group: Sendable {
    let legend: String
    let hint: String?
    let fields: [Field]
    /// Stands behind the fields.
    let picker: CellPicker?
    /// Rarely wanted, and folded; it opens by itself when something in it is said or wrong.
    let isFolded: Bool
    let isOpen: Bool
    let parts: [Part]

    init(legend: String, hint: String?, fields: [Field], picker: CellPicker? = nil, isFolded: Bool = false, parts: [Part] = []) {
      (self.legend, self.hint, self.fields, self.picker) = (legend, hint, fields, picker)
      (self.isFolded, self.parts) = (isFolded, parts)
      isOpen = (parts.flatMap(\.fields) + fields).contains { $0.problem != nil || !["", "0"].contains($0.value) }
    }
  }
  /// One of several alike within a folded group.
  struct Part: Sendable {
    let legend: String
    let fields: [Field]
  }
  package static let template = "leasing-form"
  package let title: String
  let lead: String?
  let action: String
  let groups: [Group]
  let button: String
  let back: String
  /// Asks to see what it would come to before it is done.
  let previewButton: String?
  let isUpload: Bool
  let table: PageTable?

  package static let sample = LeaseFormPage(
    title: "Nouveau bail", lead: "Rien n’est promis.", action: "/leases",
    groups: [
      Group(
        legend: "Parties", hint: "Qui loue", fields: [Field("tenant", .select, label: "Preneur")], picker: .sample, isFolded: true,
        parts: [Part(legend: "Palier 1", fields: [Field("step1_from", .date, label: "À partir du", value: "2026-03-01")])])
    ], button: "Préparer",
    back: "/leases", previewButton: "Chiffrer", isUpload: true, table: .sample)
}

/// The fields of a lease, for a new one, a draft, an amendment.
enum LeaseForm {
  static func line(_ visit: Visit, prefix: String, _ draft: LineDraft? = nil) -> [Field] {
    var basis = "month"
    var amount: Money?
    switch draft?.price {
    case .rate(let rate): (basis, amount) = ("rate", rate)
    case .year(let sum): (basis, amount) = ("year", sum)
    case .month(let sum): amount = sum
    case nil: break
    }
    let bases = ["rate", "year", "month"].map { Field.Option($0, visit.text("leasing.basis.\($0)")) }
    let kinds = LineReading.kinds.map { Field.Option($0.rawValue, visit.text("leasing.kind.\($0.rawValue)")) }
    return [
      visit.field("\(prefix)label", label: "leasing.field.label", value: draft?.text),
      visit.field("\(prefix)kind", .select, label: "leasing.column.kind", value: draft?.kind.rawValue ?? "rent", options: kinds),
      visit.field("\(prefix)amount", .money, label: "leasing.field.amount", value: amount.map { visit.format.typed($0) }),
      visit.field("\(prefix)basis", .select, label: "leasing.field.basis", value: basis, options: bases),
      visit.field("\(prefix)area", .area, label: "leasing.field.area", value: draft?.area.map { visit.format.typed($0) }),
      visit.field(
        "\(prefix)vat", .select, label: "leasing.column.vat", value: draft?.vat.rawValue ?? "premises",
        options: visit.options(of: LineVAT.self, texts: "leasing.lineVAT")),
      visit.box("\(prefix)indexed", label: "leasing.field.indexed", ticked: draft?.isIndexed ?? false),
    ]
  }

  struct Known: Sendable {
    let organisations: [(id: OrganisationID, name: String)]
    let entities: [(id: OrganisationID, name: String)]
    let schemes: [Scheme]
    let quarters: [Quarter]

    static func read(_ visit: Visit) async throws -> Known {
      let today = visit.today
      return try await visit.database.read { transaction in
        Known(
          organisations: try transaction.organisationNames(),
          entities: try transaction.houseEntities(on: today).map { ($0.organisation, $0.organisationName) },
          schemes: try transaction.schemes(), quarters: Set(try transaction.indexValues().map(\.point.quarter)).sorted(by: >))
      }
    }
  }

  static func groups(
    _ visit: Visit, _ known: Known, _ draft: LeaseDraft?, cells: [Cell], prefill: LeasePrefill? = nil, plan: PlanSnapshot,
    at path: String
  ) -> [LeaseFormPage.Group] {
    let asked = prefill ?? LeasePrefill(visit)
    let terms = draft?.terms
    func choose(_ options: [Field.Option]) -> [Field.Option] { [Field.Option("", visit.text("leasing.field.choose"))] + options }
    let organisations = known.organisations.map { Field.Option($0.id.text, $0.name) }
    let parties =
      [
        visit.field(
          "tenant", .select, label: "leasing.fact.tenant", value: draft?.tenant.text ?? asked.tenant, required: true,
          options: choose(organisations)),
        visit.field(
          "entity", .select, label: "leasing.fact.landlord", value: draft?.entity.text ?? known.entities.first?.id.text, required: true,
          options: known.entities.map { Field.Option($0.id.text, $0.name) }),
        visit.field(
          "payer", .select, label: "leasing.fact.payer", value: draft?.payer == draft?.tenant ? "" : draft?.payer?.text,
          options: [Field.Option("", visit.text("leasing.field.tenantPays"))] + organisations),
        visit.field(
          "language", .select, label: "leasing.field.language", value: (draft?.language ?? asked.language).rawValue,
          options: Language.allCases.map { Field.Option($0.rawValue, $0.ownName) }),
      ] + (asked.hold.map { [visit.hidden("hold", $0.id.text)] } ?? [])
    let premises = [
      visit.field(
        "scheme", .select, label: "leasing.column.scheme", value: draft?.scheme.text ?? asked.scheme, required: true,
        hint: "leasing.hint.scheme",
        options: choose(known.schemes.map { Field.Option($0.id.text, $0.name(in: visit.language)) })),
      visit.field("from", .date, label: "leasing.field.from", value: draft?.from.description ?? asked.from, required: true),
      visit.field(
        "last", .date, label: "leasing.field.last", value: draft == nil ? asked.last : draft?.until.map { ($0 - 1).description },
        hint: "leasing.hint.last"),
      visit.field("purpose", label: "leasing.field.purpose", value: terms?.purpose),
    ]
    let special = [
      visit.field("founded_on", .date, label: "leasing.field.founded", value: terms?.foundedOn?.description, hint: "leasing.hint.founded"),
      visit.box("retail", label: "leasing.field.retail", ticked: terms?.isRetail ?? false),
      visit.field("ground", .textarea, label: "leasing.field.ground", value: terms?.ground, hint: "leasing.hint.ground"),
      visit.field("note", .textarea, label: "leasing.field.note", value: terms?.note),
    ]
    var found = [
      LeaseFormPage.Group(legend: visit.text("leasing.group.parties"), hint: visit.text("leasing.hint.parties"), fields: parties),
      LeaseFormPage.Group(
        legend: visit.text("leasing.group.premises"), hint: visit.text("leasing.hint.premises"), fields: premises,
        picker: picker(visit, plan, draft, cells, asked, at: path)),
    ]
    let lines = draft?.lines ?? asked.lines
    for place in 1...max(2, min(LineReading.most, lines.count + 1)) {
      let line = place <= lines.count ? lines[place - 1] : nil
      found.append(
        LeaseFormPage.Group(
          legend: visit.text("leasing.group.line", ["number": "\(place)"]), hint: place == 1 ? visit.text("leasing.hint.line") : nil,
          fields: self.line(visit, prefix: "line\(place)_", line)))
    }
    found += [steps(visit, lines), reductions(visit, draft?.reductions ?? [])]
    found.append(
      LeaseFormPage.Group(legend: visit.text("leasing.group.money"), hint: visit.text("leasing.hint.money"), fields: money(visit, terms)))
    found.append(
      LeaseFormPage.Group(
        legend: visit.text("leasing.group.index"), hint: visit.text("leasing.hint.index"), fields: index(visit, known, terms)))
    found.append(
      LeaseFormPage.Group(
        legend: visit.text("leasing.group.special"), hint: visit.text("leasing.hint.special"), fields: special, isFolded: true))
    return found
  }
}
