import Demand
import Kernel
import Solver
import Spaces
import Web

/// A scenario beside doing nothing and beside another scenario.
extension ScenarioRoutes {
  func compared(_ measures: PlanMeasures, _ view: ScenarioView, _ other: Scenario?, _ visit: Visit) -> PageTable {
    let today = PlanMeasures(view.today)
    let months = view.house.months.count
    var columns = [
      visit.planned("measure"), visit.planned("today", isNumber: true), visit.planned("this", isNumber: true),
      visit.planned("change", isNumber: true),
    ]
    if let other { columns.append(PageTable.Column(other.name, isNumber: true)) }
    return PageTable(
      visit.text("planning.page.measures"), hint: visit.text("planning.page.measuresHint"), columns: columns,
      rows: MeasureLine.allCases.flatMap { line -> [PageRow] in
        let (now, then) = (line.number(in: today), line.number(in: measures))
        let beside = other.flatMap { other in other.measures.map { (line.number(in: $0), other.assumptions.horizon) } }
        let whole = PageRow(
          [
            PageCell(visit.text("planning.column.\(line.rawValue)")), PageCell(line.text(now, visit)), PageCell(line.text(then, visit)),
            PageCell(line.change(then - now, visit)),
          ] + (beside.map { [PageCell(line.text($0.0, visit))] } ?? []))
        guard let name = line.byMonth else { return [whole] }
        func monthly(_ number: Int, _ months: Int) -> PageCell { PageCell(line.monthly(number, months, visit)) }
        let change = then == now ? "=" : (then > now ? "+" : "−") + line.monthly(abs(then - now), months, visit)
        return [
          whole,
          PageRow(
            [PageCell(visit.text("planning.column.\(name)")), monthly(now, months), monthly(then, months), PageCell(change)]
              + (beside.map { [monthly($0.0, $0.1)] } ?? [])),
        ]
      })
  }

  /// Over which months each of two scenarios goes, and what they take for granted otherwise.
  func assumedOtherwise(in other: Scenario, than view: ScenarioView, _ visit: Visit) async throws -> PageTable {
    let (one, two) = (view.scenario.assumptions, other.assumptions)
    let months = view.house.months
    let others = try await visit.database.read { try $0.house(of: other.id) }?.months ?? months
    func row(_ name: String, _ this: String, _ that: String) -> PageRow {
      PageRow([PageCell(name, isHead: true), PageCell(this), PageCell(that)])
    }
    func span(_ months: PlanMonths) -> String {
      visit.text(
        "planning.page.spanOf",
        [
          "from": visit.format.shortMonth(months.first), "until": visit.format.shortMonth(months[months.count - 1]),
          "count": String(months.count),
        ])
    }
    // How a plan was searched for is nothing it takes for granted.
    let numbers = Assumptions.ranges.filter { !["horizon", "seed"].contains($0.name) && one[keyPath: $0.path] != two[keyPath: $0.path] }
    let flags = Assumptions.flags.filter { $0.name != "price_reserve" && one[keyPath: $0.path] != two[keyPath: $0.path] }
    var rows = numbers.map { line in
      row(
        visit.text("planning.field.\(line.name)"), visit.format.number(one[keyPath: line.path]),
        visit.format.number(two[keyPath: line.path]))
    }
    rows += flags.map { line in
      func word(_ flag: Bool) -> String { visit.text(flag ? "planning.page.yes" : "planning.page.no") }
      return row(visit.text("planning.field.\(line.name)"), word(one[keyPath: line.path]), word(two[keyPath: line.path]))
    }
    let (happens, there) = (said(view.scenario.changes, visit), said(other.changes, visit))
    if happens != there { rows.append(row(visit.text("planning.change.title"), happens ?? "–", there ?? "–")) }
    let hint = months == others ? rows.isEmpty ? "sameAssumptions" : nil : "otherMonths"
    return PageTable(
      visit.text("planning.page.differing"), hint: hint.map { visit.text("planning.page.\($0)") },
      columns: [visit.planned("assumption"), visit.planned("this"), PageTable.Column(other.name)],
      rows: [row(visit.text("planning.column.months"), span(months), span(others))] + rows)
  }
}
