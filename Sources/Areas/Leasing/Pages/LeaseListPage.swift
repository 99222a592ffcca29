import Kernel
import People
import Store
import Web

/// All leases, with search, filters and order.
package struct LeaseListPage: Page {
  struct Line: Sendable {
    let path: String
    let number: String
    let tenant: String
    let scheme: String
    let cells: String
    let span: String
    let monthly: String
    let state: String
    let stateText: String
  }
  package static let template = "leasing-list"
  package let title: String
  let newPath: String?
  let tabs: [LeasingTab]
  let list: ListView
  let total: String
  let lines: [Line]

  package static let sample = LeaseListPage(
    title: "Baux", newPath: "/leases/new", tabs: [LeasingTab.sample], list: .sample, total: "12 000,00 €",
    lines: [
      Line(
        path: "/leases/1", number: "BAIL-2025-0001", tenant: "Ada", scheme: "Pépinière", cells: "H1-001", span: "01/02/2025 –",
        monthly: "150,00 €", state: "running", stateText: "en cours")
    ])
}

/// One of the pages about letting.
struct LeasingTab: Sendable {
  let href: String
  let text: String
  let isCurrent: Bool
  static let sample = LeasingTab(href: "/leases", text: "Baux", isCurrent: true)
}

extension Visit {
  /// The pages of the area, as far as the visitor may see them.
  func leasingTabs(_ current: String) -> [LeasingTab] {
    let all: [(String, String, Permission?)] = [
      ("/leases", "leases", nil), ("/obligations", "obligations", nil), ("/indexation", "indexation", .writeLeases),
      ("/indices", "indices", .keepIndices),
      ("/schemes", "schemes", .keepSchemes), ("/lease-texts", "texts", .writeLeaseTexts),
    ]
    let shown = all.filter { tab in tab.2.map { viewer.may($0) } ?? true }
    return shown.count < 2
      ? [] : shown.map { LeasingTab(href: $0.0, text: text("leasing.tab.\($0.1)"), isCurrent: $0.0 == current) }
  }
}

extension LeaseRoutes {
  private static let sorts = ["-number"] + LeaseSearch.Order.allCases.filter { $0 != .number }.map(\.rawValue)

  func list(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: Self.sorts)
    let found = try await found(visit, list)
    let schemes = try await visit.database.read { try $0.schemes() }
    let states = LeaseState.allCases.map { Field.Option($0.rawValue, visit.text("leasing.state.\($0.rawValue)")) }
    let view = visit.listView(
      list, total: found.count,
      columns: [
        ListColumn("leasing.column.number", sort: "number"), ListColumn("leasing.column.tenant", sort: "tenant"),
        ListColumn("leasing.column.scheme", sort: "scheme"), ListColumn("leasing.column.cells"),
        ListColumn("leasing.column.span", sort: "from"), ListColumn("leasing.column.monthly", sort: "rent", isNumber: true),
        ListColumn("leasing.column.state"),
      ], csv: "/leases.csv",
      filters: [
        visit.filter("state", label: "leasing.column.state", options: states, all: "leasing.list.allStates"),
        visit.filter(
          "scheme", label: "leasing.column.scheme", options: schemes.map { Field.Option($0.code, $0.name(in: visit.language)) },
          all: "leasing.list.allSchemes"),
      ])
    let running = found.filter { $0.state == .running || $0.state == .noticed }.reduce(Money.zero) { $0 + $1.monthly }
    return .page(
      LeaseListPage(
        title: visit.text("leasing.list.title"), newPath: visit.viewer.may(.prepareLeases) ? "/leases/new" : nil,
        tabs: visit.leasingTabs("/leases"), list: view,
        total: visit.text("leasing.list.total", ["amount": visit.format.money(running)]),
        lines: list.slice(found).map { line($0, visit) }))
  }

  private func line(_ listed: LeaseListed, _ visit: Visit) -> LeaseListPage.Line {
    let lease = listed.lease
    return LeaseListPage.Line(
      path: "/leases/\(lease.id)", number: lease.number, tenant: listed.tenant, scheme: listed.scheme.name(in: visit.language),
      cells: listed.cells.joined(separator: ", "),
      span: visit.format.shortSpan(DaySpan(checking: lease.from, until: lease.span?.until ?? lease.term) ?? lease.agreed),
      monthly: visit.format.money(listed.monthly), state: listed.state.rawValue,
      stateText: visit.text("leasing.state.\(listed.state.rawValue)"))
  }

  func listCSV(_ visit: Visit) async throws -> Answer {
    let found = try await found(visit, visit.list(sorts: Self.sorts))
    let names = ["number", "tenant", "landlord", "scheme", "cells", "from", "last", "term", "monthly", "deposit", "index", "state"]
    let rows = found.map { listed -> [String] in
      let lease = listed.lease
      return [
        lease.number, listed.tenant, listed.landlord, listed.scheme.code, listed.cells.joined(separator: " "), lease.from.description,
        lease.span?.last?.description ?? "", lease.term.map { ($0 - 1).description } ?? "", visit.format.typed(listed.monthly),
        visit.format.typed(lease.terms.deposit), lease.terms.index.map { "\($0.index.rawValue) \($0.base)" } ?? "",
        visit.text("leasing.state.\(listed.state.rawValue)"),
      ]
    }
    return .csv(names.map { visit.text("leasing.column.\($0)") }, rows, name: "leases-\(visit.today).csv")
  }

  func listJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: Self.sorts, size: 200)
    let found = try await found(visit, list)
    return .json(list.slice(found).map(LeaseListJSON.init)).with("x-total-count", String(found.count))
  }

  private func found(_ visit: Visit, _ list: ListQuery) async throws -> [LeaseListed] {
    var search = LeaseSearch(on: visit.today, within: visit.viewer.reach(of: .seeLeases))
    search.words = list.foldedWords
    search.state = LeaseState(rawValue: visit.query["state"])
    search.scheme = visit.query["scheme"].isEmpty ? nil : visit.query["scheme"]
    search.sort = LeaseSearch.Order(rawValue: list.sort) ?? .number
    search.isDescending = list.isDescending
    return try await visit.database.read { [search] transaction in try transaction.leases(search) }
  }
}
