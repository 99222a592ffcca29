import Kernel
import Solver
import Spaces

/// A plan as the house's own plan through time shows it: the cells it concerns bear what it says, all others what they really bear.
package struct PlannedTimeline: Sendable {
  package let timeline: Timeline
  /// Place in the timeline of the cell of each module; nil of a cell that is gone since.
  package let cellOf: [Int?]

  /// - Parameter expected: what a demand that nobody named yet is called, with its number of cells.
  package init(_ plan: SeatedPlan, on real: Timeline, expected: (Int) -> String) {
    let house = plan.house
    let cells = house.modules.map { real.cell(ID($0.cell)) }
    let planned = Set(cells.compactMap(\.self))
    var holders = real.holders
    var places = Dictionary(real.holders.enumerated().map { ($1.id.text, $0) }, uniquingKeysWith: { first, _ in first })
    var holds = real.holds.map { hold -> PlanHold in
      var hold = hold
      hold.cells.removeAll { planned.contains($0) }
      hold.pool.removeAll { planned.contains($0) }
      hold.blocked.removeAll { planned.contains($0.cell) }
      return hold
    }
    for (number, stay) in plan.stays.enumerated() {
      let origin = house.origins[stay.tenant]
      if origin.kind == .reserve { continue }
      let key = origin.organisation ?? (origin.key.isEmpty ? "expected/\(origin.cells)" : origin.key)
      if origin.kind != .works, places[key] == nil {
        places[key] = holders.count
        holders.append(PlanHolder(id: ID(key), name: origin.name.isEmpty ? expected(origin.cells) : origin.name))
      }
      let span = DaySpan(from: house.months[stay.months.lowerBound].first, until: house.months[stay.months.upperBound].first)
      var hold = PlanHold(
        id: ID("planned/\(number)"), kind: Self.kind(of: origin.kind), organisation: origin.kind == .works ? nil : places[key], span: span,
        madeOn: real.today)
      hold.cells = stay.block.compactMap { cells[$0] }
      hold.blocked = hold.cells.map { BlockedCell(cell: $0, from: span.from, until: span.until) }
      hold.promises = [PlanPromise(said: real.today, from: span.from, until: span.until)]
      if !hold.cells.isEmpty { holds.append(hold) }
    }
    timeline = Timeline(
      today: real.today, version: real.version, buildings: real.buildings, levels: real.levels, cells: real.cells, holders: holders,
      holds: holds, listRents: real.listRents, headcounts: real.headcounts)
    cellOf = cells
  }

  private static func kind(of origin: HouseInstance.Origin.Kind) -> HoldKind {
    switch origin {
    case .firm: .let
    case .option, .queued: .option
    case .offer, .waiting: .offer
    case .forecast, .reserve: .option
    case .works: .works
    }
  }
}
