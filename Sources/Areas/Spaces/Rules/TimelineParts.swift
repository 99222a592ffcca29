import Kernel

/// A building as the plan draws it.
package struct PlanBuilding: Sendable, Hashable {
  package let id: ID<Building>
  package let key: String
  package let name: String
  /// Thousandths of a degree that the plan's x axis is turned clockwise from east.
  package let bearing: Int64
  package let walls: WallRule
  /// The day the head lease ends, when there is one.
  package let leasedUntil: Day?

  package init(id: ID<Building>, key: String, name: String, bearing: Int64 = 0, walls: WallRule, leasedUntil: Day? = nil) {
    (self.id, self.key, self.name, self.bearing) = (id, key, name, bearing)
    (self.walls, self.leasedUntil) = (walls, leasedUntil)
  }
}

/// A day that was announced, and the day it was announced on.
package struct Announcement: Sendable, Hashable {
  package let said: Day
  package let day: Day

  package init(said: Day, day: Day) { (self.said, self.day) = (said, day) }
}

/// A level as the plan draws it. `building` is a place in the timeline's buildings.
package struct PlanLevel: Sendable, Hashable {
  package let id: ID<Level>
  package let building: Int
  package let key: String
  package let name: String
  package let shortName: String
  /// 0 is the ground floor.
  package let ordinal: Int
  package let outline: Polygon
  /// Every day said of its opening, in the order they were said; none when it was always open. The last one counts.
  package let openings: [Announcement]

  package init(
    id: ID<Level>, building: Int, key: String, name: String, shortName: String, ordinal: Int = 0, outline: Polygon,
    openings: [Announcement] = []
  ) {
    (self.id, self.building, self.key, self.name, self.shortName) = (id, building, key, name, shortName)
    (self.ordinal, self.outline, self.openings) = (ordinal, outline, openings)
  }

  package var opening: Day? { openings.last?.day }
  package func isOpen(on day: Day) -> Bool { opening.map { $0 <= day } ?? true }
  /// The opening as it was announced on that day; the first announcement before any was made.
  package func opening(knownOn day: Day) -> Announcement? { openings.last { $0.said <= day } ?? openings.first }
}

/// A cell as the plan draws it. `level` is a place in the timeline's levels.
package struct PlanCell: Sendable, Hashable {
  package let id: ID<Cell>
  package let level: Int
  package let code: String
  package let name: String
  package let kind: CellKind
  package let outline: Polygon
  package let area: FloorArea
  package let noise: NoiseZone
  package let hasWindow: Bool
  package let capacity: Int?
  package let workplaces: Int
  package let span: DaySpan

  package init(
    id: ID<Cell>, level: Int, code: String, name: String = "", kind: CellKind = .module, outline: Polygon, area: FloorArea? = nil,
    noise: NoiseZone = .office, hasWindow: Bool = false, capacity: Int? = nil, workplaces: Int = 0, span: DaySpan
  ) {
    (self.id, self.level, self.code, self.name, self.kind) = (id, level, code, name, kind)
    (self.outline, self.area, self.noise, self.hasWindow) = (outline, area ?? outline.area, noise, hasWindow)
    (self.capacity, self.workplaces, self.span) = (capacity, workplaces, span)
  }
}

/// An organisation as the plan names it.
package struct PlanHolder: Sendable, Hashable {
  package let id: OrganisationID
  package let name: String
  package let activity: String?
  package let isInvented: Bool
  /// Stands in the public directory today.
  package let isListed: Bool

  package init(id: OrganisationID, name: String, activity: String? = nil, isInvented: Bool = false, isListed: Bool = false) {
    (self.id, self.name, self.activity, self.isInvented, self.isListed) = (id, name, activity, isInvented, isListed)
  }
}

/// A value that changes on certain days and stays until the next.
package struct Steps<Amount: Sendable & Hashable>: Sendable, Hashable {
  package let steps: [Step]
  package struct Step: Sendable, Hashable {
    package let from: Day
    package let amount: Amount
  }
  package init(_ steps: [(from: Day, amount: Amount)]) {
    self.steps = steps.sorted { $0.from < $1.from }.map { Step(from: $0.from, amount: $0.amount) }
  }
  package func amount(on day: Day) -> Amount? { steps.last { $0.from <= day }?.amount }
}
