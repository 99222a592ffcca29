import Kernel
import People
import Store

extension PlanWriting {
  /// The dates that were said of a milestone, as they were recorded. False when the file has none: then its line or the events say it.
  mutating func writeRecorded(
    _ milestone: PlanEntries.Date, in building: ID<Building>, _ transaction: borrowing Transaction
  ) throws -> Bool {
    let said = entries.recorded.filter { $0.milestone == milestone.key && ($0.verb == .slip || $0.verb == .reached) }
    guard let first = said.first?.at else { return false }
    try viewer.demand(.writeMilestones)
    let id = ID<Milestone>.fresh(at: first)
    milestones[milestone.key] = id
    try transaction.run(
      """
      INSERT INTO milestones (id, building, external_key, name, kind)
      VALUES (\(id), \(building), \(milestone.key), \(milestone.name), \(milestone.kind))
      """)
    for (place, event) in said.enumerated() {
      guard let day = event.from, let at = event.at else { continue }
      _ = try transaction.say(
        day, of: id, sequence: place + 1, reached: event.verb == .reached, reason: event.reason, source: event.source, at: at)
    }
    try transaction.note(
      "spaces.milestone.add", on: "milestone/\(id)", by: viewer, at: now,
      after: try audited(["key": milestone.key, "name": milestone.name, "kind": milestone.kind.rawValue, "dates": "\(said.count)"]))
    return true
  }

  /// What was recorded of the holds, written as it was; one that is there already has to be the same.
  mutating func writeHolds(in transaction: borrowing Transaction) throws {
    let recorded = RecordedHolds(entries.recorded)
    if recorded.holds.isEmpty { return }
    try refuseOtherDates(in: transaction)
    var writing = try HoldsWriting(recorded.holds, names: cellNames(in: transaction), in: transaction, viewer: viewer, now: now)
    try writing.sortOut(in: transaction)
    try writing.refuseSecondHolders(in: transaction)
    try writing.write(in: transaction)
    outcome.added += writing.fresh.count
    outcome.unchanged += recorded.holds.count - writing.fresh.count
    if writing.fresh.isEmpty { return }
    try transaction.renewPlan()
    // What is written past the acts has to hold what the acts keep.
    let faults = try transaction.planFaults(on: HouseTime.mulhouse.day(of: now)).filter {
      $0.hold.map { writing.place(of: $0) != nil } ?? false
    }
    if faults.isEmpty { return }
    throw Refusal(
      .conflict,
      faults.prefix(PlanReading.mostProblems).map { fault in
        Problem(
          "spaces.exchange.problem.unsound", field: fault.hold.flatMap { writing.place(of: $0) } ?? PlanFile.events.rawValue,
          ["fault": fault.sentence])
      })
  }

  /// The past of a milestone is not written anew by a file.
  private func refuseOtherDates(in transaction: borrowing Transaction) throws {
    var problems = Problems()
    for milestone in entries.milestones {
      guard let id = milestones[milestone.key] else { continue }
      let known = try transaction.dates(of: id)
      let said = entries.recorded.filter { $0.milestone == milestone.key && ($0.verb == .slip || $0.verb == .reached) }
      for (place, event) in said.enumerated() {
        let isSame =
          place < known.count && known[place].day == event.from && known[place].saidAt == event.at
          && known[place].isReached == (event.verb == .reached)
        if !isSame { problems.add("spaces.exchange.problem.otherDates", field: "\(event.place):from", ["key": milestone.key]) }
      }
    }
    if !problems.isEmpty { throw Refusal(.conflict, problems.items) }
  }
}
