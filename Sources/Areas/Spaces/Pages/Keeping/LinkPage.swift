import Kernel
import Store
import Web

/// Who is beside whom: by the walls, and by what was declared by hand.
package struct LinkPage: Page {
  struct Declared: Sendable {
    let cells: String
    let says: String
    let isJoined: Bool
    let walls: String
    let changes: String
    let restsOn: [String]
    let reason: String
    let withdrawPath: String
  }
  package static let template = "spaces-links"
  package let title: String
  let tabs: [PageLink]
  let declared: [Declared]
  let hasDeclared: Bool
  let fields: [Field]
  let rule: String?
  let list: ListView

  package static let sample = LinkPage(
    title: "Voisinages", tabs: [.sample],
    declared: [
      Declared(
        cells: "110 – 211", says: "voisines", isJoined: true, walls: "aucun mur", changes: "deviennent voisines",
        restsOn: ["Ada : 110, 211"],
        reason: "Escalier", withdrawPath: "/links/1/withdraw")
    ], hasDeclared: true, fields: [Field("first", .text, label: "Première cellule")], rule: "1 m de mur", list: .sample)
}

extension KeepingRoutes {
  func links(_ visit: Visit) async throws -> Answer {
    let asked = visit.query["level"]
    let today = visit.today
    let known = try await visit.database.read { try LinksKnown($0, level: asked, on: today) }
    let list = visit.list(sorts: ["first", "wall"], size: 100)
    let pairs = known.pairs(list)
    let levels = known.levels.map { level in
      Field.Option(level.id.text, "\(known.buildings[level.building]?.name ?? "") – \(level.name)")
    }
    let level = Field(
      "level", .select, label: visit.text("spaces.keeping.column.level"), value: known.level?.id.text ?? "",
      groups: [Field.OptionGroup(nil, levels)])
    let columns = [
      ListColumn("spaces.keeping.link.first", sort: "first"), ListColumn("spaces.keeping.link.second"),
      ListColumn("spaces.keeping.link.wall", sort: "wall", isNumber: true), ListColumn("spaces.keeping.link.declared"),
    ]
    let declared = known.declared.map { self.declared($0, known, visit) }
    return .page(
      LinkPage(
        title: visit.text("spaces.keeping.tab.links"), tabs: visit.keepingTabs("/links"), declared: declared,
        hasDeclared: !declared.isEmpty, fields: linkFields(visit),
        rule: known.level.flatMap { known.buildings[$0.building] }.map { visit.wallRule($0) },
        list: visit.listView(
          list, named: visit.text("spaces.keeping.link.pairs"), total: pairs.count, columns: columns, csv: "/links.csv", filters: [level],
          action: "/links",
          rows: list.slice(pairs).map { pair in
            PageRow([
              PageCell(pair.first.code), PageCell(pair.second.code), PageCell(pair.wall == 0 ? "–" : visit.format.metres(pair.wall)),
              PageCell(
                pair.joined.map { visit.text($0 ? "spaces.keeping.link.joined" : "spaces.keeping.link.apart") } ?? "",
                badge: pair.joined == false ? "badge-late" : nil),
            ])
          })))
  }

  func linksCSV(_ visit: Visit) async throws -> Answer {
    let asked = visit.query["level"]
    let today = visit.today
    let known = try await visit.database.read { try LinksKnown($0, level: asked, on: today) }
    let rows = known.pairs(visit.list(sorts: ["first", "wall"])).map { pair in
      [
        pair.first.code, pair.second.code, visit.format.decimal(pair.wall, places: 3),
        pair.joined.map { visit.text($0 ? "spaces.keeping.link.joined" : "spaces.keeping.link.apart") } ?? "",
      ]
    }
    let columns = ["first", "second", "wall", "declared"].map { visit.text("spaces.keeping.link.\($0)") }
    return .csv(columns, rows, name: "links-\(today).csv")
  }

  func declareLink(_ visit: Visit) async throws -> Answer {
    try await linkDeclared(visit)
    return .see("/links").saying("spaces.keeping.done.link")
  }
  @discardableResult
  func linkDeclared(_ visit: Visit) async throws -> ID<DeclaredLink> {
    var reader = InputReader(visit.form)
    let joined = reader.requiredChoice("joined", of: LinkSaying.self)
    let reason = reader.requiredText("reason", limit: 400)
    var ends: [ID<Cell>?] = []
    for field in ["first", "second"] {
      let code = reader.requiredText(field, limit: 40)
      var problems = Problems()
      ends.append(code.isEmpty ? nil : try await TypedCells.read(code, on: visit.today, from: visit, into: &problems).first)
      for problem in problems.items { reader.problems.add(problem.code, field: field, problem.arguments) }
    }
    try reader.finish()
    guard let first = ends[0], let second = ends[1], let joined else { throw Refusal.invalid("kernel.problem.missing", field: "first") }
    return try await visit.perform(DeclareLink(first, second, joined: joined == .joined, reason: reason))
  }

  func withdrawLink(_ visit: Visit) async throws -> Answer {
    try await visit.perform(RemoveLink(try visit.id("link")))
    return .see("/links").saying("spaces.keeping.done.unlink")
  }

  private func declared(_ link: LinksKnown.Line, _ known: LinksKnown, _ visit: Visit) -> LinkPage.Declared {
    let effect = link.isJoined ? (link.wall > 0 ? "same" : "joins") : (link.wall > 0 ? "parts" : "same")
    return LinkPage.Declared(
      cells: "\(link.first.code) – \(link.second.code)",
      says: visit.text(link.isJoined ? "spaces.keeping.link.joined" : "spaces.keeping.link.apart"), isJoined: link.isJoined,
      walls: link.wall > 0 ? visit.format.metres(link.wall) : visit.text("spaces.keeping.link.noWall"),
      changes: visit.text("spaces.keeping.link.effect.\(effect)"),
      restsOn: link.restsOn.map { "\($0.organisation ?? "") : \($0.codes.joined(separator: ", "))" }, reason: link.reason,
      withdrawPath: "/links/\(link.id)/withdraw")
  }

  private func linkFields(_ visit: Visit) -> [Field] {
    [
      visit.field("first", label: "spaces.keeping.link.first", required: true, hint: "spaces.keeping.link.codeHint", width: "short"),
      visit.field("second", label: "spaces.keeping.link.second", required: true, width: "short"),
      visit.field(
        "joined", .radio, label: "spaces.keeping.link.says", value: LinkSaying.joined.rawValue, required: true,
        options: visit.options(of: LinkSaying.self, texts: "spaces.keeping.link")),
      visit.field("reason", label: "spaces.keeping.link.reason", required: true, hint: "spaces.keeping.link.reasonHint", width: "full"),
    ]
  }
}

/// What a declared link says.
enum LinkSaying: String, CaseIterable {
  case joined, apart
}
