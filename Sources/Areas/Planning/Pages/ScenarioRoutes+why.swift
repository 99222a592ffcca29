import Demand
import Kernel
import Solver
import Web

/// Why somebody of the list is refused or waits: who is in the way with which cells in which months, and the cheapest change.
extension ScenarioRoutes {
  func why(_ view: ScenarioView, _ visit: Visit) -> PageTable {
    let format = visit.format
    let waiting = view.plan.map { view.house.waiting(in: $0.solution).count } ?? 0
    // Whoever stops a search has the plan at once, and not all reasons.
    let cut =
      view.scenario.stopAt != nil && view.hindrances.count < min(waiting, HouseInstance.mostAsked)
      ? " " + visit.text("planning.page.whyCut", ["looked": format.number(view.hindrances.count), "all": format.number(waiting)]) : ""
    return PageTable(
      visit.text("planning.page.why"), hint: visit.text("planning.page.whyHint") + cut,
      columns: [
        visit.planned("name"), visit.planned("wished"), visit.planned("planned"), visit.planned("place"), visit.planned("holders"),
        visit.planned("instead"), visit.planned("changePrice"),
      ],
      // The fewest who could make room, and below it a few more where that costs less.
      rows: view.hindrances.flatMap { [$0, $0.cheapest].compactMap { $0 } }.compactMap { hindrance in
        guard let line = HindranceLine(hindrance, in: view) else { return nil }
        let deprived = view.house.deprived(by: hindrance)
        let holders = line.obstacles.map { one -> String in
          let (from, last) = (format.shortMonth(one.from), format.shortMonth(one.last))
          // Whoever has all of the place is not told cell by cell again.
          return visit.text(
            one.cells == line.cells ? "planning.page.holdsAll" : "planning.page.holds",
            ["name": view.name(one.origin, visit), "cells": one.cells, "from": from, "until": last])
        }
        let instead = line.displaced.map { one -> String in
          let name = view.name(one.origin, visit)
          guard let cells = one.cells else { return visit.text("planning.page.goesNowhere", ["name": name]) }
          return visit.text("planning.page.goes", ["name": name, "cells": cells])
        }
        return PageRow([
          PageCell(line.name, path: view.link(line.origin)), PageCell(format.shortMonth(line.wished)),
          PageCell(line.planned.map { format.shortMonth($0) } ?? visit.text("planning.page.noPlace")),
          visit.cell(several: ["\(line.cells) (\(format.shortMonth(line.month)))"] + (line.unsuited.map { [said($0, view, visit)] } ?? [])),
          visit.cell(several: holders.isEmpty ? [visit.text("planning.page.notWorth")] : holders),
          visit.cell(several: instead.isEmpty ? ["–"] : instead),
          PageCell(
            line.price.map { visit.text(line.priceText, ["price": visit.euros($0)]) }
              ?? visit.text("planning.page.notToHave", ["name": deprived.map { view.name($0, visit) }.joined(separator: ", ")])),
        ])
      }, empty: visit.text(waiting == 0 ? "planning.page.nobodyWaits" : "planning.page.noReasons"))
  }

  /// `libres, mais sans fenêtre : G01 Q01`
  private func said(_ unsuited: Unsuited, _ view: ScenarioView, _ visit: Visit) -> String {
    let lacks = unsuited.lacks.map { visit.text("planning.lack.\($0.rawValue)") }.joined(separator: ", ")
    return visit.text("planning.page.unsuited", ["lacks": lacks, "cells": view.house.codes(unsuited.modules)])
  }

  func hindrancesJSON(_ visit: Visit) async throws -> Answer {
    let view = try await ScenarioView.read(try visit.id("scenario"), visit)
    return .json(view.hindrances.compactMap { hindrance in HindranceLine(hindrance, in: view).map { HindranceJSON($0, in: view) } })
  }
}

/// A hindrance in the words of the house.
struct HindranceLine: Sendable {
  struct Obstacle: Sendable {
    let origin: HouseInstance.Origin
    let cells: String
    /// The first and the last month.
    let from: Month
    let last: Month
  }
  struct Displaced: Sendable {
    let origin: HouseInstance.Origin
    /// nil when there is no other place.
    let cells: String?
    let cost: Int
  }
  let origin: HouseInstance.Origin
  let size: Int
  let wished: Month
  /// nil of who is refused.
  let planned: Month?
  let cells: String
  let month: Month
  let worth: Int
  let obstacles: [Obstacle]
  let displaced: [Displaced]
  /// What is free in the month it wishes for, and does not serve.
  let unsuited: Unsuited?
  let price: Int?
  /// One or two more would make room, and it costs less.
  let cheaper: Hindrance?
  /// Not all sets were tried.
  let isCut: Bool
  var name: String { origin.name }
  /// A price is the cheapest found where not all has been tried, and where a cheaper one follows it is that of the fewest.
  var priceText: String {
    if cheaper != nil { return "planning.page.fewestPrice" }
    return isCut ? "planning.page.cheapestFound" : "planning.page.cheapest"
  }

  init?(_ hindrance: Hindrance, in view: ScenarioView) {
    let house = view.house
    guard let number = house.instance.tenants.firstIndex(where: { $0.id == hindrance.tenant }),
      let place = house.place(hindrance.seat, of: hindrance.tenant)
    else { return nil }
    let tenant = house.instance.tenants[number]
    (origin, size, wished) = (house.origins[number], tenant.cells, house.months[tenant.starts[0]])
    planned = view.plan?.solution.plans[tenant.id].map { house.months[$0.start] }
    unsuited = view.free.flatMap { Unsuited(for: tenant, in: tenant.starts[0], of: $0) }
    (cells, month, worth) = (house.codes(place.modules), house.months[place.month], hindrance.worth)
    obstacles = hindrance.obstacles.compactMap { one in
      house.origin(of: one.tenant).map {
        Obstacle(origin: $0, cells: house.codes(one.modules), from: house.months[one.from], last: house.months[one.until - 1])
      }
    }
    displaced = hindrance.displaced.compactMap { one in
      house.origin(of: one.tenant).map { origin in
        Displaced(
          origin: origin, cells: one.seat.flatMap { house.place($0, of: one.tenant) }.map { house.codes($0.modules) }, cost: one.cost)
      }
    }
    price = house.price(of: hindrance)
    (cheaper, isCut) = (hindrance.cheapest, hindrance.isCut ?? true)
  }
}

struct HindranceJSON: Encodable, Sendable {
  struct Obstacle: Encodable, Sendable {
    let kind: HouseInstance.Origin.Kind
    let subject: String?
    let name: String?
    let cells: String
    let from: Month
    let last: Month
  }
  struct Displaced: Encodable, Sendable {
    let kind: HouseInstance.Origin.Kind
    let subject: String?
    let name: String?
    let cells: String?
    let cost: Int
  }
  let subject: String
  let name: String
  let size: Int
  let wished: Month
  let planned: Month?
  let cells: String
  let month: Month
  let worth: Int
  let obstacles: [Obstacle]
  /// What a few more who make room would change, where that costs less.
  struct Change: Encodable, Sendable {
    let cells: String
    let month: Month
    let worth: Int
    let obstacles: [Obstacle]
    let displaced: [Displaced]
    let price: Int?
  }
  /// Free in the month it wishes for, and of no use to it.
  struct Useless: Encodable, Sendable {
    let cells: String
    let lacks: [Unsuited.Lack]
  }
  let displaced: [Displaced]
  let unsuited: Useless?
  let price: Int?
  let isCut: Bool
  let cheaper: Change?

  init(_ line: HindranceLine, in view: ScenarioView) {
    isCut = line.isCut
    unsuited = line.unsuited.map { Useless(cells: view.house.codes($0.modules), lacks: $0.lacks) }
    cheaper = line.cheaper.flatMap { HindranceLine($0, in: view) }.map { other in
      let one = HindranceJSON(other, in: view)
      return Change(
        cells: one.cells, month: one.month, worth: one.worth, obstacles: one.obstacles, displaced: one.displaced, price: one.price)
    }
    (subject, name, size, wished, planned) = (line.origin.key, line.origin.name, line.size, line.wished, line.planned)
    (cells, month, worth, price) = (line.cells, line.month, line.worth, line.price)
    func said(_ text: String) -> String? { text.isEmpty ? nil : text }
    obstacles = line.obstacles.map {
      Obstacle(
        kind: $0.origin.kind, subject: said($0.origin.key), name: said($0.origin.name), cells: $0.cells, from: $0.from, last: $0.last)
    }
    displaced = line.displaced.map {
      Displaced(kind: $0.origin.kind, subject: said($0.origin.key), name: said($0.origin.name), cells: $0.cells, cost: $0.cost)
    }
  }
}
