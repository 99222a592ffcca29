import Kernel

@testable import Spaces

/// A timeline in memory: a mill with one level and a shed with two, four cells of 5 × 3 m on each, known on 1 June 2020.
enum TrialTimeline {
  static let today = day("2020-06-01")
  static let buildings = [
    PlanBuilding(
      id: ID("mill"), key: "mill", name: "Moulin", walls: WallRule(sharedWall: 1000, wallGap: 0), leasedUntil: day("2077-03-01")),
    PlanBuilding(id: ID("shed"), key: "shed", name: "Shed", walls: WallRule(sharedWall: 1000, wallGap: 0)),
  ]

  static func levels(opened: [Day?] = [nil, nil, nil]) -> [PlanLevel] {
    [(0, "mill-0"), (1, "shed-0"), (1, "shed-1")].enumerated().map { place, level in
      PlanLevel(
        id: ID("level-\(level.1)"), building: level.0, key: level.1, name: "Niveau \(level.1)", shortName: level.1,
        ordinal: place == 2 ? 1 : 0, outline: room(0, 0, 40, 10),
        openings: opened[place].map { [Announcement(said: day("2017-01-01"), day: $0)] } ?? [])
    }
  }

  /// Cell `n` is the `n % 4`th of level `n / 4`.
  static func cell(_ number: Int, _ kind: CellKind = .module, _ span: DaySpan = DaySpan(from: day("2017-01-01"), until: nil)) -> PlanCell {
    PlanCell(
      id: cellID(number), level: number / 4, code: "C\(number)", kind: kind, outline: room(Int64(number % 4) * 5, 0, 5, 3), workplaces: 2,
      span: span)
  }
  static let cells = (0..<12).map { cell($0) }

  static func holder(_ name: String, listed: Bool = true) -> PlanHolder { PlanHolder(id: ID(name), name: name, isListed: listed) }

  /// A hold of whole cells over one span.
  static func hold(
    _ kind: HoldKind, _ organisation: Int?, _ cells: [Int], _ from: String, _ until: String? = nil, made: String? = nil, rent: Int64? = nil,
    id: String? = nil, promises: [(said: String, from: String)] = [], successor: String? = nil
  ) -> PlanHold {
    let span = span(from, until)
    var hold = PlanHold(
      id: ID(id ?? "hold-\(kind)-\(cells)-\(from)"), kind: kind, organisation: organisation, span: span, madeOn: day(made ?? from) - 10)
    hold.cells = cells
    hold.blocked = cells.map { BlockedCell(cell: $0, from: span.from, until: span.until) }
    hold.monthlyRent = rent.map { Money(cents: $0) }
    hold.promises = promises.map { PlanPromise(said: day($0.said), from: day($0.from)) }
    hold.successor = successor.map { ID($0) }
    return hold
  }

  static func make(
    holders: [PlanHolder] = [], holds: [PlanHold] = [], cells: [PlanCell] = cells, opened: [Day?] = [nil, nil, nil],
    rents: [Timeline.RentPlace: Steps<Int64>] = [:], people: [Int: Steps<Int>] = [:]
  ) -> Timeline {
    Timeline(
      today: today, buildings: buildings, levels: levels(opened: opened), cells: cells, holders: holders, holds: holds, listRents: rents,
      headcounts: people)
  }
}
