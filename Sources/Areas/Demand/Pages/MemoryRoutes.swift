import Kernel
import Store
import Web

/// What could not be served: the argument for more room.
package struct MemoryRoutes: Sendable {
  private static let fields: [QueryField] = [.months("from", through: "through")]

  package var table: [Route] {
    [
      .get("/unmet-demand", .needs(.seeUnmetDemand), show).asking(Self.fields),
      .get("/unmet-demand.csv", .needs(.seeUnmetDemand), csv).asking(Self.fields),
      .get("/api/unmet-demand", .needs(.seeUnmetDemand), json).asking(Self.fields),
    ]
  }

  private func found(_ visit: Visit) async throws -> (from: Month, through: Month, months: [DemandMonth]) {
    let wishes = try await visit.database.read { try $0.wishes() }
    let today = visit.today.month
    let first = wishes.map(\.receivedOn.month).min() ?? today
    let low = Month(year: 2000, month: 1)
    let from = min(max(Month(visit.query["from"]) ?? first, low), today)
    let through = min(max(Month(visit.query["through"]) ?? today, from), today)
    return (from, through, UnmetDemand.months(wishes, from: from, through: through, today: visit.today))
  }

  func show(_ visit: Visit) async throws -> Answer {
    let (from, through, months) = try await found(visit)
    let format = visit.format
    @Sendable func said(_ count: DemandCount) -> String {
      visit.text("demand.unmet.said", ["cells": format.number(count.cells), "area": format.area(count.area)])
    }
    let total = { (part: KeyPath<DemandMonth, DemandCount>) in months.reduce(DemandCount()) { $0 + $1[keyPath: part] } }
    let (asked, served) = (total(\.asked), total(\.served))
    let waiting = months.last?.waiting ?? DemandCount()
    let lost = months.reduce(DemandCount()) { sum, month in
      LossCause.allCases.filter(\.isUnmet).reduce(sum) { $0 + (month.lost[$1] ?? DemandCount()) }
    }
    let figures = [("waiting", waiting), ("asked", asked), ("served", served), ("lost", lost)].map { name, count in
      PageFigure(visit.text("demand.unmet.\(name)"), format.number(count.wishes), note: said(count))
    }
    let chart = UnmetChart(
      months: months, title: visit.text("demand.unmet.chart"),
      sizes: Dictionary(uniqueKeysWithValues: SizeClass.allCases.map { ($0, visit.text("demand.size.\($0.rawValue)")) }),
      say: { month in format.pair(format.month(month.month), said(month.unmet)) })
    let years = years(months, visit)
    return .page(
      UnmetDemandPage(
        title: visit.text("demand.unmet.title"), figures: figures, chartSVG: chart.text,
        csvPath: "/unmet-demand.csv?from=\(from)&through=\(through)",
        fields: [month("from", from, visit), month("through", through, visit)],
        years: years, hasYears: !years.isEmpty, tables: [causeTable(months, visit)]))
  }

  private func month(_ name: String, _ value: Month, _ visit: Visit) -> Field {
    visit.field(name, .month, label: "demand.unmet.\(name)", value: value.description)
  }

  /// The newest first. What was asked, served and lost adds up over a year; what waits is said of its last month.
  private func years(_ months: [DemandMonth], _ visit: Visit) -> [UnmetDemandPage.Year] {
    let byYear = Dictionary(grouping: months, by: \.month.year).sorted { $0.key > $1.key }
    return byYear.map { year, months in
      let asked = months.reduce(0) { $0 + $1.asked.wishes }
      let served = months.reduce(0) { $0 + $1.served.wishes }
      let lost = months.reduce(0) { sum, month in
        sum + LossCause.allCases.filter(\.isUnmet).reduce(0) { $0 + (month.lost[$1]?.wishes ?? 0) }
      }
      let counts = [("asked", asked), ("served", served), ("lost", lost), ("waiting", months.last?.waiting.wishes ?? 0)]
      return UnmetDemandPage.Year(
        name: String(year),
        said: counts.map { visit.format.pair(visit.text("demand.unmet.\($0)"), visit.format.number($1)) }.joined(separator: " · "),
        isOpen: year == byYear.first?.key, months: monthTable(months, of: year, visit))
    }
  }

  private func monthTable(_ months: [DemandMonth], of year: Int, _ visit: Visit) -> PageTable {
    let format = visit.format
    let rows = months.reversed().map { month in
      let lost = LossCause.allCases.filter(\.isUnmet).reduce(DemandCount()) { $0 + (month.lost[$1] ?? DemandCount()) }
      let plain = [
        ("asked", month.asked.wishes), ("served", month.served.wishes), ("waiting", month.waiting.wishes), ("lost", lost.wishes),
      ]
      return PageRow(
        [PageCell(format.shortMonth(month.month))]
          + plain.map { PageCell(format.number($1)) }
          + SizeClass.allCases.map {
            PageCell(format.number(month.unmetBySize[$0]?.wishes ?? 0))
          }
          + [
            PageCell(format.number(month.unmet.cells)),
            PageCell(format.area(month.unmet.area)),
          ])
    }
    return PageTable(
      "\(visit.text("demand.unmet.months")), \(year)",
      columns: [visit.column("month")]
        + ["asked", "served", "waiting", "lost"].map { PageTable.Column(visit.text("demand.unmet.\($0)"), isNumber: true) }
        + SizeClass.allCases.map { PageTable.Column(visit.text("demand.size.\($0.rawValue)"), isNumber: true) }
        + ["cells", "area"].map { PageTable.Column(visit.text("demand.unmet.\($0)"), isNumber: true) },
      rows: rows)
  }

  private func causeTable(_ months: [DemandMonth], _ visit: Visit) -> PageTable {
    let format = visit.format
    let rows = LossCause.allCases.map { cause -> PageRow in
      let count = months.reduce(DemandCount()) { $0 + ($1.lost[cause] ?? DemandCount()) }
      return PageRow([
        PageCell(visit.text("demand.cause.\(cause.rawValue)")),
        PageCell(visit.text(cause.isUnmet ? "demand.page.yes" : "demand.page.no")),
        PageCell(format.number(count.wishes)),
        PageCell(format.number(count.cells)),
        PageCell(format.area(count.area)),
      ])
    }
    return PageTable(
      visit.text("demand.unmet.causes"), hint: visit.text("demand.unmet.causesHint"),
      columns: [
        visit.column("cause"), PageTable.Column(visit.text("demand.unmet.counted")),
      ] + ["wishes", "cells", "area"].map { PageTable.Column(visit.text("demand.unmet.\($0)"), isNumber: true) }, rows: rows)
  }

  func csv(_ visit: Visit) async throws -> Answer {
    let months = try await found(visit).months
    let parts = ["asked", "served", "waiting"].flatMap { name in
      ["wishes", "cells", "area"].map { "\(visit.text("demand.unmet.\(name)")) – \(visit.text("demand.unmet.\($0)"))" }
    }
    let causes = LossCause.allCases.map { visit.text("demand.cause.\($0.rawValue)") }
    let sizes = SizeClass.allCases.map { "\(visit.text("demand.unmet.unmet")) – \(visit.text("demand.size.\($0.rawValue)"))" }
    let sums = ["cells", "area"].map { "\(visit.text("demand.unmet.unmet")) – \(visit.text("demand.unmet.\($0)"))" }
    func three(_ count: DemandCount) -> [String] { [String(count.wishes), String(count.cells), visit.format.typed(count.area)] }
    return .csv(
      [visit.text("demand.column.month")] + parts + causes + sizes + sums,
      months.map { month in
        [month.month.description] + three(month.asked) + three(month.served) + three(month.waiting)
          + LossCause.allCases.map { String(month.lost[$0]?.wishes ?? 0) }
          + SizeClass.allCases.map { String(month.unmetBySize[$0]?.wishes ?? 0) }
          + [String(month.unmet.cells), visit.format.typed(month.unmet.area)]
      }, name: "unmet-demand-\(visit.today).csv")
  }

  func json(_ visit: Visit) async throws -> Answer { .json(try await found(visit).months.map(DemandMonthJSON.init)) }
}

/// So many wishes, cells and hundredths of m².
struct DemandCountJSON: Encodable, Sendable {
  let wishes: Int
  let cells: Int
  let area: FloorArea
  init(_ count: DemandCount) { (wishes, cells, area) = (count.wishes, count.cells, count.area) }
}

struct DemandMonthJSON: Encodable, Sendable {
  let month: Month
  let asked: DemandCountJSON
  let served: DemandCountJSON
  let waiting: DemandCountJSON
  let unmet: DemandCountJSON
  let lost: [String: DemandCountJSON]
  let unmetBySize: [String: DemandCountJSON]

  init(_ month: DemandMonth) {
    self.month = month.month
    (asked, served) = (DemandCountJSON(month.asked), DemandCountJSON(month.served))
    (waiting, unmet) = (DemandCountJSON(month.waiting), DemandCountJSON(month.unmet))
    lost = Dictionary(uniqueKeysWithValues: month.lost.map { ($0.key.rawValue, DemandCountJSON($0.value)) })
    unmetBySize = Dictionary(uniqueKeysWithValues: month.unmetBySize.map { ($0.key.rawValue, DemandCountJSON($0.value)) })
  }
}
