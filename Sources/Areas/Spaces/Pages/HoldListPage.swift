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
    let rent: String?
    let state: String
  }
  package static let template = "spaces-hold-list"
  package let title: String
  let newPath: String?
  let showsRents: Bool
  let list: ListView
  let lines: [Line]

  package static let sample = HoldListPage(
    title: "Engagements", newPath: "/holds/new", showsRents: true, list: .sample,
    lines: [
      Line(
        path: "/holds/1", kind: "option", kindText: "Option", organisation: "Ada", cells: "H1-001", area: "15 m²", span: "du … au …",
        expires: "31/12/2026", isSoon: true, rent: "300 €", state: "en cours")
    ])
}

extension HoldRoutes {
  private static let sorts = ["-from", "organisation", "kind", "area", "expires"]

  func list(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: HoldRoutes.sorts)
    let found = try await lines(visit, list)
    let mayWrite = visit.viewer.may(.writeHolds)
    let seesRents = visit.viewer.may(.seeRents)
    let kinds = visit.options(of: HoldKind.self, texts: "spaces.kind.hold")
    let states = ["standing", "current", "ended"].map { Field.Option($0, visit.text("spaces.holds.state.\($0)")) }
    var columns = [
      ListColumn("spaces.holds.column.kind", sort: "kind"), ListColumn("spaces.holds.column.organisation", sort: "organisation"),
      ListColumn("spaces.holds.column.cells"), ListColumn("spaces.holds.column.area", sort: "area", isNumber: true),
      ListColumn("spaces.holds.column.span", sort: "from"), ListColumn("spaces.holds.column.expires", sort: "expires"),
    ]
    if seesRents { columns.append(ListColumn("spaces.holds.column.rent", isNumber: true)) }
    columns.append(ListColumn("spaces.holds.column.state"))
    let view = visit.listView(
      list, total: found.count, columns: columns, csv: "/holds.csv",
      filters: [
        visit.filter("kind", label: "spaces.holds.column.kind", options: kinds, all: "spaces.holds.allKinds"),
        visit.filter("state", label: "spaces.holds.column.state", options: states, all: "spaces.holds.state.all"),
      ])
    return .page(
      HoldListPage(
        title: visit.text("spaces.holds.title"), newPath: mayWrite ? "/holds/new" : nil, showsRents: seesRents, list: view,
        lines: list.slice(found).map { line($0, visit, seesRents) }))
  }

  func listCSV(_ visit: Visit) async throws -> Answer {
    let found = try await lines(visit, visit.list(sorts: HoldRoutes.sorts))
    let seesRents = visit.viewer.may(.seeRents)
    let names = ["kind", "organisation", "cells", "area", "from", "last", "expires", "rent", "state", "reason"]
    let rows = found.map { line in
      let shown = line.cells.isEmpty ? line.poolCodes : line.codes
      return [
        visit.text("spaces.kind.hold.\(line.hold.kind.rawValue)"), line.organisation ?? "", shown.joined(separator: " "),
        visit.format.typed(line.area), line.hold.span.from.description, line.hold.span.last?.description ?? "",
        line.hold.expiresOn?.description ?? "", seesRents ? line.hold.monthlyRent.map { visit.format.typed($0) } ?? "" : "",
        stateText(line, visit), line.hold.reason,
      ]
    }
    return .csv(names.map { visit.text("spaces.holds.column.\($0)") }, rows, name: "holds-\(visit.today).csv")
  }

  func listJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: HoldRoutes.sorts, size: 200)
    let found = try await lines(visit, list)
    let seesRents = visit.viewer.may(.seeRents)
    return .json(list.slice(found).map { HoldJSON($0, seesRents: seesRents) }).with("x-total-count", String(found.count))
  }

  private func lines(_ visit: Visit, _ list: ListQuery) async throws -> [HoldLine] {
    let all = try await visit.database.read { try $0.holdLines() }
    let kind = HoldKind(rawValue: visit.query["kind"])
    let state = visit.query["state"]
    let today = visit.today
    let found = all.filter { line in
      (kind == nil || line.hold.kind == kind) && isIn(state, line.hold, today)
        && list.finds(
          [line.organisation ?? "", line.codes.joined(separator: " "), line.poolCodes.joined(separator: " "), line.hold.reason].joined(
            separator: " "))
    }
    let ordered = found.sorted { left, right in
      switch list.sort {
      case "organisation": (left.organisation?.folded ?? "") < (right.organisation?.folded ?? "")
      case "kind": left.hold.kind.rawValue < right.hold.kind.rawValue
      case "area": left.area < right.area
      case "expires": (left.hold.expiresOn ?? Day(number: .max / 2)) < (right.hold.expiresOn ?? Day(number: .max / 2))
      default: left.hold.span.from < right.hold.span.from
      }
    }
    return list.isDescending ? ordered.reversed() : ordered
  }

  private func isIn(_ state: String, _ hold: Hold, _ today: Day) -> Bool {
    let isStanding = hold.stands(on: today) && (hold.span.until.map { today < $0 } ?? true)
    switch state {
    case "standing": return isStanding
    case "current": return isStanding && hold.span.contains(today)
    case "ended": return !isStanding
    default: return true
    }
  }

  private func line(_ line: HoldLine, _ visit: Visit, _ seesRents: Bool) -> HoldListPage.Line {
    let format = visit.format
    let soon = line.hold.stands(on: visit.today) && (line.hold.expiresOn.map { $0 - visit.today <= 14 } ?? false)
    return HoldListPage.Line(
      path: "/holds/\(line.hold.id)", kind: line.hold.kind.rawValue, kindText: visit.text("spaces.kind.hold.\(line.hold.kind.rawValue)"),
      organisation: line.organisation ?? visit.text("spaces.holds.house"), cells: cellsText(line, visit), area: areaText(line, visit),
      span: format.shortSpan(line.hold.span), expires: line.hold.expiresOn.map { format.shortDay($0) }, isSoon: soon,
      rent: seesRents ? line.hold.monthlyRent.map { format.money($0) } : nil, state: stateText(line, visit))
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
