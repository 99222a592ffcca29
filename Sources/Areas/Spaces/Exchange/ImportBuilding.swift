import Kernel
import People
import Store

/// Told while an import runs: what it is at (a text key), how many are done, of how many.
package typealias ImportProgress = @Sendable (_ step: String, _ done: Int, _ total: Int) -> Void

/// How many things an import made, changed and found as they were.
package struct ImportedPlan: Sendable, Hashable {
  package internal(set) var added = 0
  package internal(set) var changed = 0
  package internal(set) var unchanged = 0
  /// Lines of `events.csv` lived through; those of an earlier import are not counted.
  package internal(set) var events = 0
}

/// Loads a site with its buildings, levels, cells, milestones, links, rents and headcounts, then lives through its events: all of it or nothing.
/// What was imported before is found by its key, and by code and first day for cells, and brought up to date; what is not in the files stays.
/// Organisations are found by the key they were imported under, so people come first.
package struct ImportBuilding: Act {
  package let entries: PlanEntries
  package let progress: ImportProgress

  package init(_ entries: PlanEntries, progress: @escaping ImportProgress = { _, _, _ in }) {
    (self.entries, self.progress) = (entries, progress)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ImportedPlan {
    try viewer.demand(.exchangePlan)
    try transaction.lock(planLock)
    try refuseUnknownOrganisations(in: transaction)
    let replay = ReplayEvents(entries, progress: progress)
    try replay.check(in: transaction, for: viewer, at: now)
    var writing = PlanWriting(entries: entries, viewer: viewer, now: now)
    let steps = PlanWriting.steps
    for (place, step) in steps.enumerated() {
      progress("spaces.exchange.step.\(step)", place, steps.count)
      try writing.write(step, in: transaction)
    }
    var outcome = writing.outcome
    outcome.events = try replay.perform(in: transaction, for: viewer, at: now)
    try transaction.note(
      "spaces.plan.import", on: "house", by: viewer, at: now,
      after: try audited([
        "added": "\(outcome.added)", "changed": "\(outcome.changed)", "unchanged": "\(outcome.unchanged)", "events": "\(outcome.events)",
      ]))
    return outcome
  }

  /// All of them at once, each where it stands.
  private func refuseUnknownOrganisations(in transaction: borrowing Transaction) throws {
    let known = Set(try transaction.organisationKeys().keys)
    var problems = Problems()
    func need(_ key: String, _ place: String) {
      if !key.isEmpty, !known.contains(key) {
        problems.add("spaces.exchange.problem.unknown", field: "\(place):organisation", ["key": key])
      }
    }
    for count in entries.headcounts { need(count.organisation, count.place) }
    for event in entries.events + entries.recorded { need(event.organisation, event.place) }
    try problems.refuse()
  }
}

extension Transaction {
  /// Organisations by the key they were imported under.
  package borrowing func organisationKeys() throws -> [String: OrganisationID] {
    // One that was never imported is written to files under its id.
    let found = try rows("SELECT COALESCE(external_key, id) AS key, id FROM organisations")
    return Dictionary(uniqueKeysWithValues: try found.map { (try $0.get("key"), try $0.get("id")) })
  }

  /// Performs an act of an import; what it refuses is told with the file and line it comes from.
  @discardableResult
  borrowing func live<Deed: Act>(_ act: Deed, from place: String, for viewer: Viewer, at now: Instant) throws -> Deed.Outcome {
    do {
      return try act.perform(in: self, for: viewer, at: now)
    } catch let refusal as Refusal {
      if refusal.kind == .notAllowed || refusal.kind == .notSignedIn { throw refusal }
      if refusal.problems.isEmpty { throw Refusal(.conflict, [Problem("spaces.exchange.problem.refused", field: place)]) }
      throw Refusal(
        refusal.kind, refusal.problems.map { Problem($0.code, field: $0.field.map { "\(place):\($0)" } ?? place, $0.arguments) })
    }
  }
}
