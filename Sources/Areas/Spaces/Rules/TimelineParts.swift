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

/// What was promised of a hold, and the day it was said on.
package struct PlanPromise: Sendable, Hashable {
  package let said: Day
  package let from: Day
  package let until: Day?
  package let reason: String

  package init(said: Day, from: Day, until: Day? = nil, reason: String = "") {
    (self.said, self.from, self.until, self.reason) = (said, from, until, reason)
  }
}

/// A cell that a hold really keeps or kept, over the days of the blocking truth.
package struct BlockedCell: Sendable, Hashable {
  package let cell: Int
  package let from: Day
  package let until: Day?

  package init(cell: Int, from: Day, until: Day?) { (self.cell, self.from, self.until) = (cell, from, until) }
}

/// A hold as the plan shows it. `organisation` and cells are places in the timeline.
package struct PlanHold: Sendable, Hashable {
  package let id: ID<Hold>
  package let kind: HoldKind
  package let organisation: Int?
  package let span: DaySpan
  package let madeOn: Day
  package var endedOn: Day?
  package var endedHow: HoldEnd?
  package var endedReason = ""
  package var expiresOn: Day?
  package var monthlyRent: Money?
  package var reason = ""
  package var successor: ID<Hold>?
  package var milestone: String?
  package var wantedCount: Int?
  /// In a queue behind others, it keeps nobody from anything.
  package var isWaiting = false
  /// The cells of its space, or none as long as it has not chosen.
  package var cells: [Int] = []
  /// The cells it chooses among.
  package var pool: [Int] = []
  package var blocked: [BlockedCell] = []
  /// In the order they were said.
  package var promises: [PlanPromise] = []

  package init(id: ID<Hold>, kind: HoldKind, organisation: Int?, span: DaySpan, madeOn: Day) {
    (self.id, self.kind, self.organisation, self.span, self.madeOn) = (id, kind, organisation, span, madeOn)
  }

  /// Whether it was made, not ended and not expired by the end of that day.
  package func stood(on day: Day) -> Bool {
    madeOn <= day && (endedOn.map { day < $0 } ?? true) && (expiresOn.map { day < $0 } ?? true)
  }
  /// Its days as they were promised by then.
  package func promise(knownOn day: Day) -> PlanPromise {
    promises.last { $0.said <= day }
      ?? PlanPromise(said: madeOn, from: promises.first?.from ?? span.from, until: promises.first?.until ?? span.until)
  }
  /// How often the promise had been given another day by then.
  package func redatings(knownOn day: Day) -> Int {
    let said = promises.filter { $0.said <= day }
    return zip(said, said.dropFirst()).count { $0.from != $1.from }
  }
}

/// The days of a hold alone: what every cell of every plan is asked of, without the texts.
package struct HoldDays: Sendable, Hashable {
  package let madeOn: Day
  /// The first day by whose end it stood no more.
  package let over: Day?
  package let first: Promised
  /// Of every promise, in the order they were said.
  package let promises: [Promised]
  /// The first day that no promise of it ever reached: most holds of a plan are told to be over by this alone.
  let latest: Day
  package struct Promised: Sendable, Hashable {
    package let said: Day
    package let from: Day
    package let until: Day?
  }

  init(_ hold: PlanHold) {
    madeOn = hold.madeOn
    over = DaySpan.earlier(hold.endedOn, hold.expiresOn)
    promises = hold.promises.map { Promised(said: $0.said, from: $0.from, until: $0.until) }
    let begun = hold.promise(knownOn: Day(number: .min))
    first = Promised(said: begun.said, from: begun.from, until: begun.until)
    let endless = Day(number: .max)
    latest = promises.reduce(first.until ?? endless) { max($0, $1.until ?? endless) }
  }

  func stood(on day: Day) -> Bool { madeOn <= day && (over.map { day < $0 } ?? true) }

  /// The promise as it was known, and how often it had been given another day by then.
  func promise(knownOn day: Day) -> (promised: Promised, redatings: Int) {
    var found = first
    var (redatings, isFirst) = (0, true)
    for promise in promises where promise.said <= day {
      if !isFirst, promise.from != found.from { redatings += 1 }
      (found, isFirst) = (promise, false)
    }
    return (found, redatings)
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
