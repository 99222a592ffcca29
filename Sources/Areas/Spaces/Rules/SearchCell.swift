import Kernel

/// What the search must know of a cell. All but the rent is shared by every search of a plan: a cell is handed on by reference.
package struct SearchCell: Sendable {
  private let facts: Facts
  /// The list rent of the whole cell for a month; nil when no list names it.
  package var monthlyRent: Money?

  private final class Facts: Sendable {
    let id: ID<Cell>
    let code: String
    let kind: CellKind
    let building: ID<Building>
    let level: ID<Level>
    /// Of its level; stairs are counted from it.
    let ordinal: Int
    let centre: Point
    /// Millimetres around it.
    let perimeter: Int64
    let bounds: SearchBounds
    /// Whether all its walls run along the axes.
    let isSquared: Bool
    let area: FloorArea
    let noise: NoiseZone
    let hasWindow: Bool
    /// The days on which nobody has it, it exists and its level is open, in order: see `FreeDays`.
    let free: [DaySpan]
    /// The day the head lease of its building ends: nothing begins then or later, nor goes past it.
    let leasedUntil: Day?

    init(
      id: ID<Cell>, code: String, kind: CellKind, building: ID<Building>, level: ID<Level>, ordinal: Int, outline: Polygon,
      area: FloorArea, noise: NoiseZone, hasWindow: Bool, free: [DaySpan], leasedUntil: Day?
    ) {
      self.leasedUntil = leasedUntil
      (self.id, self.code, self.kind, self.building, self.level) = (id, code, kind, building, level)
      (self.ordinal, self.area, self.noise, self.hasWindow, self.free) = (ordinal, area, noise, hasWindow, free)
      centre = outline.centre
      perimeter = outline.perimeter
      bounds = SearchBounds(outline)
      isSquared = outline.sides.allSatisfy { $0.way.x == 0 || $0.way.y == 0 }
    }
  }

  package init(
    id: ID<Cell>, code: String, kind: CellKind, building: ID<Building>, level: ID<Level>, ordinal: Int, outline: Polygon, area: FloorArea,
    noise: NoiseZone, hasWindow: Bool, monthlyRent: Money?, free: [DaySpan], leasedUntil: Day? = nil
  ) {
    facts = Facts(
      id: id, code: code, kind: kind, building: building, level: level, ordinal: ordinal, outline: outline, area: area, noise: noise,
      hasWindow: hasWindow, free: free, leasedUntil: leasedUntil)
    self.monthlyRent = monthlyRent
  }

  package var id: ID<Cell> { facts.id }
  package var code: String { facts.code }
  package var kind: CellKind { facts.kind }
  package var building: ID<Building> { facts.building }
  package var level: ID<Level> { facts.level }
  package var ordinal: Int { facts.ordinal }
  package var centre: Point { facts.centre }
  package var perimeter: Int64 { facts.perimeter }
  var bounds: SearchBounds { facts.bounds }
  var isSquared: Bool { facts.isSquared }
  package var area: FloorArea { facts.area }
  package var noise: NoiseZone { facts.noise }
  package var hasWindow: Bool { facts.hasWindow }
  package var free: [DaySpan] { facts.free }
  package var leasedUntil: Day? { facts.leasedUntil }

  /// Whether it can be had on all days of the span; without an end it is had until the head lease ends.
  func isFree(over span: DaySpan) -> Bool {
    if let leasedUntil, span.from >= leasedUntil || (span.until.map { $0 > leasedUntil } ?? false) { return false }
    return free.contains { $0.covers(span) }
  }
}
