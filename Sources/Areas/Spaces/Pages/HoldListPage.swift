import Kernel
import Store
import Web

/// All options, offers, lets and works, with search, filters and order.
package struct HoldListPage: Page {
  struct Line: Sendable {
    let path: String
    let kind: String
    let kindText: String
    let organisation: String
    let cells: String
    let area: String
    let span: String
    let expires: String?
    let isSoon: Bool
    let showsRent: Bool
    let rent: String?
    let state: String
  }
  package static let template = "spaces-hold-list"
  package let title: String
  let newPath: String?
  let list: ListView
  let lines: [Line]

  package static let sample = HoldListPage(
    title: "Engagements", newPath: "/holds/new", list: .sample,
    lines: [
      Line(
        path: "/holds/1", kind: "option", kindText: "Option", organisation: "Ada", cells: "H1-001", area: "15 m²", span: "du … au …",
        expires: "31/12/2026", isSoon: true, showsRent: true, rent: "300 €", state: "en cours")
    ])
}

extension HoldRoutes {
  private static let sorts = ["-from", "organisation", "kind", "area", "expires"]

  func list(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: HoldRoutes.sorts)
    let (lines, total) = try await lines(visit, list)
    let mayWrite = visit.viewer.may(.writeHolds)
    let sight = HoldSight(visit.viewer)
    let kinds = visit.options(of: HoldKind.self, texts: "spaces.kind.hold")
    let states = HoldSearch.State.allCases.map { Field.Option($0.rawValue, visit.text("spaces.holds.state.\($0.rawValue)")) }
    var columns = [
      ListColumn("spaces.holds.column.kind", sort: "kind"), ListColumn("spaces.holds.column.organisation", sort: "organisation"),
      ListColumn("spaces.holds.column.cells"), ListColumn("spaces.holds.column.area", sort: "area", isNumber: true),
      ListColumn("spaces.holds.column.span", sort: "from"), ListColumn("spaces.holds.column.until", sort: "expires"),
    ]
    if sight.seesRents { columns.append(ListColumn("spaces.holds.column.rent", isNumber: true)) }
    columns.append(ListColumn("spaces.holds.column.state"))
    let view = visit.listView(
      list, total: total, columns: columns, csv: "/holds.csv",
      filters: [
        visit.filter("kind", label: "spaces.holds.column.kind", options: kinds, all: "spaces.holds.allKinds"),
        visit.filter("state", label: "spaces.holds.column.state", options: states, all: "spaces.holds.state.all"),
      ])
    return .page(
      HoldListPage(
        title: visit.text("spaces.holds.title"), newPath: mayWrite ? "/holds/new" : nil, list: view,
        lines: lines.map { line($0, visit, sight) }))
  }

  func listCSV(_ visit: Visit) async throws -> Answer {
    let found = try await lines(visit, visit.list(sorts: HoldRoutes.sorts), isWhole: true).lines
    let sight = HoldSight(visit.viewer)
    let names = ["kind", "organisation", "cells", "area", "from", "last", "expires", "rent", "state", "reason"]
    let rows = found.map { line in
      let shown = line.cells.isEmpty ? line.poolCodes : line.codes
      return [
        visit.text("spaces.kind.hold.\(line.hold.kind.rawValue)"), line.organisation ?? "", shown.joined(separator: " "),
        visit.format.typed(line.area), line.hold.span.from.description, line.hold.span.last?.description ?? "",
        line.hold.expiresOn?.description ?? "",
        sight.seesRent(of: line.hold) ? line.hold.monthlyRent.map { visit.format.typed($0) } ?? "" : "",
        stateText(line, visit), sight.seesReason(of: line.hold) ? line.hold.reason : "",
      ]
    }
    return .csv(names.map { visit.text("spaces.holds.column.\($0)") }, rows, name: "holds-\(visit.today).csv")
  }

  func listJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: HoldRoutes.sorts, size: 200)
    let (lines, total) = try await lines(visit, list)
    let sight = HoldSight(visit.viewer)
    return .json(lines.map { HoldJSON($0, sight) }).with("x-total-count", String(total))
  }

  /// - Parameter isWhole: all pages at once.
  private func lines(_ visit: Visit, _ list: ListQuery, isWhole: Bool = false) async throws -> (lines: [HoldLine], total: Int) {
    var search = HoldSearch(on: visit.today, seenWith: HoldSight(visit.viewer))
    search.kind = HoldKind(rawValue: visit.query["kind"])
    search.state = HoldSearch.State(rawValue: visit.query["state"])
    (search.words, search.sort, search.isDescending) = (list.foldedWords, list.sort, list.isDescending)
    if !isWhole { (search.limit, search.offset) = (list.size, list.offset) }
    return try await visit.database.read { [search] transaction in try transaction.holdLines(search) }
  }

  private func line(_ line: HoldLine, _ visit: Visit, _ sight: HoldSight) -> HoldListPage.Line {
    let format = visit.format
    let soon = line.hold.stands(on: visit.today) && (line.hold.expiresOn.map { $0 - visit.today <= 14 } ?? false)
    return HoldListPage.Line(
      path: "/holds/\(line.hold.id)", kind: line.hold.kind.rawValue, kindText: visit.text("spaces.kind.hold.\(line.hold.kind.rawValue)"),
      organisation: line.organisation ?? visit.text("spaces.holds.house"), cells: cellsText(line, visit), area: areaText(line, visit),
      span: format.shortSpan(line.hold.span), expires: line.hold.expiresOn.map { format.shortDay($0 - 1) }, isSoon: soon,
      showsRent: sight.seesRents, rent: sight.seesRent(of: line.hold) ? line.hold.monthlyRent.map { format.money($0) } : nil,
      state: stateText(line, visit))
  }

  /// Of cells still to be chosen, what the smallest and the largest choice come to.
  func areaText(_ line: HoldLine, _ visit: Visit) -> String {
    guard line.cells.isEmpty, let count = line.hold.wantedCount else { return visit.format.area(line.area) }
    let areas = line.pool.map(\.area).sorted()
    let (least, most) = (areas.prefix(count).reduce(.zero, +), areas.suffix(count).reduce(.zero, +))
    return least == most ? visit.format.area(least) : "\(visit.format.area(least)) – \(visit.format.area(most))"
  }

  func cellsText(_ line: HoldLine, _ visit: Visit) -> String {
    if line.cells.isEmpty, let count = line.hold.wantedCount {
      return visit.text("spaces.holds.among", ["count": String(count), "cells": line.poolCodes.joined(separator: ", ")])
    }
    return line.codes.joined(separator: ", ")
  }

  /// Derived from the dates, never stored.
  func stateText(_ line: HoldLine, _ visit: Visit) -> String {
    let hold = line.hold
    if let how = hold.endedHow { return visit.text("spaces.holds.ended.\(how.rawValue)") }
    if !hold.stands(on: visit.today) { return visit.text("spaces.holds.ended.expired") }
    if let until = hold.span.until, until <= visit.today { return visit.text("spaces.holds.state.past") }
    return visit.text(hold.span.from > visit.today ? "spaces.holds.state.future" : "spaces.holds.state.now")
  }
}
