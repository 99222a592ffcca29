import Kernel

/// What every search of one plan shares, made once: which cells are beside which, and when each is free.
package struct SearchGround: Sendable {
  package let neighbours: Neighbours
  private let cells: [SearchCell]
  /// What somebody may still choose.
  package let promises: PoolPromises

  package init(_ timeline: Timeline, links: [LinkedPair]) {
    let walls = Dictionary(
      timeline.levels.map { ($0.id, timeline.buildings[$0.building].walls) }, uniquingKeysWith: { first, _ in first })
    neighbours = Neighbours(
      cells: timeline.cells.map { ($0.id, timeline.levels[$0.level].id, $0.outline) },
      walls: { walls[$0] ?? WallRule(sharedWall: 1000, wallGap: 0) }, links: links)
    promises = PoolPromises(timeline, neighbours: neighbours)
    cells = timeline.cells.enumerated().map { place, cell in
      let level = timeline.levels[cell.level]
      let blocked = timeline.occupations[place].compactMap { DaySpan(checking: $0.from, until: $0.until) }
      return SearchCell(
        id: cell.id, code: cell.code, kind: cell.kind, building: timeline.buildings[level.building].id, level: level.id,
        ordinal: level.ordinal, outline: cell.outline, area: cell.area, noise: cell.noise, hasWindow: cell.hasWindow, monthlyRent: nil,
        free: FreeDays.of(existence: cell.span, opens: level.opening, blocked: blocked),
        leasedUntil: timeline.buildings[level.building].leasedUntil)
    }
  }

  /// A search with the list rents of a day. Without them rents are neither shown nor weighed, so that the order tells nothing of them.
  package func search(rentsOn day: Day?, in timeline: Timeline, weights: SearchWeights = SearchWeights()) -> AdjacentSearch {
    var (cells, weights) = (cells, weights)
    if let day {
      for place in cells.indices { cells[place].monthlyRent = timeline.monthlyListRent(of: timeline.cells[place], on: day) }
    } else {
      weights.rent = 0
    }
    return AdjacentSearch(cells: cells, neighbours: neighbours, weights: weights, promises: promises)
  }
}

extension Timeline {
  /// What is asked for a cell a month, to the cent, half up; nil when no list names its kind.
  package func monthlyListRent(of cell: PlanCell, on day: Day) -> Money? {
    let place = RentPlace(building: levels[cell.level].building, kind: cell.kind)
    return listRents[place]?.amount(on: day).map { Money(cents: ($0 * cell.area.hundredths + 600) / 1200) }
  }
}
