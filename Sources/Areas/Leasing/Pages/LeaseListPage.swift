import Kernel
import People
import Store
import Web

extension Visit {
  func leasingColumn(_ name: String, isNumber: Bool = false) -> PageTable.Column {
    PageTable.Column(text("leasing.column.\(name)"), isNumber: isNumber)
  }

  /// The pages of the area, as far as the visitor may see them.
  func leasingTabs(_ current: String) -> [PageLink] {
    let all: [(String, String, Permission?)] = [
      ("/leases", "leases", nil), ("/obligations", "obligations", nil), ("/indexation", "indexation", .writeLeases),
      ("/indices", "indices", .keepIndices),
      ("/schemes", "schemes", .keepSchemes), ("/lease-texts", "texts", .writeLeaseTexts),
    ]
    let shown = all.filter { tab in tab.2.map { viewer.may($0) } ?? true }
    return shown.count < 2
      ? [] : shown.map { PageLink(text("leasing.tab.\($0.1)"), $0.0, isCurrent: $0.0 == current) }
  }
}

extension LeaseRoutes {
  private static let sorts = ["-number"] + LeaseSearch.Order.allCases.filter { $0 != .number }.map(\.rawValue)

  func list(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: Self.sorts, size: 25)
    let found = try await found(visit, list)
    let schemes = try await visit.database.read { try $0.schemes() }
    let states = LeaseState.allCases.map { Field.Option($0.rawValue, visit.text("leasing.state.\($0.rawValue)")) }
    let running = found.filter { $0.state == .running || $0.state == .noticed }.reduce(Money.zero) { $0 + $1.monthly }
    let frame = ListFrame(
      title: visit.text("leasing.list.title"), lead: visit.text("leasing.list.total", ["amount": visit.format.money(running)]),
      actions: visit.viewer.may(.prepareLeases) ? [PageLink(visit.text("leasing.form.new"), "/leases/new", isMain: true)] : [],
      tabs: visit.leasingTabs("/leases"), csv: "/leases.csv",
      filters: [
        visit.filter("state", label: "leasing.column.state", options: states, all: "leasing.list.allStates"),
        visit.filter(
          "scheme", label: "leasing.column.scheme", options: schemes.map { Field.Option($0.code, $0.name(in: visit.language)) },
          all: "leasing.list.allSchemes"),
      ])
    return visit.listPage(
      frame, list, total: found.count,
      columns: [
        ListColumn("leasing.column.number", sort: "number"), ListColumn("leasing.column.tenant", sort: "tenant"),
        ListColumn("leasing.column.scheme", sort: "scheme"), ListColumn("leasing.column.cells"),
        ListColumn("leasing.column.span", sort: "from"), ListColumn("leasing.column.monthly", sort: "rent", isNumber: true),
        ListColumn("leasing.column.state"),
      ], rows: list.slice(found).map { row($0, visit) })
  }

  private func row(_ listed: LeaseListed, _ visit: Visit) -> PageRow {
    let lease = listed.lease
    let span = DaySpan(checking: lease.from, until: lease.span?.until ?? lease.term) ?? lease.agreed
    return PageRow([
      PageCell(lease.number, path: "/leases/\(lease.id)", isTight: true), PageCell(listed.tenant),
      PageCell(listed.scheme.name(in: visit.language)), PageCell(listed.cells.joined(separator: ", ")),
      PageCell(visit.format.shortSpan(span), isTight: true), PageCell(visit.format.money(listed.monthly)),
      PageCell(visit.text("leasing.state.\(listed.state.rawValue)"), badge: listed.state.badge),
    ])
  }

  func listCSV(_ visit: Visit) async throws -> Answer {
    let found = try await found(visit, visit.list(sorts: Self.sorts))
    let names = ["number", "tenant", "landlord", "scheme", "cells", "from", "last", "term", "monthly", "deposit", "index", "state"]
    let rows = found.map { listed -> [String] in
      let lease = listed.lease
      return [
        lease.number, listed.tenant, listed.landlord, listed.scheme.code, listed.cells.joined(separator: " "), lease.from.description,
        lease.span?.last?.description ?? "", lease.term.map { ($0 - 1).description } ?? "", visit.format.typed(listed.monthly),
        visit.format.typed(listed.terms.deposit), listed.terms.index.map { "\($0.index.rawValue) \($0.base)" } ?? "",
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

extension LeaseState {
  /// The colour of its word.
  var badge: String {
    switch self {
    case .offered: "badge-offer"
    case .upcoming: "badge-option"
    case .running: "badge-done"
    case .noticed, .undecided: "badge-let"
    case .draft, .ended, .withdrawn: ""
    }
  }
}
