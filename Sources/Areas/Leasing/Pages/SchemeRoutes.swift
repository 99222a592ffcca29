import Kernel
import Spaces
import Store
import Web

/// The ways of letting, version by version, and how VAT falls on the buildings.
package struct SchemeRoutes: Sendable {
  package init() {}

  package var table: [Route] {
    [
      .get("/schemes", .needs(.keepSchemes), schemes),
      .get("/schemes/new", .needs(.keepSchemes), newScheme),
      .post("/schemes", .needs(.keepSchemes), addScheme, shownBy: newScheme),
      .get("/schemes/:scheme/terms", .needs(.keepSchemes), termsForm),
      .post("/schemes/:scheme/terms", .needs(.keepSchemes), setTerms, shownBy: termsForm),
      .post("/premises-regimes", .needs(.keepSchemes), setRegime, shownBy: schemes),
      .get("/api/schemes", .needsSomewhere(.seeLeases), schemesJSON),
      .post("/api/schemes", .needs(.keepSchemes), addSchemeJSON),
      .post("/api/schemes/:scheme/terms", .needs(.keepSchemes), setTermsJSON),
      .get("/api/premises-regimes", .needs(.keepSchemes), regimesJSON),
      .post("/api/premises-regimes", .needs(.keepSchemes), setRegimeJSON),
    ]
  }

  struct Known: Sendable {
    let schemes: [Scheme]
    let versions: [ID<Scheme>: [SchemeVersion]]
    let regimes: [PremisesRegime]
    let buildings: [Building]
  }
  func known(_ visit: Visit) async throws -> Known {
    try await visit.database.read { transaction in
      Known(
        schemes: try transaction.schemes(), versions: Dictionary(grouping: try transaction.schemeVersions(), by: \.scheme),
        regimes: try transaction.premisesRegimes(), buildings: try transaction.buildings())
    }
  }

  func schemes(_ visit: Visit) async throws -> Answer {
    let known = try await known(visit)
    let format = visit.format
    let names = Dictionary(uniqueKeysWithValues: known.schemes.map { ($0.id, $0.name(in: visit.language)) })
    let rows = known.schemes.flatMap { scheme in
      (known.versions[scheme.id] ?? []).reversed().enumerated().map { place, version -> PageRow in
        let terms = version.terms
        let stay = [terms.stayLeast.map { "≥ \($0)" }, terms.stayMost.map { "≤ \($0)" }].compactMap(\.self).joined(separator: ", ")
        let age = [terms.ageLeast.map { "≥ \($0)" }, terms.ageMost.map { "≤ \($0)" }].compactMap(\.self).joined(separator: ", ")
        let notice =
          terms.notice.months > 0
          ? visit.text("leasing.months", ["count": "\(terms.notice.months)"])
          : visit.text("leasing.days", ["count": "\(terms.notice.days)"])
        return PageRow(
          [
            place == 0 ? .init(names[scheme.id] ?? "", path: "/schemes/\(scheme.id)/terms") : .init(""),
            .init(format.shortDay(version.from), isHead: place > 0),
            .init(terms.firstTerm.map { "\($0)" } ?? "–"), .init(stay.isEmpty ? "–" : stay),
            .init(age.isEmpty ? "–" : age),
            .init(terms.ladder.map { $0.shares.map { format.percentage($0) }.joined(separator: " / ") } ?? "–"), .init(notice),
            .init(terms.exit.flatMap { names[$0] } ?? "–"),
          ], notes: [terms.reference])
      }
    }
    let heads = ["scheme", "since", "firstTerm", "stay", "age", "ladder", "notice", "exit"].map {
      visit.leasingColumn($0, isNumber: ["firstTerm", "stay", "age"].contains($0))
    }
    let buildings = Dictionary(uniqueKeysWithValues: known.buildings.map { ($0.id, $0.name) })
    let regimes = known.regimes.map { regime in
      PageRow(
        [
          .init(buildings[regime.building] ?? ""), .init(format.shortDay(regime.from)),
          .init(visit.text("leasing.regime.\(regime.regime.rawValue)")),
          .init(regime.declaredOn.map { format.shortDay($0) } ?? "–"), .init(regime.endableFrom.map { format.shortDay($0) } ?? "–"),
        ], notes: [regime.reference])
    }
    return .page(
      LeasingTablePage(
        title: visit.text("leasing.schemes.title"), lead: visit.text("leasing.schemes.lead"), tabs: visit.leasingTabs("/schemes"), csv: nil,
        choosers: [],
        tables: [
          PageTable(visit.text("leasing.schemes.table"), hint: visit.text("leasing.schemes.tableHint"), columns: heads, rows: rows),
          PageTable(
            visit.text("leasing.schemes.regimes"),
            columns: ["building", "since", "vat", "declared", "bound"].map { visit.leasingColumn($0) }, rows: regimes,
            empty: visit.text("leasing.schemes.noRegime")),
        ],
        forms: [
          LeasingTablePage.Form(
            title: visit.text("leasing.schemes.addRegime"), hint: visit.text("leasing.schemes.regimeHint"), action: "/premises-regimes",
            fields: [
              visit.field(
                "building", .select, label: "leasing.column.building", required: true,
                options: known.buildings.map { Field.Option($0.id.text, $0.name) }),
              visit.field("from", .date, label: "leasing.field.from", required: true),
              visit.field(
                "regime", .select, label: "leasing.fact.vat", value: "option", required: true,
                options: visit.options(of: VATRegime.self, texts: "leasing.regime")),
              visit.field("declared_on", .date, label: "leasing.column.declared"),
              visit.field("reference", label: "leasing.fact.reference", required: true),
            ], button: visit.text("leasing.form.save"), isUpload: false, isFirst: false, isOpen: visit.isShownAgain || regimes.isEmpty)
        ], create: PageLink(visit.text("leasing.schemes.new"), "/schemes/new", isMain: true)))
  }

  func termsForm(_ visit: Visit) async throws -> Answer {
    let id: ID<Scheme> = try visit.id("scheme")
    let known = try await known(visit)
    guard let scheme = known.schemes.first(where: { $0.id == id }), let last = known.versions[id]?.last else { throw Refusal.notFound }
    return .page(
      LeaseFormPage(
        title: scheme.name(in: visit.language), lead: visit.text("leasing.schemes.versionLead"), action: "/schemes/\(id)/terms",
        groups: SchemeForm.groups(visit, last.terms, exits: known.schemes.filter { $0.id != id }),
        button: visit.text("leasing.form.save"), back: "/schemes", previewButton: nil, isUpload: false, table: nil))
  }

  private func reading(_ visit: Visit) throws -> SetSchemeTerms {
    let id: ID<Scheme> = try visit.id("scheme")
    var reader = InputReader(visit.form)
    let from = reader.requiredDay("from")
    let terms = SchemeForm.terms(&reader)
    try reader.finish()
    guard let from else { throw Refusal.invalid("kernel.problem.missing", field: "from") }
    return SetSchemeTerms(id, from: from, terms)
  }
  func setTerms(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try reading(visit))
    return .see("/schemes")
  }
  func setTermsJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try reading(visit))
    return try await schemesJSON(visit)
  }

  private func regimeReading(_ visit: Visit) throws -> SetPremisesRegime {
    var reader = InputReader(visit.form)
    let building: ID<Building>? = reader.requiredID("building")
    let from = reader.requiredDay("from")
    let regime = reader.requiredChoice("regime", of: VATRegime.self)
    let declared = reader.day("declared_on")
    let reference = reader.requiredText("reference", limit: 300)
    try reader.finish()
    guard let building, let from, let regime else { throw Refusal.invalid("kernel.problem.missing") }
    return SetPremisesRegime(building, from: from, regime, declaredOn: declared, reference: reference)
  }
  func setRegime(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try regimeReading(visit))
    return .see("/schemes")
  }
  func setRegimeJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try regimeReading(visit))
    return try await regimesJSON(visit)
  }
  func regimesJSON(_ visit: Visit) async throws -> Answer {
    .json(try await visit.database.read { try $0.premisesRegimes() }.map(PremisesRegimeJSON.init))
  }
  func schemesJSON(_ visit: Visit) async throws -> Answer {
    let known = try await known(visit)
    return .json(known.schemes.map { SchemeJSON($0, known.versions[$0.id] ?? [], visit.language) })
  }
}
