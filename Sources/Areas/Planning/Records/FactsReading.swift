import Demand
import Kernel
import Spaces
import Store

/// Reads what a plan needs out of the house: its modules, who has them and until when, who waits, who said that they grow, what came in the
/// last two years.
package struct FactsReading: Sendable {
  let snapshot: PlanSnapshot
  let months: PlanMonths
  private var timeline: Timeline { snapshot.timeline }

  package init(_ snapshot: PlanSnapshot, _ months: PlanMonths) { (self.snapshot, self.months) = (snapshot, months) }

  /// What a scenario plans. Questions and futures are about modules alone.
  package static let planned: Set<CellKind> = [.module, .office, .workshop, .trainingRoom]

  package func facts(_ transaction: borrowing Transaction, today: Day, of kinds: Set<CellKind> = [.module]) throws -> PlanningFacts {
    let end = months[months.count].first
    let places = timeline.cells.indices.filter { place in
      let cell = timeline.cells[place]
      return kinds.contains(cell.kind) && cell.span.from < end
        && (ends(cell).map { months.place(from: $0) > months.place(from: opens(cell)) } ?? true)
    }
    let cells = places.map(cell)
    let ids = places.map { timeline.cells[$0].id }
    let neighbours = snapshot.ground.neighbours
    func areNeighbours(_ one: Int, _ other: Int) -> Bool { neighbours.areNeighbours(ids[one], ids[other]) }
    let modules = cells.indices.filter { cells[$0].kind == PlanningFacts.module }
    let rows = HouseRows(modules.map { cells[$0].box }) { areNeighbours(modules[$0], modules[$1]) }
    let number = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    return PlanningFacts(
      cells: cells, rows: rows.rows.map { $0.map { modules[$0] } }, parts: HouseFloors(cells, areNeighbours: areNeighbours).parts,
      held: held(number, today: today), wanted: try wanted(transaction, today: today, of: kinds),
      growing: try growing(transaction, today: today),
      expected: try kinds.sorted { $0.rawValue < $1.rawValue }.flatMap { try expected(transaction, today: today, of: $0) })
  }

  /// The day on which a cell is there no more: its own, or that of the head lease of its building.
  private func ends(_ cell: PlanCell) -> Day? {
    DaySpan.earlier(cell.span.until, timeline.buildings[timeline.levels[cell.level].building].leasedUntil)
  }
  private func opens(_ cell: PlanCell) -> Day { max(cell.span.from, timeline.levels[cell.level].opening ?? cell.span.from) }
  private func cell(_ place: Int) -> PlanningFacts.Cell {
    let cell = timeline.cells[place]
    let (low, high) = cell.outline.bounds
    let rent = timeline.monthlyListRent(of: cell, on: months.first.first)
    let out = ends(cell).map { months.place(from: $0) }
    return PlanningFacts.Cell(
      id: cell.id.text, code: cell.code, kind: cell.kind.rawValue,
      box: HouseRows.Box(level: cell.level, left: low.x, top: low.y, right: high.x, bottom: high.y), hasWindow: cell.hasWindow,
      noise: Int(cell.noise.rawValue), inService: min(months.count, months.place(from: opens(cell))),
      outOfService: out.flatMap { $0 < months.count ? $0 : nil },
      rent: rent.map { Int(($0.cents + 50) / 100) } ?? 0)
  }

  /// What stands today and keeps or awaits modules in the months of the plan.
  private func held(_ number: [Int: Int], today: Day) -> [PlanningFacts.Held] {
    let begun = BegunMonths(timeline.holds.filter { $0.stood(on: today) && !$0.isWaiting }, months)
    return timeline.holds.compactMap { hold in
      guard hold.stood(on: today), let (months, cells) = begun.kept(by: hold, opens: { opens(timeline.cells[$0]) }) else { return nil }
      if hold.isWaiting { return queued(hold, number, months) }
      let pool = hold.cells.isEmpty && hold.pool.contains { number[$0] != nil }
      let kept = cells.compactMap { number[$0] }
      if kept.isEmpty && !(pool && hold.wantedCount != nil) { return nil }
      let kind: PlanningFacts.Holding
      switch hold.kind {
      case .let: kind = .let
      case .option: kind = .option
      case .offer: kind = .offer
      case .works: kind = .works
      }
      let share = max(1, hold.cells.count)
      let rent = hold.monthlyRent.map {
        Int(($0.cents * Int64(kept.isEmpty ? 1 : kept.count) / Int64(kept.isEmpty ? 1 : share) + 50) / 100)
      }
      return PlanningFacts.Held(
        key: "hold/\(hold.id)", name: hold.organisation.map { timeline.holders[$0].name } ?? "", kind: kind,
        organisation: hold.organisation.map { timeline.holders[$0].id.text }, cells: kept.sorted(),
        wanted: kept.isEmpty ? hold.wantedCount ?? 0 : 0, among: kept.isEmpty ? hold.pool.compactMap { number[$0] } : [], months: months,
        ends: hold.span.until != nil, rent: rent,
        anniversary: ((hold.span.from.month - self.months.first) % 12 + 12) % 12)
    }
  }

  /// An option in a queue behind others: so many among its cells, of which it keeps nobody.
  private func queued(_ hold: PlanHold, _ number: [Int: Int], _ months: Range<Int>) -> PlanningFacts.Held? {
    let among = (hold.cells.isEmpty ? hold.pool : hold.cells).compactMap { number[$0] }.sorted()
    if among.isEmpty { return nil }
    return PlanningFacts.Held(
      key: "hold/\(hold.id)", name: hold.organisation.map { timeline.holders[$0].name } ?? "", kind: .option,
      organisation: hold.organisation.map { timeline.holders[$0].id.text }, cells: [],
      wanted: hold.cells.isEmpty ? hold.wantedCount ?? among.count : among.count, among: among, months: months,
      ends: hold.span.until != nil,
      rent: hold.monthlyRent.map { Int(($0.cents + 50) / 100) }, isQueued: true)
  }

  private func wanted(_ transaction: borrowing Transaction, today: Day, of kinds: Set<CellKind>) throws -> [PlanningFacts.Wanted] {
    let levels = Dictionary(timeline.levels.enumerated().map { ($1.id.text, $0) }, uniquingKeysWith: { first, _ in first })
    return try transaction.waitingList(on: today).compactMap { listed in
      let file = listed.application
      let wish = file.facts.wish
      // An offer that stands holds its cells already.
      guard listed.openOffer == nil, let kind = CellKind(rawValue: wish.kind ?? PlanningFacts.module), kinds.contains(kind) else {
        return nil
      }
      return PlanningFacts.Wanted(
        key: file.subject, name: file.facts.name, cells: wish.size, kind: kind.rawValue, from: months.place(from: wish.earliest),
        latest: wish.latest.map { months.place(from: $0) }, needsWindow: wish.needsWindow, noise: wish.noise.map { Int($0) },
        level: wish.level.flatMap { levels[$0] }, jobs: file.facts.jobs)
    }
  }

  /// The last twenty-four whole months, by size.
  private func expected(_ transaction: borrowing Transaction, today: Day, of kind: CellKind) throws -> [PlanningFacts.Expected] {
    let (from, until) = ((today.month + -24).first, today.month.first)
    let recent = try transaction.wishes().filter {
      $0.receivedOn >= from && $0.receivedOn < until && ($0.kind ?? PlanningFacts.module) == kind.rawValue
    }
    return SizeClass.allCases.compactMap { size in
      let wishes = recent.filter { $0.size == size }
      if wishes.isEmpty { return nil }
      let cells = (wishes.reduce(0) { $0 + $1.cells } + wishes.count / 2) / wishes.count
      return PlanningFacts.Expected(cells: max(1, cells), kind: kind.rawValue, perHundredMonths: wishes.count * 100 / 24)
    }
  }
}
