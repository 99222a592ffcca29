import Kernel
import Store
import Welcome

/// Sets a weight or a limit from a day on, with where it comes from. What held before stays written.
package struct SetDemandParameter: Act {
  package let name: String
  package let from: Day
  package let amount: Int64
  package let reference: String

  package init(_ name: String, from: Day, amount: Int64, reference: String) {
    (self.name, self.from, self.amount, self.reference) = (name, from, amount, reference)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.setDemandRules)
    try transaction.lock(demandLock)
    var problems = Problems()
    if !DemandParameter.names.contains(name) { problems.add("kernel.problem.choice", field: "parameter") }
    // The past was decided by what held then.
    if from < HouseTime.mulhouse.day(of: now) { problems.add("demand.problem.rulePast", field: "from") }
    try problems.refuse()
    let before = try transaction.demandRules(on: from)[name]
    try transaction.run(
      """
      INSERT INTO demand_parameters (name, from_day, amount, reference) VALUES (\(name), \(from), \(amount), \(reference))
      ON CONFLICT (name, from_day) DO UPDATE SET amount = excluded.amount, reference = excluded.reference
      """)
    try transaction.note("demand.rule.set", on: "rule/\(name)", by: viewer, at: now, before: "\(before)", after: "\(amount) from \(from)")
  }
}

/// Sets a criterion of the committee from a day on; a weight of nothing drops it.
package struct SetCommitteeCriterion: Act {
  package let key: String
  package let from: Day
  package let weight: Int64
  package let most: Int64
  package let names: [Language: String]
  package let reference: String

  package init(_ key: String, from: Day, weight: Int64, most: Int64, names: [Language: String], reference: String) {
    (self.key, self.from, self.weight, self.most) = (key, from, weight, most)
    (self.names, self.reference) = (names, reference)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.setDemandRules)
    try transaction.lock(demandLock)
    var problems = Problems()
    if key.wholeMatch(of: #/[a-zA-Z]{2,30}/#) == nil { problems.add("demand.problem.criterion", field: "criterion") }
    if from < HouseTime.mulhouse.day(of: now) { problems.add("demand.problem.rulePast", field: "from") }
    try problems.refuse()
    let french = names[.french] ?? key
    try transaction.run(
      """
      INSERT INTO committee_criteria (criterion, from_day, weight, most, name_fr, name_en, name_de, reference)
      VALUES (\(key), \(from), \(weight), \(most), \(french), \(names[.english] ?? french), \(names[.german] ?? french), \(reference))
      ON CONFLICT (criterion, from_day) DO UPDATE SET weight = excluded.weight, most = excluded.most, name_fr = excluded.name_fr,
        name_en = excluded.name_en, name_de = excluded.name_de, reference = excluded.reference
      """)
    try transaction.note("demand.criterion.set", on: "criterion/\(key)", by: viewer, at: now, after: "\(weight)/\(most) from \(from)")
  }
}

/// An enquiry for space that cannot be served and leads to no file: remembered with its cause.
package struct TurnAwayEnquiry: Act {
  package let enquiry: ID<Enquiry>
  package let cause: LossCause
  package let note: String

  package init(_ enquiry: ID<Enquiry>, cause: LossCause, note: String) { (self.enquiry, self.cause, self.note) = (enquiry, cause, note) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.keepFiles)
    try transaction.lock(demandLock)
    guard let found = try transaction.enquiry(enquiry) else { throw Refusal.notFound }
    if !found.need.isForSpace || (found.wantedCells == nil && found.wantedArea == nil) {
      throw Refusal.conflict("demand.problem.notForSpace")
    }
    if let file = try transaction.application(of: enquiry) {
      throw Refusal.conflict("demand.problem.enquiryHasFile", field: "enquiry", ["name": file.facts.name])
    }
    try transaction.run(
      """
      INSERT INTO turned_away (enquiry, at, by_name, cause, note) VALUES (\(enquiry), \(now), \(viewer.name), \(cause), \(note))
      ON CONFLICT (enquiry) DO UPDATE SET cause = excluded.cause, note = excluded.note
      """)
    try transaction.note("demand.enquiry.turnAway", on: "enquiry/\(enquiry)", by: viewer, at: now, after: cause.rawValue)
  }
}
