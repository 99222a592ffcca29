import Demand
import Kernel
import Spaces
import Web

/// What it costs to keep cells free for growth.
extension ScenarioRoutes {
  func priced(_ prices: [ReservePrice], _ visit: Visit) -> PageTable {
    let costs = prices.costs
    return PageTable(
      visit.text("planning.reserve.title"), hint: visit.text("planning.reserve.hint"),
      columns: [
        visit.planned("reserve", isNumber: true), visit.planned("value", isNumber: true), visit.planned("price", isNumber: true),
        visit.planned("gap", isNumber: true), visit.planned("rent", isNumber: true),
        visit.planned("occupancy", isNumber: true), visit.planned("refused", isNumber: true),
        visit.planned("reserveCellMonths", isNumber: true),
        visit.planned("longestRun", isNumber: true),
      ],
      rows: zip(prices, costs).map { price, cost in
        let measures = price.measures
        return PageRow([
          PageCell("", visit.share(price.reserve * 100), isNumber: true, isHead: true),
          visit.cell("value", price.value.map { visit.euros($0) } ?? "–", isNumber: true),
          visit.cell("price", visit.euros(cost), isNumber: true),
          visit.cell("gap", price.gap.map { visit.share($0) } ?? "–", isNumber: true),
          visit.cell("rent", visit.euros(measures.rent), isNumber: true),
          visit.cell("occupancy", visit.share(measures.occupancy), isNumber: true),
          visit.cell("refused", visit.format.number(measures.refused), isNumber: true),
          visit.cell("reserveCellMonths", visit.format.number(measures.reserveCellMonths), isNumber: true),
          visit.cell("longestRun", visit.decimal(measures.longestRun), isNumber: true),
        ])
      }, empty: "")
  }

  /// One line for each place of the slider.
  func priceLines(_ prices: [ReservePrice], _ visit: Visit) -> [String] {
    zip(prices, prices.costs).map { price, cost in
      visit.text(
        "planning.reserve.line",
        [
          "reserve": visit.share(price.reserve * 100), "price": visit.euros(cost),
          "refused": visit.format.number(price.measures.refused), "run": visit.decimal(price.measures.longestRun),
        ])
    }
  }

  func reserveChart(_ prices: [ReservePrice], _ visit: Visit) -> String {
    LineChart(
      title: visit.text("planning.reserve.chart"), marks: prices.map { visit.share($0.reserve * 100) },
      lines: [
        LineChart.Line(
          name: visit.text("planning.column.price"), css: "one", values: prices.costs.map { Double($0) })
      ], bands: [], say: { visit.euros(Int($0)) }
    ).text
  }
}
