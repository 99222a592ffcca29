import Kernel
import Web

/// Which part of the house, and which years: those outside the range of the house become the nearest inside.
package struct OccupancyAsk: Sendable, Hashable {
  package let part: HousePart
  package let first: Int
  package let last: Int

  package init(_ query: Input, in snapshot: PlanSnapshot) {
    let range = snapshot.range
    let years = range.first.year...range.last.year
    part = HousePart(query["part"], in: snapshot.timeline) ?? .whole
    let first = Int(query["first"]).map { min(max($0, years.lowerBound), years.upperBound) } ?? years.lowerBound
    let last = Int(query["last"]).map { min(max($0, years.lowerBound), years.upperBound) } ?? years.upperBound
    (self.first, self.last) = (min(first, last), max(first, last))
  }

  /// With what the table of routes told, a part that is not there.
  static func problems(of visit: Visit, in snapshot: PlanSnapshot) -> Problems {
    var problems = Problems()
    problems.add(visit.problems)
    if HousePart(visit.query["part"], in: snapshot.timeline) == nil { problems.add("kernel.problem.choice", field: "part") }
    return problems
  }

  package func path(_ base: String, in timeline: Timeline) -> String {
    base + "?first=\(first)&last=\(last)" + (part == .whole ? "" : "&part=" + percentEncoded(part.text(in: timeline)))
  }

  /// The months asked for with their figures.
  func months(of snapshot: PlanSnapshot) -> [OccupancyMonth] {
    let series = snapshot.series(of: part)
    return zip(series.days, series.figures).compactMap { day, figure in
      (first...last).contains(day.year) ? OccupancyMonth(day: day, figures: figure) : nil
    }
  }
}

/// The occupancy on the first day of a month.
struct OccupancyMonth: Sendable, Hashable {
  let day: Day
  let figures: Occupancy

  func share(_ measure: OccupancyMeasure) -> Occupancy.Share {
    switch measure {
    case .cells: figures.cells
    case .area: figures.area
    case .money: figures.money
    case .people: figures.people
    }
  }
  /// Lettable cells in service that nobody keeps.
  var freeCells: Int64 { figures.cells.whole - figures.cells.part - figures.optionCells - figures.offerCells }
  /// All lettable cells that are there.
  var allCells: Int64 { figures.cells.whole + figures.outOfService }
}

/// The four ways an occupancy is measured.
enum OccupancyMeasure: String, Sendable, CaseIterable {
  case cells, area, money, people

  static func seen(with sight: PlanSight) -> [OccupancyMeasure] { allCases.filter { $0 != .money || sight.rents } }
}
