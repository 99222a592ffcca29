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
          PageCell(visit.share(price.reserve * 100), isHead: true),
          PageCell(price.value.map { visit.euros($0) } ?? "–"),
          PageCell(price.isKept ? visit.euros(cost) : visit.text("planning.reserve.notToHave")),
          PageCell(visit.gap(price.gap)),
          PageCell(visit.euros(measures.rent)),
          PageCell(visit.share(measures.occupancy)),
          PageCell(visit.format.number(measures.refused)),
          PageCell(kept(price, visit)),
          PageCell(visit.decimal(measures.longestRun)),
        ])
      })
  }

  /// Cells by month that are kept, of how many when it is not all of them.
  private func kept(_ price: ReservePrice, _ visit: Visit) -> String {
    let kept = visit.format.number(price.measures.reserveCellMonths)
    guard let wanted = price.wanted, !price.isKept else { return kept }
    return visit.text("planning.reserve.keptOf", ["kept": kept, "wanted": visit.format.number(wanted)])
  }

  /// One line for each place of the slider.
  func priceLines(_ prices: [ReservePrice], _ visit: Visit) -> [String] {
    zip(prices, prices.costs).map { price, cost in
      visit.text(
        price.isKept ? "planning.reserve.line" : "planning.reserve.shortLine",
        [
          "reserve": visit.share(price.reserve * 100), "price": visit.euros(cost), "kept": kept(price, visit),
          "refused": visit.format.number(price.measures.refused), "run": visit.decimal(price.measures.longestRun),
        ])
    }
  }

  /// Of those that can be kept; nil where there is but one.
  func reserveChart(_ prices: [ReservePrice], _ visit: Visit) -> String? {
    let kept = prices.filter(\.isKept)
    if kept.count < 2 { return nil }
    return LineChart(
      title: visit.text("planning.reserve.chart"), marks: kept.map { visit.share($0.reserve * 100) },
      lines: [LineChart.Line(name: visit.text("planning.column.price"), css: "one", values: kept.costs.map { Double($0) })], bands: [],
      say: { visit.euros(Int($0)) }
    ).text
  }
}
