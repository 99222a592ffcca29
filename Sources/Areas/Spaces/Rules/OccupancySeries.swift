import Kernel

/// The occupancy on many days in one sweep over what changes, instead of one look at every cell a day.
package struct OccupancySeries: Sendable {
  package let days: [Day]
  package let figures: [Occupancy]

  /// - Parameters:
  ///   - days: ascending.
  ///   - isAsked: which cells count, as in `Timeline.occupancy`.
  package init(_ timeline: Timeline, on days: [Day], where isAsked: (PlanCell) -> Bool = { _ in true }) {
    var changes = Changes()
    for (place, cell) in timeline.cells.enumerated() where cell.kind.isLettable && isAsked(cell) {
      changes.add(cell, at: place, of: timeline)
    }
    for choice in timeline.choices(where: isAsked) { changes.add(choice.change, from: choice.days.from, until: choice.days.until) }
    changes.addPeople(of: timeline)
    let sorted = changes.list.sorted { $0.day < $1.day }
    var tally = Tally()
    var place = 0
    self.days = days
    figures = days.map { day in
      while place < sorted.count, sorted[place].day <= day {
        tally += sorted[place].change
        place += 1
      }
      return Occupancy(tally)
    }
  }

  /// On the first day of each month.
  package init(_ timeline: Timeline, from first: Month, through last: Month, where isAsked: (PlanCell) -> Bool = { _ in true }) {
    let months = first <= last ? Array(first.number...last.number) : []
    self.init(timeline, on: months.map { Month(number: $0).first }, where: isAsked)
  }
}

private struct Changes {
  var list: [(day: Day, change: Tally)] = []
  /// Days a let of an organisation begins (+1) or ends (−1) in some cell, by place of the organisation.
  var lets: [Int: [(day: Day, step: Int)]] = [:]

  mutating func add(_ change: Tally, from: Day, until: Day?) {
    list.append((from, change))
    if let until { list.append((until, -change)) }
  }

  mutating func add(_ cell: PlanCell, at place: Int, of timeline: Timeline) {
    let occupations = timeline.occupations[place]
    let works = occupations.filter { timeline.holds[$0.hold].kind == .works }
    let opening = max(cell.span.from, timeline.levels[cell.level].opening ?? cell.span.from)
    var exists = Tally()
    exists.outOfService = 1
    add(exists, from: cell.span.from, until: cell.span.until)
    if let closed = DaySpan(checking: cell.span.from, until: DaySpan.earlier(opening, cell.span.until)) {
      for days in closed.without(works) { addPromised(cell, at: place, over: days, of: timeline) }
    }
    guard let service = DaySpan(checking: opening, until: cell.span.until) else { return }
    for served in service.without(works) {
      add(-exists, from: served.from, until: served.until)
      addRents(cell, over: served, of: timeline)
    }
    for kept in occupations {
      guard let span = DaySpan(checking: kept.from, until: kept.until)?.intersection(service) else { continue }
      let hold = timeline.holds[kept.hold]
      var change = Tally()
      change.keep(cell, by: hold.kind, rent: kept.rent)
      add(change, from: span.from, until: span.until)
      if hold.kind == .let, let organisation = hold.organisation {
        lets[organisation, default: []].append((span.from, 1))
        if let until = span.until { lets[organisation, default: []].append((until, -1)) }
      }
    }
  }

  /// Whether somebody was told of a cell before its level opens changes only on days on which something is said, ends or is over.
  private mutating func addPromised(_ cell: PlanCell, at place: Int, over days: DaySpan, of timeline: Timeline) {
    var turns: Set<Day> = [days.from]
    for hold in timeline.namedBy[place].map({ timeline.holdDays[$0] }) {
      for promised in [hold.first] + hold.promises { turns.formUnion([promised.said, promised.until].compactMap(\.self)) }
      turns.formUnion([hold.madeOn, hold.over].compactMap(\.self))
    }
    var change = Tally()
    change.promise(cell)
    let sorted = turns.filter { days.contains($0) }.sorted()
    for (from, until) in zip(sorted, sorted.dropFirst().map(Optional.some) + [days.until]) where timeline.isPromised(place, on: from) {
      add(change, from: from, until: until)
    }
  }

  /// The list rent changes while a cell is in service: one piece for each.
  private mutating func addRents(_ cell: PlanCell, over served: DaySpan, of timeline: Timeline) {
    let place = Timeline.RentPlace(building: timeline.levels[cell.level].building, kind: cell.kind)
    let turns = (timeline.listRents[place]?.steps ?? []).map(\.from).filter { $0 > served.from && served.contains($0) }
    var from = served.from
    for until in turns.map(Optional.some) + [served.until] {
      var change = Tally()
      change.serve(cell, listRent: timeline.listRent(of: cell, on: from))
      add(change, from: from, until: until)
      if let until { from = until }
    }
  }

  /// An organisation's people count while it has any let.
  mutating func addPeople(of timeline: Timeline) {
    for (organisation, steps) in lets {
      guard let counts = timeline.headcounts[organisation] else { continue }
      let days = Set(steps.map(\.day) + counts.steps.map(\.from)).sorted()
      let sorted = steps.sorted { $0.day < $1.day }
      var (place, held, shown) = (0, 0, 0)
      for day in days {
        while place < sorted.count, sorted[place].day <= day {
          held += sorted[place].step
          place += 1
        }
        let people = held > 0 ? counts.amount(on: day) ?? 0 : 0
        var change = Tally()
        change.people = Int64(people - shown)
        list.append((day, change))
        shown = people
      }
    }
  }
}

extension DaySpan {
  /// What is left of the span without the days of some occupations, which are sorted and do not overlap.
  fileprivate func without(_ taken: [Timeline.Occupation]) -> [DaySpan] {
    var left: [DaySpan] = []
    var from: Day? = self.from
    for occupation in taken {
      guard let begin = from, occupation.until.map({ $0 > begin }) ?? true else { continue }
      if let until, occupation.from >= until { break }
      if let piece = DaySpan(checking: begin, until: occupation.from) { left.append(piece) }
      from = occupation.until
    }
    if let from, let piece = DaySpan(checking: from, until: until) { left.append(piece) }
    return left
  }
}
