import Kernel
import Web

/// A measure as tables show it, in their order.
enum MeasureLine: String, Sendable, CaseIterable {
  case rent, occupancy, moves, moveCost, asked, refused, refusedCellMonths, freeRuns, longestRun, rooms, roomCellMonths, reserveCellMonths

  func number(in measures: PlanMeasures) -> Int {
    switch self {
    case .rent: measures.rent
    case .occupancy: measures.occupancy
    case .moves: measures.moves
    case .moveCost: measures.moveCost
    case .asked: measures.asked
    case .refused: measures.refused
    case .refusedCellMonths: measures.refusedCellMonths
    case .freeRuns: measures.freeRuns
    case .longestRun: measures.longestRun
    case .rooms: measures.rooms
    case .roomCellMonths: measures.roomCellMonths
    case .reserveCellMonths: measures.reserveCellMonths
    }
  }

  func text(_ number: Int, _ visit: Visit) -> String {
    switch self {
    case .rent, .moveCost: visit.euros(number)
    case .occupancy: visit.share(number)
    case .freeRuns, .longestRun: visit.decimal(number)
    default: visit.format.number(number)
    }
  }
  /// The line that says it by month, of a sum that grows with the months of a plan.
  var byMonth: String? {
    switch self {
    case .rent: "rentByMonth"
    case .refusedCellMonths: "refusedByMonth"
    default: nil
    }
  }
  func monthly(_ number: Int, _ months: Int, _ visit: Visit) -> String {
    self == .rent ? visit.euros((number + months / 2) / months) : visit.decimal(number * 100 / months)
  }
  /// With its sign; shares differ by points.
  func change(_ number: Int, _ visit: Visit) -> String {
    if number == 0 { return "=" }
    let amount = self == .occupancy ? visit.text("planning.page.points", ["value": visit.decimal(abs(number))]) : text(abs(number), visit)
    return (number > 0 ? "+" : "−") + amount
  }
}
