import Kernel

/// How full the house is on a day, in four ways. `docs/occupancy.md` says what counts.
package struct Occupancy: Sendable, Hashable {
  /// What is counted, out of what could be.
  package struct Share: Sendable, Hashable {
    package let part: Int64
    package let whole: Int64
    package init(_ part: Int64, of whole: Int64) { (self.part, self.whole) = (part, whole) }
    /// nil of nothing.
    package var percentage: Percentage? { Percentage(part, of: whole) }
  }
  /// Cells let, of the lettable cells in service.
  package let cells: Share
  /// Hundredths of m².
  package let area: Share
  /// Monthly cents: rent of the lets, of the list rent of all cells in service.
  package let money: Share
  /// People declared by organisations with a let, of the workplaces of the cells in service.
  package let people: Share
  package let optionCells: Int64
  package let optionArea: FloorArea
  package let offerCells: Int64
  package let offerArea: FloorArea
  /// Lettable cells that exist but are not in service: before the opening, or under works.
  package let outOfService: Int64
  /// Of those, what is promised on levels that are not open yet: no option of that day, and yet nobody else's.
  package let promisedCells: Int64
  package let promisedArea: FloorArea

  package init(_ tally: Tally) {
    cells = Share(tally.letCells, of: tally.cells)
    area = Share(tally.letArea, of: tally.area)
    // Yearly cents per m² times hundredths of m²: 100 × 12 of them make a cent a month. Rounded once, half up.
    money = Share(tally.rent, of: (tally.listRent + 600) / 1200)
    people = Share(tally.people, of: tally.workplaces)
    (optionCells, optionArea) = (tally.optionCells, FloorArea(hundredths: tally.optionArea))
    (offerCells, offerArea) = (tally.offerCells, FloorArea(hundredths: tally.offerArea))
    outOfService = tally.outOfService
    (promisedCells, promisedArea) = (tally.promisedCells, FloorArea(hundredths: tally.promisedArea))
  }
}

/// The sums an occupancy is made of; changes of them add up.
package struct Tally: Sendable, Hashable {
  package var cells: Int64 = 0
  package var area: Int64 = 0
  package var listRent: Int64 = 0
  package var workplaces: Int64 = 0
  package var letCells: Int64 = 0
  package var letArea: Int64 = 0
  package var rent: Int64 = 0
  package var people: Int64 = 0
  package var optionCells: Int64 = 0
  package var optionArea: Int64 = 0
  package var offerCells: Int64 = 0
  package var offerArea: Int64 = 0
  package var outOfService: Int64 = 0
  package var promisedCells: Int64 = 0
  package var promisedArea: Int64 = 0

  package init() {}

  package static func += (left: inout Tally, right: Tally) {
    left.cells += right.cells
    left.area += right.area
    left.listRent += right.listRent
    left.workplaces += right.workplaces
    left.letCells += right.letCells
    left.letArea += right.letArea
    left.rent += right.rent
    left.people += right.people
    left.optionCells += right.optionCells
    left.optionArea += right.optionArea
    left.offerCells += right.offerCells
    left.offerArea += right.offerArea
    left.outOfService += right.outOfService
    left.promisedCells += right.promisedCells
    left.promisedArea += right.promisedArea
  }
  package static prefix func - (tally: Tally) -> Tally {
    var negative = Tally()
    negative.cells = -tally.cells
    negative.area = -tally.area
    negative.listRent = -tally.listRent
    negative.workplaces = -tally.workplaces
    negative.letCells = -tally.letCells
    negative.letArea = -tally.letArea
    negative.rent = -tally.rent
    negative.people = -tally.people
    negative.optionCells = -tally.optionCells
    negative.optionArea = -tally.optionArea
    negative.offerCells = -tally.offerCells
    negative.offerArea = -tally.offerArea
    negative.outOfService = -tally.outOfService
    negative.promisedCells = -tally.promisedCells
    negative.promisedArea = -tally.promisedArea
    return negative
  }

  /// A cell in service.
  mutating func serve(_ cell: PlanCell, listRent yearly: Int64) {
    cells += 1
    area += cell.area.hundredths
    listRent += yearly * cell.area.hundredths
    workplaces += Int64(cell.workplaces)
  }
  /// A cell in service that is kept.
  mutating func keep(_ cell: PlanCell, by kind: HoldKind, rent monthly: Money?) {
    switch kind {
    case .let:
      letCells += 1
      letArea += cell.area.hundredths
      rent += monthly?.cents ?? 0
    case .option:
      optionCells += 1
      optionArea += cell.area.hundredths
    case .offer:
      offerCells += 1
      offerArea += cell.area.hundredths
    case .works: break
    }
  }
  /// A cell that is promised before its level opens.
  mutating func promise(_ cell: PlanCell) {
    promisedCells += 1
    promisedArea += cell.area.hundredths
  }
}

extension Timeline {
  /// Yearly cents per m² asked for a cell.
  package func listRent(of cell: PlanCell, on day: Day) -> Int64 {
    listRents[RentPlace(building: levels[cell.level].building, kind: cell.kind)]?.amount(on: day) ?? 0
  }

  /// The occupancy on one day, of all cells or of some. People are counted only where they count: see `docs/occupancy.md`.
  package func occupancy(on day: Day, where isAsked: (PlanCell) -> Bool = { _ in true }) -> Occupancy {
    var tally = Tally()
    var letting: Set<Int> = []
    for (place, cell) in cells.enumerated() where cell.kind.isLettable && isAsked(cell) {
      guard cell.span.contains(day) else { continue }
      let kept = occupation(of: place, on: day)
      let kind = kept.map { holds[$0.hold].kind }
      guard levels[cell.level].isOpen(on: day), kind != .works else {
        tally.outOfService += 1
        if kind != .works, isPromised(place, on: day) { tally.promise(cell) }
        continue
      }
      tally.serve(cell, listRent: listRent(of: cell, on: day))
      guard let kept, let kind else { continue }
      tally.keep(cell, by: kind, rent: kept.rent)
      if kind == .let, let organisation = holds[kept.hold].organisation { letting.insert(organisation) }
    }
    for choice in choices(where: isAsked) where choice.days.contains(day) { tally += choice.change }
    tally.people = letting.reduce(0) { $0 + Int64(headcounts[$1]?.amount(on: day) ?? 0) }
    return Occupancy(tally)
  }
}
