import Kernel

extension PlanReading {
  mutating func readEvents() {
    readRecorded()
    problems.add(RecordedHolds(entries.recorded).problems)
    // Lines of one day keep their order.
    entries.events = entries.events.enumerated().sorted { ($0.element.on, $0.offset) < ($1.element.on, $1.offset) }.map(\.element)
    checkKeys()
    checkCells()
    checkMilestones()
  }

  /// The lines of the file, those with an instant apart and in the order of the file.
  mutating func readRecorded() {
    let all = PlanFile.events.read(from: files, into: &problems) { reader, place in PlanReading.event(&reader, place) }
    entries.recorded = all.filter { $0.at != nil }
    entries.events = all.filter { $0.at == nil }
  }

  private static func event(_ reader: inout InputReader, _ place: String) -> HouseEvent? {
    let on = reader.requiredDay("on")
    let verb = reader.word("verb", of: HouseEvent.Verb.self)
    let at = reader.instant("at")
    let isRecorded = !reader.input["at"].isEmpty
    for column in (isRecorded ? verb?.neededRecorded : verb?.needed) ?? [] where reader.input[column].allSatisfy(\.isWhitespace) {
      reader.problems.add("kernel.problem.missing", field: column)
    }
    let from = reader.day("from")
    let until = reader.day("until")
    if let from, let until, until <= from { reader.problems.add("kernel.problem.reversed", field: "until") }
    let milestone = reader.text("milestone", limit: 100) ?? ""
    if let verb, verb.makesHold, from == nil, milestone.isEmpty, reader.input["from"].isEmpty {
      reader.problems.add("kernel.problem.missing", field: "from")
    }
    let event = (
      key: reader.text("key", limit: 100) ?? "", organisation: reader.text("organisation", limit: 100) ?? "", cells: reader.words("cells"),
      count: reader.integer("count", in: 1...1000), offset: reader.integer("offset", in: -3650...3650) ?? 0, expires: reader.day("expires"),
      rent: reader.money("rent"), reason: reader.text("reason", limit: 2000, lines: true) ?? "",
      source: reader.text("source", limit: 2000, lines: true) ?? "",
      queue: reader.integer("queue", in: 1...1000),
      next: isRecorded ? reader.text("next", limit: 100).map { [$0] } ?? [] : reader.words("next"),
      by: reader.text("by") ?? "", said: reader.integer("said", in: 1...100_000)
    )
    guard let on, let verb else { return nil }
    if isRecorded, !verb.isRecordable {
      reader.problems.add("spaces.exchange.problem.notRecorded", field: "verb", ["verb": verb.rawValue])
    }
    if !verb.reshapes, event.next.count > 1 { reader.problems.add("spaces.exchange.problem.oneKey", field: "next") }
    return HouseEvent(
      place: place, on: on, verb: verb, key: event.key, organisation: event.organisation, cells: event.cells, count: event.count,
      milestone: milestone, offset: event.offset, from: from, until: until, expires: event.expires, rent: event.rent, reason: event.reason,
      source: event.source, queue: event.queue, next: event.next, at: at, by: event.by, said: event.said)
  }

  /// Every key is made once, and before it is spoken of.
  private mutating func checkKeys() {
    var made = Set(entries.recorded.filter(\.verb.makesHold).map(\.key))
    func unknown(_ event: HouseEvent) -> Bool { !event.verb.makesHold && !event.key.isEmpty && !made.contains(event.key) }
    for event in entries.events {
      if unknown(event), !event.verb.reshapes {
        problems.add("spaces.exchange.problem.unknownHold", field: "\(event.place):key", ["key": event.key])
      }
      let new = event.verb.makesHold ? [event.key] : event.verb == .firm || event.verb == .transfer ? event.next : []
      for key in new where !made.insert(key).inserted {
        problems.add("spaces.exchange.problem.keyTwice", field: "\(event.place):key", ["key": key])
      }
    }
  }

  private mutating func checkCells() {
    let names = cellNames
    for event in entries.recorded {
      for name in event.cells where !names.contains(name) {
        problems.add("spaces.exchange.problem.unknown", field: "\(event.place):cells", ["key": name])
      }
      if Set(event.cells).count < event.cells.count || (event.count ?? 0 > event.cells.count && event.verb.makesHold) {
        problems.add("spaces.exchange.problem.cellList", field: "\(event.place):cells")
      }
    }
    let spans = Dictionary(grouping: entries.cells, by: \.code).mapValues { $0.map(\.span) }
    for event in entries.events {
      for code in event.cells where spans[code] == nil && !mentioned.cells.contains(code) {
        problems.add("spaces.exchange.problem.unknown", field: "\(event.place):cells", ["key": code])
      }
      for code in event.verb.reshapes ? event.next : [] where spans[code] == nil && !mentioned.cells.contains(code) {
        problems.add("spaces.exchange.problem.unknown", field: "\(event.place):next", ["key": code])
      }
    }
  }

  private mutating func checkMilestones() {
    let keys = Set(entries.milestones.map(\.key))
    let said = Set((entries.events + entries.recorded).filter { $0.verb == .slip || $0.verb == .reached }.map(\.milestone))
    for event in entries.events + entries.recorded where !event.milestone.isEmpty && !keys.contains(event.milestone) {
      problems.add("spaces.exchange.problem.unknown", field: "\(event.place):milestone", ["key": event.milestone])
    }
    for milestone in entries.milestones where milestone.day == nil && !said.contains(milestone.key) {
      problems.add("kernel.problem.missing", field: "\(milestone.place):day")
    }
  }

  /// Cells that were merged or split, for a plan that comes without its events.
  mutating func readReshapings() {
    entries.reshapings = PlanFile.reshapings.read(from: files, into: &problems) { reader, place in
      let at = reader.instant("at")
      let kind = reader.word("kind", of: ReshapingKind.self)
      let day = reader.requiredDay("day")
      let from = reader.day("works_from")
      let until = reader.day("works_until")
      var works: DaySpan?
      if let from {
        works = DaySpan(checking: from, until: until)
        if works == nil { reader.problems.add("kernel.problem.reversed", field: "works_until") }
      }
      let change = (
        cells: reader.words("cells"), next: reader.words("next"), cost: reader.money("cost"),
        note: reader.text("note", limit: 2000, lines: true)
      )
      guard let kind, let day else { return nil }
      return PlanEntries.Change(
        place: place, at: at, kind: kind, day: day, cells: change.cells, next: change.next, works: works, cost: change.cost ?? .zero,
        note: change.note ?? "")
    }
    let codes = cellNames
    for change in entries.reshapings {
      for code in change.cells + change.next where !codes.contains(code) {
        problems.add("spaces.exchange.problem.unknown", field: "\(change.place):cells", ["key": code])
      }
    }
  }
}

extension InputReader {
  /// `2026-11-24T09:30:00Z`.
  mutating func instant(_ field: String) -> Instant? {
    guard let typed = text(field, limit: 40) else { return nil }
    if let instant = Instant(exactly: typed) { return instant }
    problems.add("spaces.exchange.problem.instant", field: field)
    return nil
  }
}
