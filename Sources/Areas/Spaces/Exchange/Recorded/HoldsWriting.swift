import Kernel
import People
import Store

/// Recorded holds on their way into the database.
struct HoldsWriting {
  private struct Prepared {
    let hold: RecordedHold
    let id: ID<Hold>
    let organisation: OrganisationID?
    let cells: [Cell]
  }

  private let holds: [RecordedHold]
  private let names: CellNames
  private let viewer: Viewer
  private let now: Instant
  private let organisations: [String: OrganisationID]
  private let milestones: [String: ID<Milestone>]
  private let dates: [ID<Milestone>: [MilestoneDate]]
  private let known: [ID<Cell>: Cell]
  private var prepared: [Prepared] = []
  private var ids: [String: ID<Hold>] = [:]
  private(set) var fresh: [ID<Hold>: String] = [:]

  init(_ holds: [RecordedHold], names: CellNames, in transaction: borrowing Transaction, viewer: Viewer, now: Instant) throws {
    (self.holds, self.names, self.viewer, self.now) = (holds, names, viewer, now)
    organisations = try transaction.organisationKeys()
    let lines = try transaction.milestones()
    milestones = Dictionary(uniqueKeysWithValues: lines.map { ($0.milestone.key, $0.milestone.id) })
    let said: [MilestoneDate] = try transaction.all("SELECT * FROM milestone_dates ORDER BY milestone, sequence")
    dates = Dictionary(grouping: said, by: \.milestone)
    known = Dictionary(uniqueKeysWithValues: try transaction.cells().map { ($0.id, $0) })
  }

  /// Where in the file a hold stands that was written.
  func place(of hold: ID<Hold>) -> String? { fresh[hold] }

  /// Which are new, and what they speak of; refuses those that are known and other.
  mutating func sortOut(in transaction: borrowing Transaction) throws {
    var problems = Problems()
    let there = try PlanRecords(transaction, at: now).recordedHolds()
    for hold in holds {
      if let known = there[hold.key] {
        ids[hold.key] = known.id
        if known.line != RecordedLine(hold, names: names) {
          problems.add("spaces.exchange.problem.otherPast", field: "\(hold.place):key", ["key": hold.key])
        }
        continue
      }
      var cells: [Cell] = []
      for name in hold.made.cells {
        if let cell = names[name].flatMap({ known[$0] }) {
          cells.append(cell)
        } else {
          problems.add("spaces.exchange.problem.unknown", field: "\(hold.place):cells", ["key": name])
        }
      }
      let id = ID<Hold>.fresh(at: hold.at)
      prepared.append(Prepared(hold: hold, id: id, organisation: organisations[hold.made.organisation], cells: cells))
      (ids[hold.key], fresh[id]) = (id, hold.place)
    }
    if !problems.isEmpty { throw Refusal(.conflict, problems.items) }
  }

  /// No cell has two holders on a day: told with both, before the database has to say it.
  func refuseSecondHolders(in transaction: borrowing Transaction) throws {
    var problems: [Problem] = []
    var spans: [ID<Cell>: [(span: DaySpan, holder: String)]] = [:]
    for line in try transaction.blockedLines(in: DaySpan(from: Day(number: -1_000_000), until: nil)) {
      spans[line.cell, default: []].append((line.span, line.holder ?? line.kind.rawValue))
    }
    for item in prepared where item.hold.blocks {
      for cell in item.cells {
        if !cell.span.covers(item.hold.span) {
          problems.append(
            Problem(
              "spaces.exchange.problem.noCellThen", field: "\(item.hold.place):cells",
              ["cell": cell.code, "day": item.hold.span.description]))
        }
        if let other = spans[cell.id]?.first(where: { $0.span.overlaps(item.hold.span) }) {
          problems.append(
            Problem(
              "spaces.exchange.problem.secondHolder", field: "\(item.hold.place):cells",
              ["cell": cell.code, "holder": other.holder, "span": other.span.description]))
        }
        spans[cell.id, default: []].append((item.hold.span, item.hold.key))
      }
      if problems.count > PlanReading.mostProblems { break }
    }
    if !problems.isEmpty { throw Refusal(.conflict, problems) }
  }

  func write(in transaction: borrowing Transaction) throws {
    for item in prepared { try write(item, in: transaction) }
    // Who took over may come after: all are there now.
    for item in prepared {
      guard let end = item.hold.end else { continue }
      try transaction.run(
        """
        UPDATE holds SET ended_at = \(end.at), ended_how = \(end.how), ended_reason = \(end.reason),
          successor = \(end.successor.flatMap { ids[$0] }) WHERE id = \(item.id)
        """)
    }
  }

  private func write(_ item: Prepared, in transaction: borrowing Transaction) throws {
    let (hold, event) = (item.hold, item.hold.made)
    let space = hold.isChoosing ? nil : ID<Space>.fresh(at: hold.at)
    if let space {
      try transaction.run("INSERT INTO spaces (id, from_day, until_day) VALUES (\(space), \(hold.span.from), \(hold.span.until))")
      for cell in item.cells { try transaction.run("INSERT INTO space_cells (space, cell) VALUES (\(space), \(cell.id))") }
    }
    try transaction.run(
      """
      INSERT INTO holds (id, external_key, kind, organisation, space, wanted_count, milestone, milestone_offset, from_day, until_day, made_at,
        made_by, expires_on, monthly_rent, reason, queue_position, ended_reason)
      VALUES (\(item.id), \(hold.key), \(hold.kind), \(item.organisation), \(space), \(event.count), \(milestones[event.milestone]),
        \(event.offset), \(hold.span.from), \(hold.span.until), \(hold.at), \(event.by), \(event.expires), \(event.rent), \(hold.reason),
        \(event.queue), \(hold.notice))
      """)
    if hold.isChoosing {
      for cell in item.cells { try transaction.run("INSERT INTO hold_pool (hold, cell) VALUES (\(item.id), \(cell.id))") }
    }
    if hold.blocks { try transaction.block(item.cells.map { (id: $0.id, number: $0.number) }, for: item.id, over: hold.span) }
    for (place, promise) in hold.promises.enumerated() {
      try transaction.run(
        """
        INSERT INTO promises (id, hold, sequence, from_day, until_day, said_at, milestone_date, reason)
        VALUES (\(ID<Promised>.fresh(at: promise.at)), \(item.id), \(place + 1), \(promise.span.from), \(promise.span.until), \(promise.at),
          \(date(promise)), \(promise.reason))
        """)
    }
    for reminder in hold.reminders {
      guard let expires = reminder.expires, let notice = reminder.count, let at = reminder.at else { continue }
      try transaction.run(
        """
        INSERT INTO hold_reminders (hold, expires_on, notice, sent_at) VALUES (\(item.id), \(expires), \(notice), \(at))
        ON CONFLICT (hold, expires_on, notice) DO NOTHING
        """)
    }
    try transaction.note(
      "spaces.\(hold.kind.rawValue).make", on: "hold/\(item.id)", by: viewer, at: now,
      after: try audited(["cells": event.cells.joined(separator: " "), "span": hold.span.description, "from": hold.place]))
  }

  private func date(_ promise: RecordedHold.Promise) -> ID<MilestoneDate>? {
    guard let said = promise.said, let milestone = milestones[promise.milestone], let all = dates[milestone], said <= all.count else {
      return nil
    }
    return all[said - 1].id
  }
}

/// What tells one recorded hold from another, apart from its place in the file.
struct RecordedLine: Hashable {
  private let facts: [String]
  private let promises: [RecordedHold.Promise]
  private let end: RecordedHold.End?

  init(_ hold: RecordedHold, names: CellNames) {
    let event = hold.made
    let cells = event.cells.map { names[$0]?.text ?? $0 }.sorted()
    facts =
      [hold.kind.rawValue, event.organisation, event.milestone, "\(event.offset)", hold.reason, hold.notice, hold.at.iso]
      + [event.count.map(String.init), event.expires?.description, event.rent?.decimal, event.queue.map(String.init)].map { $0 ?? "" }
      + cells
    (promises, end) = (hold.promises, hold.end)
  }
}

extension PlanRecords {
  /// The holds of the house as an export would tell them, by the keys it would give them.
  func recordedHolds() -> [String: (id: ID<Hold>, line: RecordedLine)] {
    var reading = PlanReading(files: BuildingFiles([PlanFile.events.rawValue: CSVText.bytes(PlanRecords.eventColumns, history)]))
    reading.readRecorded()
    let byKey = Dictionary(holds.map { ($0.key ?? $0.id.text, $0.id) }, uniquingKeysWith: { first, _ in first })
    let lines = RecordedHolds(reading.entries.recorded).holds
    return Dictionary(
      lines.compactMap { hold in byKey[hold.key].map { (hold.key, (id: $0, line: RecordedLine(hold, names: names))) } },
      uniquingKeysWith: { first, _ in first })
  }
}
