import Kernel
import Store
import Web

/// What is, was or will be out of service, and what was merged and split, with its cost.
package struct WorksPage: Page {
  package static let template = "spaces-works"
  package let title: String
  let tabs: [PageLink]
  let newPath: String
  let list: ListView
  let reshapings: [ReshapingRow]
  let hasReshapings: Bool
  let total: String

  package static let sample = WorksPage(
    title: "Travaux", tabs: [.sample], newPath: "/works/new", list: .sample,
    reshapings: [.sample], hasReshapings: true, total: "21 300,00 €")
}

extension KeepingRoutes {
  private static let worksSorts = ["-from", "cells", "area"]

  func works(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: KeepingRoutes.worksSorts)
    let found = try await worksLines(visit, list)
    let reshapings = try await visit.database.read { try $0.reshapings() }.filter {
      $0.reshaping.kind != .redraw || $0.reshaping.cost > .zero || $0.isPlanned(after: visit.today)
    }
    let columns = [
      ListColumn("spaces.keeping.field.cells", sort: "cells"), ListColumn("spaces.keeping.column.area", sort: "area", isNumber: true),
      ListColumn("spaces.keeping.column.span", sort: "from"), ListColumn("spaces.keeping.column.state"),
      ListColumn("spaces.keeping.field.reason"), ListColumn("spaces.keeping.column.go"),
    ]
    let total = reshapings.reduce(Money.zero) { $0 + $1.reshaping.cost }
    return .page(
      WorksPage(
        title: visit.text("spaces.keeping.tab.works"), tabs: visit.keepingTabs("/works"), newPath: "/works/new",
        list: visit.listView(
          list, named: visit.text("spaces.keeping.tab.works"), total: found.count, columns: columns, csv: "/works.csv",
          filters: [stateFilter(visit)], rows: list.slice(found).map { row($0, visit) }),
        reshapings: reshapings.reversed().map { ReshapingRow($0, visit) },
        hasReshapings: !reshapings.isEmpty, total: visit.format.money(total)))
  }

  func worksCSV(_ visit: Visit) async throws -> Answer {
    let found = try await worksLines(visit, visit.list(sorts: KeepingRoutes.worksSorts))
    let rows = found.map { line in
      [
        line.codes.joined(separator: " "), visit.format.typed(line.area), line.hold.span.from.description,
        line.hold.span.last?.description ?? "", stateText(line.hold, visit), line.hold.reason,
      ]
    }
    return .csv(
      ["cells", "area", "from", "last", "state", "reason"].map { visit.text("spaces.keeping.field.\($0)") }, rows,
      name: "works-\(visit.today).csv")
  }

  func reshapingsCSV(_ visit: Visit) async throws -> Answer {
    let found = try await visit.database.read { try $0.reshapings() }
    let rows = found.map { line in
      let reshaping = line.reshaping
      return [
        reshaping.day.description, visit.text("spaces.keeping.reshaping.\(reshaping.kind.rawValue)"),
        line.beforeCodes.joined(separator: " "), line.afterCodes.joined(separator: " "), reshaping.works?.from.description ?? "",
        reshaping.works?.last?.description ?? "", visit.format.typed(reshaping.cost), reshaping.note,
      ]
    }
    let columns = [
      "reshaping.day", "reshaping.what", "reshaping.before", "reshaping.after", "field.works_from", "field.works_last", "field.cost",
      "field.note",
    ]
    return .csv(columns.map { visit.text("spaces.keeping.\($0)") }, rows, name: "reshapings-\(visit.today).csv")
  }

  func worksLines(_ visit: Visit, _ list: ListQuery) async throws -> [HoldLine] {
    let state = visit.query["state"]
    let all = try await visit.database.read { try $0.holdLines(.works) }
    let found = all.filter { line in
      (state.isEmpty || self.state(line.hold, visit.today) == state)
        && list.finds("\(line.codes.joined(separator: " ")) \(line.hold.reason)")
    }
    let ordered = found.sorted { left, right in
      switch list.sort {
      case "cells": left.codes.joined() < right.codes.joined()
      case "area": left.area < right.area
      default: (left.hold.span.from, left.hold.id) < (right.hold.span.from, right.hold.id)
      }
    }
    return list.isDescending ? ordered.reversed() : ordered
  }

  private static let states = ["now", "future", "past"]
  private func stateFilter(_ visit: Visit) -> Field {
    visit.filter(
      "state", label: "spaces.keeping.column.state",
      options: KeepingRoutes.states.map { Field.Option($0, visit.text("spaces.keeping.works.state.\($0)")) },
      all: "spaces.keeping.works.state.all")
  }

  /// Derived from the dates, never stored.
  func state(_ hold: Hold, _ today: Day) -> String {
    if hold.isOver(on: today) || (hold.endedAt != nil && hold.span.from >= today) { return "past" }
    return hold.span.from > today ? "future" : "now"
  }
  private func stateText(_ hold: Hold, _ visit: Visit) -> String {
    visit.text("spaces.keeping.works.state.\(state(hold, visit.today))")
  }

  private func row(_ line: HoldLine, _ visit: Visit) -> PageRow {
    let state = state(line.hold, visit.today)
    let isOpen = state != "past" && line.hold.endedAt == nil && visit.viewer.may(.writeHolds)
    let end = PageButton(
      post: "/works/\(line.hold.id)/end", visit.text("spaces.keeping.works.end"), confirm: visit.text("spaces.keeping.works.endHint"))
    return PageRow([
      PageCell(line.codes.joined(separator: ", "), path: "/holds/\(line.hold.id)"), PageCell(visit.format.area(line.area)),
      PageCell(visit.format.shortSpan(line.hold.span), isTight: true),
      PageCell(stateText(line.hold, visit), badge: state == "now" ? "badge-works" : nil), PageCell(line.hold.reason),
      PageCell("", button: isOpen ? end : nil),
    ])
  }
}
