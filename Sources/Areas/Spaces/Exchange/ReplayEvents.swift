import Kernel
import People
import Store

/// Lives through the events of a house once more, each through the act that people use, at noon of its day and without letters.
/// A line that was lived through before is passed over. The first that cannot be refuses everything, with the line it stands on:
/// those after it rest on it. Each act is done in the name of whoever imports, who needs its permission as at the desk.
/// A line later than today, or earlier than what the house last did, is refused: an act lived on another day than its own would write down
/// as expired what stands.
package struct ReplayEvents: Act {
  package let entries: PlanEntries
  package let progress: ImportProgress

  package init(_ entries: PlanEntries, progress: @escaping ImportProgress = { _, _, _ in }) {
    (self.entries, self.progress) = (entries, progress)
  }

  /// How many were new.
  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    try viewer.demand(.exchangePlan)
    try transaction.lock(planLock)
    let known = try transaction.rememberedEvents()
    let fresh = entries.events.filter { !known.contains($0.digest) }
    if fresh.isEmpty { return 0 }
    try refuse(fresh, in: transaction, for: viewer, at: now)
    let organisations = try transaction.organisationKeys()
    for (place, event) in fresh.enumerated() {
      if place % 20 == 0 { progress("spaces.exchange.step.events", place, fresh.count) }
      try replay(event, organisations, in: transaction, for: viewer)
      try transaction.remember(event, by: viewer, at: now)
    }
    progress("spaces.exchange.step.events", fresh.count, fresh.count)
    return fresh.count
  }

  private func replay(
    _ event: HouseEvent, _ organisations: [String: OrganisationID], in transaction: borrowing Transaction, for viewer: Viewer
  ) throws {
    let past = Past(event: event, organisation: organisations[event.organisation], viewer: viewer)
    switch event.verb {
    case .slip, .reached: try past.date(in: transaction)
    case .option, .offer, .let, .works: try past.hold(in: transaction)
    case .firm, .release, .transfer, .end, .extend: try past.follow(in: transaction)
    case .merge, .split: try past.reshape(entries, in: transaction)
    // The reader lets none through without its instant.
    case .promise, .terms, .notice, .remind, .expire, .reshape:
      throw Refusal.invalid("spaces.exchange.problem.onlyRecorded", field: "\(event.place):verb", ["verb": event.verb.rawValue])
    }
  }
}

/// One event with what its keys stand for.
private struct Past {
  let event: HouseEvent
  let organisation: OrganisationID?
  let viewer: Viewer

  func date(in transaction: borrowing Transaction) throws {
    guard let milestone = try transaction.milestone(key: event.milestone)?.milestone.id, let day = event.from else {
      throw unknown("milestone")
    }
    if event.verb == .slip {
      try live(SlipMilestone(milestone, to: day, reason: event.reason, source: event.source, silently: true), in: transaction)
    } else {
      try live(ReachMilestone(milestone, on: day, reason: event.reason, source: event.source, silently: true), in: transaction)
    }
  }

  func hold(in transaction: borrowing Transaction) throws {
    let start = try self.start(in: transaction)
    let cells = try cells(on: start.day, in: transaction)
    let wanted: WantedCells = event.count.map { .among(count: $0, cells) } ?? .exactly(cells)
    if event.verb == .works {
      let act = TakeOutOfService(key: event.key, cells: cells, start: start.asked, until: event.until, reason: event.reason, silently: true)
      return _ = try live(act, in: transaction)
    }
    guard let organisation else { throw unknown("organisation") }
    switch event.verb {
    case .let:
      let act = LetSpace(
        key: event.key, organisation: organisation, cells: cells, start: start.asked, until: event.until, monthlyRent: event.rent,
        reason: event.reason, silently: true)
      _ = try live(act, in: transaction)
    case .offer:
      let act = MakeOffer(
        key: event.key, organisation: organisation, cells: wanted, start: start.asked, until: event.until,
        expiresOn: event.expires ?? event.on,
        monthlyRent: event.rent, reason: event.reason, silently: true)
      _ = try live(act, in: transaction)
    default:
      let act = GrantOption(
        key: event.key, organisation: organisation, cells: wanted, start: start.asked, until: event.until,
        expiresOn: event.expires ?? event.on,
        monthlyRent: event.rent, reason: event.reason, queuePosition: event.queue, silently: true)
      _ = try live(act, in: transaction)
    }
  }

  func follow(in transaction: borrowing Transaction) throws {
    guard let hold = try transaction.hold(key: event.key) else { throw unknown("key") }
    switch event.verb {
    case .firm:
      let chosen = event.cells.isEmpty ? nil : try cells(on: hold.span.from, in: transaction)
      let act = FirmUpHold(
        hold.id, key: event.next.first, cells: chosen, until: event.until.map { .before($0) } ?? .asPromised, monthlyRent: event.rent,
        reason: event.reason, silently: true)
      _ = try live(act, in: transaction)
    case .release: try live(ReleaseHold(hold.id, reason: event.reason, silently: true), in: transaction)
    case .transfer:
      guard let organisation else { throw unknown("organisation") }
      let act = TransferHold(hold.id, to: organisation, from: event.from, key: event.next.first, reason: event.reason, silently: true)
      _ = try live(act, in: transaction)
    case .extend:
      try live(ExtendOption(hold.id, expiresOn: event.expires ?? event.on, reason: event.reason, silently: true), in: transaction)
    default:
      guard let day = event.until else { throw unknown("until") }
      try live(EndLet(hold.id, on: day, reason: event.reason, silently: true), in: transaction)
    }
  }

  func reshape(_ entries: PlanEntries, in transaction: borrowing Transaction) throws {
    let rooms = entries.cells.filter { event.next.contains($0.code) }
    guard let day = rooms.first?.span.from, rooms.count == event.next.count else { throw unknown("next") }
    let old = try cells(on: day - 1, in: transaction)
    let works = ReshapingWorks(
      span: event.from.flatMap { DaySpan(checking: $0, until: event.until) }, cost: event.rent ?? .zero, note: event.reason,
      // A file tells what is out of service on lines of their own.
      closes: false)
    if event.verb == .merge, let room = rooms.first {
      var act = MergeCells(old, into: room.code, points: room.outline.ring, facts: room.facts, on: day, works: works)
      act.silently = true
      _ = try live(act, in: transaction)
    } else if let cell = old.first {
      let parts = rooms.map { DrawnCell(code: $0.code, points: $0.outline.ring, $0.facts) }
      var act = SplitCell(cell, into: parts, on: day, works: works)
      act.silently = true
      _ = try live(act, in: transaction)
    }
  }

  private func start(in transaction: borrowing Transaction) throws -> (asked: HoldStart, day: Day) {
    if event.milestone.isEmpty { return (.day(event.from ?? event.on), event.from ?? event.on) }
    guard let milestone = try transaction.milestone(key: event.milestone) else { throw unknown("milestone") }
    return (.milestone(milestone.milestone.id, offset: event.offset), milestone.day + event.offset)
  }

  /// The cells that bear the codes on the day.
  private func cells(on day: Day, in transaction: borrowing Transaction) throws -> [ID<Cell>] {
    let found = try transaction.cells(codes: event.cells, on: day)
    let codes = Set(found.map(\.code))
    let missing = event.cells.filter { !codes.contains($0) }
    if missing.isEmpty { return found.map(\.id) }
    throw Refusal(
      .invalid,
      missing.map { Problem("spaces.exchange.problem.noCellThen", field: "\(event.place):cells", ["cell": $0, "day": day.description]) })
  }

  private func unknown(_ column: String) -> Refusal {
    let values = [
      "milestone": event.milestone, "organisation": event.organisation, "key": event.key, "next": event.next.joined(separator: " "),
    ]
    return .invalid("spaces.exchange.problem.unknown", field: "\(event.place):\(column)", ["key": values[column] ?? ""])
  }

  @discardableResult
  private func live<Deed: Act>(_ act: Deed, in transaction: borrowing Transaction) throws -> Deed.Outcome {
    try transaction.live(act, from: event.place, for: viewer, at: event.instant)
  }
}

extension Transaction {
  /// Notes that an event was lived through, so that it is passed over when the same file comes again.
  borrowing func remember(_ event: HouseEvent, by viewer: Viewer, at now: Instant) throws {
    try note("spaces.event.replay", on: "event/\(event.digest)", by: viewer, at: now, after: event.place)
  }

  borrowing func rememberedEvents() throws -> Set<String> {
    let subjects = try rows("SELECT subject FROM audit WHERE subject >= 'event/' AND subject < 'event0' AND verb = 'spaces.event.replay'")
    return Set(try subjects.map { row in String(try (row.get("subject") as String).dropFirst(6)) })
  }
}
