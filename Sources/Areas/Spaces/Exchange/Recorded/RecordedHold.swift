import Kernel

/// A hold as the lines of an export tell it, one after the other.
struct RecordedHold: Sendable {
  struct Promise: Sendable, Hashable {
    let span: DaySpan
    let at: Instant
    /// The key of the milestone it follows, and which of its dates.
    let milestone: String
    let said: Int?
    let reason: String
  }
  struct End: Sendable, Hashable {
    let how: HoldEnd
    let at: Instant
    /// The first day on which it held no longer; nil when it never held a day.
    let until: Day?
    let reason: String
    let successor: String?
  }

  /// The line that made it.
  let made: HouseEvent
  let kind: HoldKind
  let at: Instant
  private(set) var promises: [Promise]
  private(set) var reason: String
  private(set) var notice = ""
  private(set) var reminders: [HouseEvent] = []
  private(set) var end: End?

  var key: String { made.key }
  var place: String { made.place }
  var span: DaySpan { promises[promises.count - 1].span }
  /// It chooses among cells, or waits for them.
  var isChoosing: Bool { made.count != nil }
  /// Whether it keeps its cells from others, for the days of its span.
  var blocks: Bool { !isChoosing && (end == nil || end?.until != nil) }

  /// nil unless the line makes a hold.
  init?(_ event: HouseEvent) {
    guard let at = event.at, let kind = HoldKind(rawValue: event.verb.rawValue), event.verb.makesHold, let from = event.from,
      let span = DaySpan(checking: from, until: event.until)
    else { return nil }
    (made, self.kind, self.at, reason) = (event, kind, at, event.reason)
    promises = [Promise(span: span, at: at, milestone: event.milestone, said: event.said, reason: event.reason)]
  }

  /// What a later line of the same key says. A problem where it cannot be.
  mutating func add(_ event: HouseEvent) -> Problem? {
    guard let at = event.at else { return nil }
    if end != nil { return Problem("spaces.exchange.problem.afterEnd", field: "\(event.place):verb", ["key": key]) }
    switch event.verb {
    case .promise:
      guard let from = event.from, let span = DaySpan(checking: from, until: event.until) else { return nil }
      promises.append(Promise(span: span, at: at, milestone: made.milestone, said: event.said, reason: event.reason))
    case .terms: reason = event.reason
    case .notice: notice = event.reason
    case .remind: reminders.append(event)
    default:
      guard let how = event.verb.end else { return nil }
      end = End(how: how, at: at, until: event.until, reason: event.reason, successor: event.next.first)
      if let until = event.until, until != span.until {
        return Problem("spaces.exchange.problem.endDay", field: "\(event.place):until", ["day": span.until?.description ?? "—"])
      }
    }
    return nil
  }
}

/// The holds of a file in the order they were made, put together from their lines.
struct RecordedHolds: Sendable {
  private(set) var holds: [RecordedHold] = []
  private(set) var problems: [Problem] = []

  /// - Parameter events: in the order of the file.
  init(_ events: [HouseEvent]) {
    var places: [String: Int] = [:]
    let lines = events.filter { $0.verb != .slip && $0.verb != .reached }
    for event in lines where event.verb.makesHold {
      guard let hold = RecordedHold(event) else { continue }
      if places[event.key] != nil {
        problems.append(Problem("spaces.exchange.problem.keyTwice", field: "\(event.place):key", ["key": event.key]))
      } else {
        places[event.key] = holds.count
        holds.append(hold)
      }
    }
    for event in lines where !event.verb.makesHold {
      guard let place = places[event.key] else {
        problems.append(Problem("spaces.exchange.problem.unknownHold", field: "\(event.place):key", ["key": event.key]))
        continue
      }
      if let problem = holds[place].add(event) { problems.append(problem) }
    }
    for hold in holds {
      guard let next = hold.end?.successor else { continue }
      if places[next] == nil {
        problems.append(Problem("spaces.exchange.problem.unknownHold", field: "\(hold.place):next", ["key": next]))
      }
    }
    refuseCircles(places)
  }

  /// Nobody takes over from who took over from them.
  private mutating func refuseCircles(_ places: [String: Int]) {
    var safe: Set<String> = []
    for hold in holds where !safe.contains(hold.key) {
      var path: Set<String> = []
      var key: String? = hold.key
      while let current = key, !safe.contains(current) {
        if !path.insert(current).inserted {
          problems.append(Problem("spaces.exchange.problem.circle", field: "\(hold.place):next", ["key": hold.key]))
          break
        }
        key = places[current].flatMap { holds[$0].end?.successor }
      }
      safe.formUnion(path)
    }
  }
}
