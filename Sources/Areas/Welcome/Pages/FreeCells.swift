import Kernel
import Spaces
import Web

/// A stretch of days on which a cell may be had, as known today.
struct FreeCell: Sendable {
  /// Place in the timeline.
  let cell: Int
  let from: Day
  /// The first day on which something else keeps it.
  let until: Day?

  /// How far ahead one looks.
  static let horizon = 730
  /// What is free for fewer days is offered to nobody who passes by.
  static let least = 28

  /// Lettable cells that are free on the day or will be within two years, soonest first: before works, and again after them. An option or an offer keeps its cells from others,
  /// and of what is promised among several no more is told than can be had without breaking a promise: all that is told can be had at once.
  static func all(in snapshot: PlanSnapshot, from day: Day) -> [FreeCell] {
    let timeline = snapshot.timeline
    var found: [FreeCell] = []
    for (place, cell) in timeline.cells.enumerated() where cell.kind.isLettable {
      func note(_ from: Day, _ next: Day?) {
        let until = DaySpan.earlier(next, cell.span.until)
        guard from <= day + horizon, cell.span.contains(from), until.map({ $0 - from >= least }) ?? true else { return }
        found.append(FreeCell(cell: place, from: from, until: until))
      }
      var from: Day? = max(day, cell.span.from, timeline.levels[cell.level].opening ?? day)
      for occupation in timeline.occupations[place] {
        guard let free = from else { break }
        if occupation.from > free { note(free, occupation.from) }
        from = occupation.until.map { max(free, $0) }
      }
      if let from { note(from, nil) }
    }
    func soonest(_ left: FreeCell, _ right: FreeCell) -> Bool {
      (left.from, timeline.cells[left.cell].code) < (right.from, timeline.cells[right.cell].code)
    }
    let promises = timeline.choosing.isEmpty ? PoolPromises() : snapshot.ground.promises
    return kept(found.sorted(by: soonest), promises, timeline, before: day + horizon).sorted(by: soonest)
  }

  /// Taken one after the other, soonest first.
  private static func kept(_ found: [FreeCell], _ promises: PoolPromises, _ timeline: Timeline, before last: Day) -> [FreeCell] {
    var taken: [(cell: ID<Cell>, span: DaySpan)] = []
    return found.compactMap { free in
      let id = timeline.cells[free.cell].id
      guard let span = DaySpan(checking: free.from, until: free.until) else { return nil }
      guard let stretch = promises.stretch(of: id, in: span, beside: taken), stretch.from <= last else { return nil }
      if promises.cells(over: span).contains(id) { taken.append((id, stretch)) }
      return FreeCell(cell: free.cell, from: stretch.from, until: stretch.until)
    }
  }
}

/// What is free of one kind, counted: an honest "full" says until when.
struct FreeKind: Sendable {
  let kind: CellKind
  let now: Int
  let area: FloorArea
  let later: Int
  /// The first day on which one more becomes free.
  let next: Day?
  /// Nothing is free, and nothing is announced.
  var isFull: Bool { now == 0 && next == nil }

  /// One for each kind of which a cell exists today, in the order of the kinds.
  static func all(in timeline: Timeline, of free: [FreeCell], on day: Day) -> [FreeKind] {
    CellKind.allCases.filter(\.isLettable).compactMap { kind in
      let exists = timeline.cells.contains { $0.kind == kind && ($0.span.contains(day) || $0.span.from > day) }
      if !exists { return nil }
      let own = free.filter { timeline.cells[$0.cell].kind == kind }
      let now = own.filter { $0.from <= day }
      let area = now.reduce(Int64(0)) { $0 + timeline.cells[$1.cell].area.hundredths }
      // Whoever has works in between is free now, and no second time later.
      let today = Set(now.map(\.cell))
      let later = own.filter { $0.from > day && !today.contains($0.cell) }
      return FreeKind(
        kind: kind, now: now.count, area: FloorArea(hundredths: area), later: Set(later.map(\.cell)).count, next: later.first?.from)
    }
  }
}

extension WelcomeRoutes {
  /// A line for each kind of which something is or becomes free, and one for all those that stay full.
  func lines(_ kinds: [FreeKind], _ visit: Visit) -> [(name: String, text: String, isFull: Bool)] {
    let named = kinds.map { (kind: $0, name: visit.text("welcome.kinds.\($0.kind.rawValue)")) }
    let some = named.filter { !$0.kind.isFull }.map { (name: $0.name, text: sentence($0.kind, visit), isFull: $0.kind.now == 0) }
    let full = named.filter(\.kind.isFull).map(\.name).joined(separator: " · ")
    return full.isEmpty ? some : some + [(name: full, text: visit.text("welcome.free.full"), isFull: true)]
  }

  /// `Complet : rien avant le 1er avril 2027.`
  func sentence(_ free: FreeKind, _ visit: Visit) -> String {
    let format = visit.format
    if free.now > 0 {
      let now = visit.text("welcome.free.count", ["count": format.number(free.now), "area": format.area(free.area)])
      guard let next = free.next else { return now }
      return now + " " + visit.text("welcome.free.more", ["count": format.number(free.later), "day": format.day(next)])
    }
    guard let next = free.next else { return "" }
    return visit.text("welcome.free.fullUntil", ["day": format.day(next)])
      + (free.later > 1 ? " " + visit.text("welcome.free.moreLater", ["count": format.number(free.later)]) : "")
  }
}
