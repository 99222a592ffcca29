import Demand
import Kernel
import Solver
import Web

/// A study as its page says it.
struct FutureView: Sendable {
  let study: FutureStudy
  let visit: Visit

  init(_ study: FutureStudy, _ visit: Visit) { (self.study, self.visit) = (study, visit) }

  private var model: FutureModel { study.study.model }
  func month(_ place: Int) -> Month { study.study.firstMonth + place }
  /// m²·months of hundredths of cell months.
  func area(_ cellMonths: Int) -> String {
    visit.format.number(cellMonths * study.study.area / 10_000)
  }
  /// When half of all futures have outgrown the house.
  var likely: String {
    guard let result = study.result else { return "–" }
    return result.likelyMonth.map { visit.format.shortMonth(month($0)) }
      ?? visit.text("planning.futures.notWithin")
  }
  private var marks: [String] {
    (0..<model.horizon).map { place in
      let month = month(place)
      return month.month == 1 || place == 0 && month.month < 9 ? String(month.year) : ""
    }
  }

  var charts: [FuturePage.Chart] {
    guard let result = study.result else { return [] }
    func chart(
      _ name: String, _ lines: [LineChart.Line], _ bands: [LineChart.Band], ceiling: Double? = nil,
      _ say: @escaping @Sendable (Double) -> String
    )
      -> FuturePage.Chart
    {
      let title = visit.text("planning.chart.\(name)")
      return FuturePage.Chart(
        title: title, hint: visit.text("planning.chartHint.\(name)"),
        drawingSVG: LineChart(
          title: title, marks: marks, lines: lines, bands: bands, say: say, ceiling: ceiling
        ).text)
    }
    func values(_ numbers: [Int], by divisor: Double = 1) -> [Double] {
      numbers.map { Double($0) / divisor }
    }
    let format = visit.format
    let cells = { @Sendable (value: Double) in format.number(Int(value)) }
    func band(_ band: FutureResult.Band, _ css: StaticString) -> LineChart.Band {
      LineChart.Band(
        name: visit.text("planning.chart.band"), css: css, low: values(band.p10),
        high: values(band.p90))
    }
    let share = { @Sendable (value: Double) in
      format.percentage(Percentage(basisPoints: Int64(value * 10)))
    }
    var charts = [
      chart(
        "outgrown",
        [
          LineChart.Line(
            name: visit.text("planning.column.outgrown"), css: "one",
            values: values(result.outgrown))
        ], [], ceiling: 1000, share),
      chart(
        "occupied",
        [
          LineChart.Line(
            name: visit.text("planning.chart.median"), css: "two",
            values: values(result.occupied.p50)),
          LineChart.Line(
            name: visit.text("planning.chart.capacity"), css: "three",
            values: (0..<model.horizon).map { Double(model.capacity(in: $0)) }),
          LineChart.Line(
            name: visit.text("planning.column.waiting"), css: "four",
            values: values(result.waiting, by: 100)),
        ], [band(result.occupied, "two")], cells),
    ]
    if model.secondCapacity > 0 {
      let opened = (0..<model.horizon).map { month in
        Double(model.phases.filter { $0.month <= month }.reduce(0) { $0 + $1.cells })
      }
      charts.append(
        chart(
          "second",
          [
            LineChart.Line(
              name: visit.text("planning.chart.median"), css: "one",
              values: values(result.second.p50)),
            LineChart.Line(name: visit.text("planning.chart.opened"), css: "three", values: opened),
          ], [band(result.second, "one")], cells))
    }
    let alone = result.alone.map {
      [LineChart.Line(name: visit.text("planning.chart.alone"), css: "three", values: values($0.lostRent))]
    }
    charts.append(
      chart(
        "lost",
        [LineChart.Line(name: visit.text("planning.column.lostRent"), css: "one", values: values(result.lostRent))] + (alone ?? []), []
      ) { visit.euros(Int($0)) })
    return charts
  }

  var tables: [PageTable] {
    let fits = FitTables(study.study, visit).all.map(folded)
    guard let result = study.result else { return fits }
    return [years(result), folded(quarters(result)), variants(result), folded(checks(result))] + fits
  }

  private func years(_ result: FutureResult) -> PageTable {
    let spans = Dictionary(grouping: 0..<model.horizon) { month($0).year }.sorted { $0.key < $1.key }.map { $1[0]..<($1[0] + $1.count) }
    return PageTable(
      visit.text("planning.futures.years"), hint: visit.text("planning.futures.spansHint"), columns: columns("year"),
      rows: spans.map { row($0, result) })
  }
  /// What lies behind the figures: a line until it is opened.
  private func folded(_ table: PageTable) -> PageTable {
    var table = table
    table.isFolded = true
    return table
  }
  private func quarters(_ result: FutureResult) -> PageTable {
    PageTable(
      visit.text("planning.futures.quarters"), hint: visit.text("planning.futures.spansHint"), columns: columns("quarter"),
      rows: stride(from: 0, to: model.horizon, by: 3).map { row($0..<min($0 + 3, model.horizon), result) })
  }
  private func columns(_ span: String) -> [PageTable.Column] {
    ([span, "outgrown", "p10", "p50", "p90", "waiting"] + (model.secondCapacity > 0 ? ["second"] : []) + ["lostSum", "lostRentSum"])
      .enumerated().map { visit.planned($1, isNumber: $0 > 0) }
  }
  /// How it stands at the end of these months, and what they come to together.
  private func row(_ months: Range<Int>, _ result: FutureResult) -> PageRow {
    let (last, format) = (months.upperBound - 1, visit.format)
    var cells = [
      visit.share(result.outgrown[last] * 10), format.number(result.occupied.p10[last]), format.number(result.occupied.p50[last]),
      format.number(result.occupied.p90[last]), visit.decimal(result.waiting[last]),
    ]
    if model.secondCapacity > 0 { cells.append(format.number(result.second.p50[last])) }
    cells += [area(result.lost[months].reduce(0, +)), visit.euros(result.lostRent[months].reduce(0, +))]
    return PageRow([PageCell(visit.span(month(months.lowerBound), through: month(last)))] + cells.map { PageCell($0) })
  }

  private func variants(_ result: FutureResult) -> PageTable {
    func row(_ name: String, _ outgrown: Int, _ lost: Int, _ rent: Int) -> PageRow {
      PageRow([
        PageCell(visit.text("planning.variant.\(name)")),
        PageCell(visit.share(outgrown * 10)),
        PageCell(area(lost)),
        PageCell(visit.euros(rent)),
      ])
    }
    return PageTable(
      visit.text("planning.futures.variants"), hint: visit.text("planning.futures.variantsHint"),
      columns: [
        visit.planned("changed"), visit.planned("outgrown", isNumber: true),
        visit.planned("lost", isNumber: true),
        visit.planned("lostRent", isNumber: true),
      ],
      rows: [row("same", result.outgrown.last ?? 0, result.wholeLost, result.wholeLostRent)]
        + (result.alone.map { [row("alone", $0.outgrown, $0.lost, $0.wholeLostRent)] } ?? [])
        + result.variants.map { row($0.name, $0.outgrown, $0.lost, $0.lostRent) })
  }

  private func checks(_ result: FutureResult) -> PageTable {
    PageTable(
      visit.text("planning.futures.checks"), hint: visit.text("planning.futures.checksHint"),
      columns: [
        visit.planned("size"), visit.planned("simulated", isNumber: true),
        visit.planned("known", isNumber: true),
      ],
      rows: zip(result.checks, study.study.fit.sizes).map { check, size in
        PageRow([
          visit.cell(size.sizeClass, counted: [check.cells]),
          PageCell(visit.share(check.simulated * 10)),
          PageCell(visit.share(check.known * 10)),
        ])
      }, empty: visit.text("planning.futures.noChecks"))
  }
}
