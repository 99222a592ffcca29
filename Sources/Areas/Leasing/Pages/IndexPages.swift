import Kernel
import Store
import Web

/// A page of tables with a form or two: indices, the revisions of a month, schemes.
package struct LeasingTablePage: Page {
  struct Form: Sendable {
    let title: String
    let hint: String?
    let action: String
    let fields: [Field]
    let button: String
    let isUpload: Bool
    /// One button above the tables, rather than a form below them.
    let isFirst: Bool
    let isOpen: Bool
  }
  package static let template = "leasing-tables"
  package let title: String
  let lead: String
  let tabs: [PageLink]
  let csv: String?
  let choosers: [Form]
  let tables: [PageTable]
  let forms: [Form]
  /// Where another is added.
  var create: PageLink?

  package static let sample = LeasingTablePage(
    title: "Indices", lead: "Publiés par l’Insee.", tabs: [.sample], csv: "/indices.csv",
    choosers: [
      Form(
        title: "Mois", hint: "Quel mois", action: "/indexation", fields: [Field("month", .month, label: "Mois")], button: "Voir",
        isUpload: false, isFirst: true, isOpen: true)
    ],
    tables: [.sample],
    forms: [
      Form(
        title: "Ajouter", hint: "Une valeur", action: "/indices", fields: [Field("value", .number, label: "Valeur")], button: "Ajouter",
        isUpload: true, isFirst: true, isOpen: true)
    ], create: .sample)
}

/// The indices, and the revisions that follow from them.
package struct IndexRoutes: Sendable {
  package init() {}

  package var table: [Route] {
    [
      .get("/indices", .needs(.keepIndices), indices),
      .get("/indices.csv", .needs(.keepIndices), indicesCSV),
      .post("/indices", .needs(.keepIndices), addIndex, shownBy: indices, bodyLimit: 6 << 20),
      .get("/indexation", .needs(.writeLeases), indexation),
      .post("/indexation", .needs(.writeLeases), indexMonth, shownBy: indexation),
      .get("/api/indices", .needs(.keepIndices), indicesJSON),
      .post("/api/indices", .needs(.keepIndices), addIndexJSON),
      .get("/api/indexation", .needs(.writeLeases), indexationJSON),
      .post("/api/indexation", .needs(.writeLeases), indexMonthJSON),
    ]
  }

  func indices(_ visit: Visit) async throws -> Answer {
    let values = try await visit.database.read { try $0.indexValues() }
    let ceilings = try await visit.database.read { try $0.indexCeilings() }
    let format = visit.format
    let quarters = Set(values.map(\.point.quarter)).sorted(by: >)
    let known = Dictionary(uniqueKeysWithValues: values.map { ("\($0.point.index.rawValue) \($0.point.quarter)", $0) })
    let rows = quarters.map { quarter -> PageRow in
      let cells = RentIndex.allCases.flatMap { index -> [PageCell] in
        guard let value = known["\(index.rawValue) \(quarter)"] else { return [.init("–"), .init("")] }
        let published = value.point.publishedOn.map { format.shortDay($0) }
        let note = [published, value.isSingleSource ? visit.text("leasing.indices.single") : nil].compactMap(\.self).joined(
          separator: " · ")
        return [.init(visit.shownPoint(value.point.hundredths)), .init(note)]
      }
      return PageRow([.init(visit.quarterText(quarter))] + cells)
    }
    let published = visit.text("leasing.indices.published")
    let table = PageTable(
      visit.text("leasing.indices.table"),
      columns: [
        visit.leasingColumn("quarter"), .init("ILC", isNumber: true), .init(published), .init("ILAT", isNumber: true), .init(published),
      ],
      rows: rows, empty: visit.text("leasing.indices.none"))
    let limits = PageTable(
      visit.text("leasing.indices.ceilings"),
      columns: [
        visit.leasingColumn("index"), visit.leasingColumn("quarter"), visit.leasingColumn("most", isNumber: true),
        .init(visit.text("leasing.fact.reference")),
      ],
      rows: ceilings.map {
        PageRow([
          .init($0.index.rawValue), .init("\(visit.quarterText($0.first)) – \(visit.quarterText($0.last))"),
          .init(format.percentage($0.most)), .init($0.reference),
        ])
      })
    var file = visit.field("file", .file, label: "leasing.indices.file", hint: "leasing.indices.fileHint")
    file.accept = ".xml"
    return .page(
      LeasingTablePage(
        title: visit.text("leasing.indices.title"), lead: visit.text("leasing.indices.lead"), tabs: visit.leasingTabs("/indices"),
        csv: "/indices.csv",
        choosers: [], tables: [table, limits],
        forms: [
          LeasingTablePage.Form(
            title: visit.text("leasing.indices.add"), hint: nil, action: "/indices",
            fields: [
              visit.field(
                "index", .select, label: "leasing.column.index", value: "ILAT",
                options: visit.options(of: RentIndex.self, texts: "leasing.indexName")),
              visit.field("quarter", label: "leasing.column.quarter", hint: "leasing.indices.quarterHint", width: "short"),
              visit.field("value", label: "leasing.indices.value", inputMode: "decimal", width: "short"),
              visit.field("published_on", .date, label: "leasing.indices.published"),
              visit.field("source", label: "leasing.indices.source"), file,
            ], button: visit.text("leasing.indices.addButton"), isUpload: true, isFirst: false, isOpen: visit.isShownAgain || rows.isEmpty)
        ]))
  }

  func indicesCSV(_ visit: Visit) async throws -> Answer {
    let values = try await visit.database.read { try $0.indexValues() }
    return .csv(
      ["index", "quarter", "value", "published", "source", "single"].map { visit.text("leasing.csv.\($0)") },
      values.map {
        [
          $0.point.index.rawValue, "\($0.point.quarter)", $0.point.text, $0.point.publishedOn?.description ?? "", $0.source,
          $0.isSingleSource ? "1" : "0",
        ]
      }, name: "indices-\(visit.today).csv")
  }
  func indicesJSON(_ visit: Visit) async throws -> Answer {
    .json(try await visit.database.read { try $0.indexValues() }.map(IndexValueJSON.init))
  }

  func addIndex(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try importing(visit))
    return .see("/indices")
  }
  func addIndexJSON(_ visit: Visit) async throws -> Answer {
    let outcome = try await visit.perform(try importing(visit))
    return .json(ImportedIndicesJSON(added: outcome.added, unchanged: outcome.unchanged))
  }

  /// A file of INSEE, or one value.
  private func importing(_ visit: Visit) throws -> ImportIndices {
    if let file = visit.files.first(where: { $0.field == "file" && !$0.bytes.isEmpty }) {
      return ImportIndices(
        try IndexFile.points(file.bytes), source: visit.form["source"].isEmpty ? "Insee SDMX" : String(visit.form["source"].prefix(200)))
    }
    var reader = InputReader(visit.form)
    let index = reader.requiredChoice("index", of: RentIndex.self)
    let text = reader.requiredText("quarter", limit: 7)
    let quarter = Quarter(text)
    if quarter == nil, !text.isEmpty { reader.problems.add("leasing.problem.quarter", field: "quarter") }
    let typed = reader.requiredText("value", limit: 10)
    let value = IndexFile.hundredths(typed)
    if value == nil, !typed.isEmpty { reader.problems.add("leasing.problem.value", field: "value") }
    let published = reader.day("published_on")
    let source = reader.requiredText("source", limit: 200)
    try reader.finish()
    guard let index, let quarter, let value else { throw Refusal.invalid("kernel.problem.missing") }
    return ImportIndices([IndexPoint(index, quarter, value, publishedOn: published)], source: source)
  }
}

struct IndexValueJSON: Encodable, Sendable {
  let index: RentIndex
  let quarter: String
  let hundredths: Int64
  let publishedOn: Day?
  let source: String
  let isSingleSource: Bool

  init(_ value: IndexValue) {
    (index, quarter, hundredths) = (value.point.index, "\(value.point.quarter)", value.point.hundredths)
    (publishedOn, source, isSingleSource) = (value.point.publishedOn, value.source, value.isSingleSource)
  }
}
struct ImportedIndicesJSON: Encodable, Sendable {
  let added: Int
  let unchanged: Int
}
