import Kernel
import Spaces
import Store
import Web

extension FileRoutes {
  private static let sorts = ["-received", "name", "state", "earliest"]

  private func found(_ visit: Visit, size: Int) async throws -> (ListQuery, rows: [Application], total: Int) {
    let list = visit.list(sorts: FileRoutes.sorts, size: size)
    var search = ApplicationSearch()
    search.state = ApplicationState(rawValue: visit.query["state"])
    (search.words, search.sort, search.isDescending) = (list.foldedWords, list.sort, list.isDescending)
    (search.limit, search.offset) = (list.size, list.offset)
    let (rows, total) = try await visit.database.read { [search] in try $0.applications(search) }
    return (list, rows, total)
  }

  func list(_ visit: Visit) async throws -> Answer {
    let (list, rows, total) = try await found(visit, size: 50)
    let states = visit.options(of: ApplicationState.self, texts: "demand.state")
    let columns = [
      ListColumn("demand.column.name", sort: "name"), ListColumn("demand.column.state", sort: "state"), ListColumn("demand.column.need"),
      ListColumn("demand.column.earliest", sort: "earliest"), ListColumn("demand.column.received", sort: "received"),
    ]
    return visit.listPage(
      ListFrame(
        title: visit.text("demand.files.title"), lead: visit.text("demand.files.lead"),
        actions: [
          PageLink(visit.text("demand.files.new"), "/applications/new", isMain: true),
          PageLink(visit.text("demand.list.title"), "/waiting-list"),
        ], csv: "/applications.csv",
        filters: [visit.filter("state", label: "demand.column.state", options: states, all: "demand.files.all")]), list, total: total,
      columns: columns, rows: rows.map { row($0, visit) }, hint: "demand.files.none")
  }

  private func row(_ file: Application, _ visit: Visit) -> PageRow {
    let format = visit.format
    return PageRow([
      PageCell(visit.name(of: file), path: "/applications/\(file.id)"),
      PageCell(visit.text("demand.state.\(file.state.rawValue)"), badge: "badge-\(file.state.badge)"),
      PageCell(visit.need(file.facts.wish)),
      PageCell(format.shortDay(file.facts.wish.earliest)),
      PageCell(format.shortDay(file.receivedOn)),
    ])
  }

  func listCSV(_ visit: Visit) async throws -> Answer {
    let (_, rows, _) = try await found(visit, size: 100_000)
    let hidden = try await visit.database.read { try $0.recusedFiles(of: visit.viewer.person) }
    let names = ["name", "state", "cells", "area", "kind", "earliest", "latest", "budget", "jobs", "received", "listed", "score"]
    return .csv(
      names.map { visit.text("demand.column.\($0)") },
      rows.map { file in
        let wish = file.facts.wish
        return [
          file.facts.name, visit.text("demand.state.\(file.state.rawValue)"), wish.cells.map { String($0) } ?? "",
          wish.area.map { visit.format.typed($0) } ?? "", wish.kind ?? "", wish.earliest.description, wish.latest?.description ?? "",
          wish.monthlyBudget.map { visit.format.typed($0) } ?? "", String(file.facts.jobs), file.receivedOn.description,
          file.state.isListed ? file.listedOn?.description ?? "" : "",
          hidden.contains(file.id) ? "" : file.score.map { Scores.text($0, visit.format) } ?? "",
        ]
      }, name: "applications-\(visit.today).csv")
  }

  func listJSON(_ visit: Visit) async throws -> Answer {
    let (_, rows, total) = try await found(visit, size: 200)
    return .json(rows.map { ApplicationLineJSON($0) }).with("x-total-count", String(total))
  }
}

extension ApplicationState {
  /// The colour of its word.
  var badge: String {
    switch self {
    case .draft: "draft"
    case .submitted: "offer"
    case .accepted: "free"
    case .waiting: "option"
    case .agreed: "done"
    case .refused, .removed: "late"
    case .inactive, .withdrawn: "works"
    }
  }
}

extension Visit {
  /// Of somebody forgotten there is no name.
  func name(of file: Application) -> String { named(file.facts.name) }
  func named(_ applicant: String) -> String { applicant.isEmpty ? text("demand.files.forgotten") : applicant }

  /// `3 modules, 45,00 m²`.
  func need(_ wish: Wish) -> String {
    let parts = [
      wish.cells.map { text("demand.page.cells", ["count": format.number($0)]) }, wish.area.map { format.area($0) },
      // A number of cells says already that cells are meant.
      wish.kind.flatMap { $0 == CellKind.module.rawValue && wish.cells != nil ? nil : text("spaces.plan.kind.\($0)") },
    ]
    let known = parts.compactMap(\.self)
    return known.isEmpty ? "—" : known.joined(separator: ", ")
  }
}
