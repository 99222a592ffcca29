import Kernel
import Leasing
import People
import Spaces
import Store

/// Files of demand brought in: what is known by its key stays, what is new is written as it was, moves by the table of allowed ones.
package struct ImportDemand: Act {
  package struct Outcome: Sendable, Hashable {
    package let added: Int
    package let unchanged: Int
  }
  let entries: DemandEntries

  package init(_ named: [String: [UInt8]]) throws { entries = try DemandEntries(named) }
  package var lines: Int { entries.count }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Outcome {
    try viewer.demand(.importDemand)
    try transaction.lock(demandLock)
    var work = DemandImportWork()
    try work.parameters(entries.parameters, in: transaction)
    try work.files(entries.files, steps: entries.steps, in: transaction, at: now)
    try work.offers(entries.offers, in: transaction, at: now)
    try work.past(entries.past, in: transaction)
    try work.sessions(entries.sessions, items: entries.items, in: transaction, at: now)
    try work.problems.refuse()
    if work.added > 0 { try transaction.note("demand.files.import", on: "applications", by: viewer, at: now, after: "\(work.added)") }
    return Outcome(added: work.added, unchanged: work.unchanged)
  }
}

/// What is told of an import while it is under way.
struct DemandImportWork {
  var problems = Problems()
  var added = 0
  var unchanged = 0
  private var fresh: [String: ID<Application>] = [:]

  init() {}

  mutating func parameters(_ lines: [DemandLine<DemandEntries.Parameter>], in transaction: borrowing Transaction) throws {
    for line in lines.map(\.value) {
      let changed = try transaction.run(
        """
        INSERT INTO demand_parameters (name, from_day, amount, reference) VALUES (\(line.name), \(line.from), \(line.amount), \(line.reference))
        ON CONFLICT (name, from_day) DO NOTHING
        """)
      if changed > 0 { added += 1 } else { unchanged += 1 }
    }
  }

  mutating func files(
    _ lines: [DemandLine<DemandEntries.File>], steps: [DemandLine<DemandEntries.Step>], in transaction: borrowing Transaction,
    at now: Instant
  ) throws {
    for line in lines {
      let entry = line.value
      if try transaction.application(key: entry.key) != nil || transaction.application(ID(entry.key)) != nil {
        unchanged += 1
        continue
      }
      let organisation = try entry.organisation.flatMap {
        try transaction.organisation(key: $0) ?? transaction.organisation(OrganisationID($0))
      }
      if entry.organisation != nil, organisation == nil { problems.add("kernel.problem.choice", field: "\(line.place):organisation") }
      let level = try entry.level.flatMap { try transaction.level(key: $0) }
      if entry.level != nil, level == nil { problems.add("kernel.problem.choice", field: "\(line.place):level_key") }
      if !problems.isEmpty { continue }
      var facts = entry.facts
      facts.wish.level = level?.id.text
      let id = ID<Application>.fresh(at: now)
      try transaction.insert(facts, as: id, key: entry.key, enquiry: nil, organisation: organisation?.id, receivedAt: entry.received)
      try transaction.run(
        "UPDATE applications SET score = \(entry.score), confirmed_on = \(entry.confirmed), asked_on = \(entry.asked) WHERE id = \(id)")
      fresh[entry.key] = id
      added += 1
    }
    try self.steps(steps, in: transaction, at: now)
  }

  /// Moves of files that came with them, each allowed by what the one before left.
  private mutating func steps(_ lines: [DemandLine<DemandEntries.Step>], in transaction: borrowing Transaction, at now: Instant) throws {
    var states: [ID<Application>: ApplicationState] = [:]
    for line in lines.sorted(by: { $0.value.at < $1.value.at }) {
      let step = line.value
      guard let id = fresh[step.application] else {
        let isKnown = try transaction.application(key: step.application) != nil || transaction.application(ID(step.application)) != nil
        if isKnown { unchanged += 1 } else { problems.add("kernel.problem.choice", field: "\(line.place):application") }
        continue
      }
      let before = states[id] ?? .draft
      guard step.move.isAllowed(from: before) else {
        problems.add("demand.problem.move.\(before.rawValue)", field: "\(line.place):move")
        continue
      }
      states[id] = step.move.target
      let isStay = step.move.beginsStay(from: before)
      try transaction.run("UPDATE applications SET state = \(step.move.target) WHERE id = \(id)")
      if isStay { try transaction.run("UPDATE applications SET listed_at = \(step.at) WHERE id = \(id)") }
      try transaction.run(
        """
        INSERT INTO application_moves (id, application, move, state, at, by_name, reason, cause)
        VALUES (\(ID<ApplicationStep>.fresh(at: now)), \(id), \(step.move), \(step.move.target), \(step.at), \(step.by), \(step.reason), \(step.cause))
        """)
      added += 1
    }
  }

  mutating func offers(_ lines: [DemandLine<DemandEntries.Offer>], in transaction: borrowing Transaction, at now: Instant) throws {
    for line in lines {
      let entry = line.value
      if try transaction.houseOffer(key: entry.key) != nil || transaction.houseOffer(ID(entry.key)) != nil {
        unchanged += 1
        continue
      }
      let file = try transaction.application(key: entry.application) ?? transaction.application(ID(entry.application))
      if file == nil { problems.add("kernel.problem.choice", field: "\(line.place):application") }
      let hold = try entry.hold.flatMap { try transaction.hold(key: $0) ?? transaction.hold(ID($0)) }
      if entry.hold != nil, hold == nil { problems.add("kernel.problem.choice", field: "\(line.place):hold") }
      let scheme = try entry.scheme.flatMap { try transaction.scheme(code: $0) }
      if entry.scheme != nil, scheme == nil { problems.add("kernel.problem.choice", field: "\(line.place):scheme") }
      guard let file, problems.isEmpty else { continue }
      try transaction.run(
        """
        INSERT INTO offers (id, application, hold, external_key, cells, area, made_at, made_by, from_day, expires_on, monthly_rent, misfits, despite,
          ended_at, ended_how, ended_by, ended_reason, counts, scheme)
        VALUES (\(ID<HouseOffer>.fresh(at: now)), \(file.id), \(hold?.id), \(entry.key), \(entry.cells), \(entry.area), \(entry.made), \(entry.by),
          \(entry.from), \(entry.expires), \(entry.rent), \(entry.misfits), \(entry.despite), \(entry.ended), \(entry.how), \(entry.endedBy),
          \(entry.reason), \(entry.counts), \(scheme?.id))
        """)
      added += 1
    }
  }

  mutating func past(_ lines: [DemandLine<DemandEntries.Past>], in transaction: borrowing Transaction) throws {
    for entry in lines.map(\.value) {
      // A file whose applicant was forgotten leaves as a wish; where it still stands it is remembered already.
      let standing = try transaction.value(
        "SELECT COUNT(*) FROM applications WHERE id = \(entry.key) OR external_key = \(entry.key)", as: Int.self)
      if standing ?? 0 > 0 {
        unchanged += 1
        continue
      }
      let area = entry.area ?? FloorArea(hundredths: Int64(entry.cells) * Wish.module)
      let changed = try transaction.run(
        """
        INSERT INTO past_wishes (external_key, received_on, cells, area, kind, earliest, lost_on, cause)
        VALUES (\(entry.key), \(entry.received), \(entry.cells), \(area), \(entry.kind), \(entry.earliest), \(entry.lost), \(entry.cause))
        ON CONFLICT (external_key) DO NOTHING
        """)
      if changed > 0 { added += 1 } else { unchanged += 1 }
    }
  }
}
