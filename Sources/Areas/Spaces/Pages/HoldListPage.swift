import Kernel
import Store
import Web

extension HoldRoutes {
  private static let sorts = ["-from", "organisation", "kind", "area", "expires"]

  func list(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: HoldRoutes.sorts)
    let (lines, total) = try await lines(visit, list)
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
    let frame = ListFrame(
      title: visit.text("spaces.holds.title"),
      actions: visit.viewer.may(.writeHolds) ? [PageLink(visit.text("spaces.holds.new"), "/holds/new", isMain: true)] : [],
      csv: "/holds.csv",
      filters: [
        visit.filter("kind", label: "spaces.holds.column.kind", options: kinds, all: "spaces.holds.allKinds"),
        visit.filter("state", label: "spaces.holds.column.state", options: states, all: "spaces.holds.state.all"),
      ])
    return visit.listPage(frame, list, total: total, columns: columns, rows: lines.map { row($0, visit, sight) })
  }

  func listCSV(_ visit: Visit) async throws -> Answer {
    let found = try await lines(visit, visit.list(sorts: HoldRoutes.sorts), isWhole: true).lines
    let sight = HoldSight(visit.viewer)
    let names = ["kind", "organisation", "cells", "area", "from", "last", "until", "rent", "state", "reason"]
    let rows = found.map { line in
      let shown = line.cells.isEmpty ? line.poolCodes : line.codes
      return [
        visit.text("spaces.kind.hold.\(line.hold.kind.rawValue)"), line.organisation ?? "", shown.joined(separator: " "),
        visit.format.typed(line.area), line.hold.span.from.description, line.hold.span.last?.description ?? "",
        line.hold.expiresOn.map { ($0 - 1).description } ?? "",
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

  /// A promise that ends soon says so in its colour.
  private func row(_ line: HoldLine, _ visit: Visit, _ sight: HoldSight) -> PageRow {
    let (hold, format) = (line.hold, visit.format)
    let isSoon = hold.stands(on: visit.today) && (hold.expiresOn.map { $0 - visit.today <= 14 } ?? false)
    let rent = sight.seesRent(of: hold) ? hold.monthlyRent.map { format.money($0) } : nil
    return PageRow(
      [
        PageCell(visit.text("spaces.kind.hold.\(hold.kind.rawValue)"), badge: "badge-\(hold.kind.rawValue)"),
        PageCell(line.organisation ?? visit.text("spaces.holds.house"), path: "/holds/\(hold.id)", isHead: true),
        PageCell(cellsText(line, visit)), PageCell(areaText(line, visit)), PageCell(format.shortSpan(hold.span), isTight: true),
        PageCell(hold.expiresOn.map { format.shortDay($0 - 1) } ?? "", badge: isSoon ? "badge-late" : nil, isTight: true),
      ] + (sight.seesRents ? [PageCell(rent ?? "")] : []) + [PageCell(stateText(line, visit))])
  }

  /// Of cells still to be chosen, what the smallest and the largest choice come to.
  func areaText(_ line: HoldLine, _ visit: Visit) -> String {
    guard line.cells.isEmpty, let count = line.hold.wantedCount else { return visit.format.area(line.area) }
    let areas = line.pool.map(\.area).sorted()
    let (least, most) = (areas.prefix(count).reduce(.zero, +), areas.suffix(count).reduce(.zero, +))
    return least == most ? visit.format.area(least) : "\(visit.format.area(least)) – \(visit.format.area(most))"
  }

  /// Who waits for all of its pool has nothing to choose.
  func cellsText(_ line: HoldLine, _ visit: Visit) -> String {
    if line.cells.isEmpty, let count = line.hold.wantedCount, count == line.pool.count { return line.poolCodes.joined(separator: ", ") }
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
