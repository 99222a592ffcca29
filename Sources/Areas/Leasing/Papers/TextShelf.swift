import Kernel
import Store
import Web

/// All texts of papers, with the versions the house wrote.
extension PaperRoutes {
  struct Shelf: Sendable {
    let schemes: [Scheme]
    let texts: [LeaseText]

    var names: [TextName] {
      schemes.map { TextName(.contract, scheme: $0.code) } + PaperKind.allCases.filter { $0 != .contract }.map { TextName($0) }
    }
    func scheme(_ name: TextName) -> Scheme? { name.scheme.flatMap { code in schemes.first { $0.code == code } } }
    /// Oldest first.
    func versions(_ name: TextName, _ language: Language) -> [LeaseText] {
      texts.filter { $0.kind == name.kind && $0.language == language && $0.scheme == scheme(name)?.id }
    }
  }
  func shelf(_ visit: Visit) async throws -> Shelf {
    try await visit.database.read { Shelf(schemes: try $0.schemes(), texts: try $0.leaseTexts()) }
  }
  func title(_ name: TextName, _ shelf: Shelf, _ visit: Visit) -> String {
    if let scheme = shelf.scheme(name) {
      return visit.text("leasing.paper.title.contract", ["scheme": scheme.name(in: visit.language)])
    }
    return visit.text("leasing.texts.kind.\(name.kind.rawValue)")
  }

  func texts(_ visit: Visit) async throws -> Answer {
    let shelf = try await shelf(visit)
    let rows = shelf.names.map { name in
      PageRow(
        [PageCell(title(name, shelf, visit))]
          + Language.allCases.map { language -> PageCell in
            let last = shelf.versions(name, language).last { $0.from <= visit.today }
            let said = last.flatMap { $0.body.isEmpty ? nil : visit.text("leasing.texts.since", ["day": visit.format.shortDay($0.from)]) }
            return .init(said ?? visit.text("leasing.texts.shipped"), path: "/lease-texts/\(name)/\(language.rawValue)")
          })
    }
    let heads = [PageTable.Column(visit.text("leasing.papers.column.paper"))] + Language.allCases.map { PageTable.Column($0.ownName) }
    let table = PageTable(
      visit.text("leasing.texts.all"),
      columns: heads, rows: rows)
    return .page(
      LeasingTablePage(
        title: visit.text("leasing.texts.title"), lead: visit.text("leasing.texts.lead"), tabs: visit.leasingTabs("/lease-texts"),
        csv: nil, choosers: [], tables: [table], forms: []))
  }

  func textsJSON(_ visit: Visit) async throws -> Answer {
    let shelf = try await shelf(visit)
    return .json(
      shelf.names.flatMap { name in
        Language.allCases.map { language in
          TextJSON(name, language, shelf.versions(name, language), shipped: shipped(name, language, shelf, visit))
        }
      })
  }
  func textJSON(_ visit: Visit) async throws -> Answer {
    let shelf = try await shelf(visit)
    let (name, language) = try named(visit, shelf)
    return .json(TextJSON(name, language, shelf.versions(name, language), shipped: shipped(name, language, shelf, visit)))
  }

  func shipped(_ name: TextName, _ language: Language, _ shelf: Shelf, _ visit: Visit) -> String {
    ClauseText.shipped(name.kind, of: shelf.scheme(name)?.kind ?? .commercial, in: language, texts: visit.texts).body
  }
  func named(_ visit: Visit, _ shelf: Shelf) throws -> (TextName, Language) {
    guard let name = TextName(visit.path("text")), let language = Language(rawValue: visit.path("language")), shelf.names.contains(name)
    else {
      throw Refusal.notFound
    }
    return (name, language)
  }
}

/// A text with everything that was ever written for it.
struct TextJSON: Encodable, Sendable {
  struct Version: Encodable, Sendable {
    let from: Day
    let body: String
    let madeAt: Instant
    let madeBy: String
  }
  let text: String
  let language: Language
  let placeholders: [String]
  let shipped: String
  let versions: [Version]

  init(_ name: TextName, _ language: Language, _ versions: [LeaseText], shipped: String) {
    (text, self.language, self.shipped) = ("\(name)", language, shipped)
    placeholders = Placeholder.all(of: name.kind).map(\.rawValue)
    self.versions = versions.map { Version(from: $0.from, body: $0.body, madeAt: $0.madeAt, madeBy: $0.madeBy) }
  }
}
