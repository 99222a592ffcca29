import Kernel

/// What is so of one cell on one day. `cell` and holds are places in the timeline.
package struct CellFact: Sendable, Hashable {
  package let cell: Int
  package let state: CellState
  /// What keeps the cell that day.
  package let hold: Int?
  package let since: Day?
  /// The first day it is no longer so; nil when nobody knows.
  package let until: Day?
  /// The cell's part of the monthly rent of its let.
  package let rent: Money?
  package let next: Upcoming?
  /// Holds that wait for some cells among which this one is.
  package let awaited: [Int]

  /// The next hold that was known of that day, with the day that was promised then.
  package struct Upcoming: Sendable, Hashable {
    package let hold: Int
    package let from: Day
    package let until: Day?
    package let said: Day
    /// How often it had been given another day.
    package let redatings: Int
  }
}

extension CellFact {
  /// Nobody has it yet, as its level is not open, and somebody was told of it.
  package var isPromised: Bool { state == .unopened && next != nil }
}

extension Timeline {
  /// The facts of a level's cells that exist on the day, in reading order; of all levels one after the other when `level` is nil.
  package func facts(on day: Day, level: Int? = nil) -> [CellFact] {
    if let level { return cellsOfLevel[level].compactMap { fact(of: $0, on: day) } }
    return cellsOfLevel.flatMap { $0.compactMap { fact(of: $0, on: day) } }
  }

  /// nil on a day the cell does not exist.
  package func fact(of place: Int, on day: Day) -> CellFact? {
    guard cells[place].span.contains(day) else { return nil }
    let level = cells[place].level
    let kept = occupation(of: place, on: day)
    let kind = kept.map { holds[$0.hold].kind }
    let isOpen = levels[level].isOpen(on: day)
    let state: CellState
    if kind == .works {
      state = .works
    } else if !isOpen {
      state = .unopened
    } else if !cells[place].kind.isLettable {
      state = .unlettable
    } else {
      state = kind.map(CellState.init) ?? .free
    }
    let isKept = kept != nil && state != .unopened && state != .unlettable
    let next = upcoming(for: place, on: day, besides: isKept ? kept?.hold : nil)
    let known = knowledge(on: day)
    return CellFact(
      cell: place, state: state, hold: isKept ? kept?.hold : nil, since: isKept ? kept?.from : since(place, on: day, isOpen: isOpen),
      until: isKept ? kept?.until : isOpen ? free(place, until: day) ?? cells[place].span.until : levels[level].opening,
      rent: isKept ? kept?.rent : nil,
      next: next, awaited: awaitedBy[place].filter { holdDays[$0].stood(on: known) })
  }

  private func since(_ place: Int, on day: Day, isOpen: Bool) -> Day {
    let begun = cells[place].span.from
    guard isOpen else { return begun }
    let opened = levels[cells[place].level].opening ?? begun
    let left = occupations[place].last { $0.until.map { $0 <= day } ?? false }?.until
    return max(begun, opened, left ?? begun)
  }

  /// The day after which something keeps the cell that keeps nothing now.
  private func free(_ place: Int, until day: Day) -> Day? { occupations[place].first { $0.from > day }?.from }

  /// Whether a cell whose level is not open that day is promised to somebody, as it was known then.
  func isPromised(_ place: Int, on day: Day) -> Bool { upcoming(for: place, on: day, besides: nil) != nil }

  private func upcoming(for place: Int, on day: Day, besides current: Int?) -> CellFact.Upcoming? {
    let known = knowledge(on: day)
    var found: CellFact.Upcoming?
    for index in namedBy[place] where index != current {
      if holdDays[index].madeOn > known { break }
      guard holdDays[index].latest > day, holdDays[index].stood(on: known) else { continue }
      let (promise, redatings) = holdDays[index].promise(knownOn: known)
      if let until = promise.until, until <= day { continue }
      if let found, found.from <= promise.from { continue }
      found = CellFact.Upcoming(hold: index, from: promise.from, until: promise.until, said: promise.said, redatings: redatings)
    }
    return found
  }
}

extension CellState {
  package init(_ kind: HoldKind) {
    switch kind {
    case .option: self = .option
    case .offer: self = .offer
    case .let: self = .let
    case .works: self = .works
    }
  }
}
