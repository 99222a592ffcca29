import Kernel

/// The whole house over all days, as it is known today: what every plan, figure and history is derived from.
///
/// Past days show what was; what was *promised* on a past day is shown as it was known then. Days to come show what is known today.
/// One for all who look at it: it is handed on by reference.
package final class Timeline: Sendable {
  package let today: Day
  package let version: Int
  package let buildings: [PlanBuilding]
  package let levels: [PlanLevel]
  package let cells: [PlanCell]
  package let holders: [PlanHolder]
  package let holds: [PlanHold]
  /// The days of the holds, in the same places.
  package let holdDays: [HoldDays]
  /// Yearly cents per m², by place of the building and kind.
  package let listRents: [RentPlace: Steps<Int64>]
  /// People declared, by place of the holder.
  package let headcounts: [Int: Steps<Int>]

  private let placeOfCell: [ID<Cell>: Int]
  /// Places of the cells of each level, in the order they are read: row by row.
  package let cellsOfLevel: [[Int]]
  /// What keeps each cell, first to last; no two on one day.
  package let occupations: [[Occupation]]
  /// Places of the holds that name each cell, kept or not, in the order they were made.
  package let namedBy: [[Int]]
  /// Places of the holds that wait for some of several cells, by cell.
  package let awaitedBy: [[Int]]
  /// Places of the holds that were promised so many among several cells and had still to choose.
  package let choosing: [Int]

  package struct RentPlace: Hashable, Sendable {
    package let building: Int
    package let kind: CellKind
    package init(building: Int, kind: CellKind) { (self.building, self.kind) = (building, kind) }
  }
  /// A hold on one cell over the days it really keeps it, with its part of the rent by area.
  package struct Occupation: Sendable, Hashable {
    package let hold: Int
    package let from: Day
    package let until: Day?
    package let rent: Money?
    package func contains(_ day: Day) -> Bool { from <= day && (until.map { day < $0 } ?? true) }
  }

  package init(
    today: Day, version: Int = 1, buildings: [PlanBuilding], levels: [PlanLevel], cells: [PlanCell], holders: [PlanHolder] = [],
    holds: [PlanHold] = [], listRents: [RentPlace: Steps<Int64>] = [:], headcounts: [Int: Steps<Int>] = [:]
  ) {
    (self.today, self.version, self.buildings, self.levels, self.cells) = (today, version, buildings, levels, cells)
    (self.holders, self.holds, self.listRents, self.headcounts) = (holders, holds, listRents, headcounts)
    holdDays = holds.map(HoldDays.init)
    choosing = holds.indices.filter { holds[$0].cells.isEmpty && !holds[$0].pool.isEmpty && !holds[$0].isWaiting }
    placeOfCell = Dictionary(cells.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    cellsOfLevel = Timeline.readingOrder(cells, levels: levels.count)
    var occupations = [[Occupation]](repeating: [], count: cells.count)
    var namedBy = [[Int]](repeating: [], count: cells.count)
    var awaitedBy = namedBy
    for (place, hold) in holds.enumerated() {
      for cell in hold.cells { namedBy[cell].append(place) }
      for cell in hold.pool where hold.cells.isEmpty { awaitedBy[cell].append(place) }
      // An option or an offer that has expired keeps nothing from the day it did, whether or not that was written down yet.
      let expiry = hold.expiresOn.flatMap { $0 <= today ? $0 : nil }
      let rents = Timeline.rents(of: hold, cells: cells)
      for (index, blocked) in hold.blocked.enumerated() {
        let until = DaySpan.earlier(blocked.until, hold.endedOn == nil ? expiry : nil)
        if let until, until <= blocked.from { continue }
        occupations[blocked.cell].append(
          Occupation(hold: place, from: blocked.from, until: until, rent: rents.isEmpty ? nil : rents[index]))
      }
    }
    for cell in cells.indices {
      occupations[cell].sort { $0.from < $1.from }
      namedBy[cell].sort { (holds[$0].madeOn, $0) < (holds[$1].madeOn, $1) }
    }
    (self.occupations, self.namedBy, self.awaitedBy) = (occupations, namedBy, awaitedBy)
  }

  private static func rents(of hold: PlanHold, cells: [PlanCell]) -> [Money] {
    guard let rent = hold.monthlyRent, !hold.blocked.isEmpty else { return [] }
    if hold.blocked.count == 1 { return [rent] }
    return rent.split(by: hold.blocked.map { cells[$0.cell].area.hundredths })
  }

  /// Rows of two metres from the top, each from left to right.
  private static func readingOrder(_ cells: [PlanCell], levels: Int) -> [[Int]] {
    var order = [[Int]](repeating: [], count: levels)
    for place in cells.indices { order[cells[place].level].append(place) }
    let corners = cells.map(\.outline.bounds.low)
    for level in order.indices {
      order[level].sort { left, right in
        let (first, second) = (corners[left], corners[right])
        return (first.y / 2000, first.x, first.y, left) < (second.y / 2000, second.x, second.y, right)
      }
    }
    return order
  }

  /// What was known when a day was looked at: that day itself, or today for a day to come.
  package func knowledge(on day: Day) -> Day { min(day, today) }

  /// The occupation of a cell on a day, by halving.
  package func occupation(of cell: Int, on day: Day) -> Occupation? {
    let all = occupations[cell]
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].from <= day { low = middle + 1 } else { high = middle }
    }
    guard low > 0, all[low - 1].contains(day) else { return nil }
    return all[low - 1]
  }

  package func cell(_ id: ID<Cell>) -> Int? { placeOfCell[id] }
  package func holder(_ id: OrganisationID) -> Int? { holders.firstIndex { $0.id == id } }
  package func level(key: String) -> Int? { levels.firstIndex { $0.key == key } }
}
