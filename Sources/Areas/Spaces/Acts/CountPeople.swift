import Kernel
import People
import Store

/// Says how many people an organisation has in the house, from a day on. It may say so itself. What was said of that very day is
/// replaced only on purpose.
package struct CountPeople: Act {
  package let organisation: OrganisationID
  package let from: Day
  package let people: Int
  package let replaces: Bool

  package init(organisation: OrganisationID, from: Day, people: Int, replaces: Bool = true) {
    (self.organisation, self.from, self.people, self.replaces) = (organisation, from, people, replaces)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.countPeople, for: organisation)
    try transaction.lock(planLock)
    if !(0...100_000).contains(people) { throw Refusal.invalid("kernel.problem.range", field: "people", ["low": "0", "high": "100000"]) }
    guard try transaction.organisation(organisation) != nil else { throw Refusal.notFound }
    let before = try transaction.headcounts(of: organisation).first { $0.from == from }
    if before?.people == people { return }
    if let before, !replaces {
      throw Refusal.conflict("spaces.keeping.problem.peopleSaid", field: "replace", ["day": "\(from)", "people": "\(before.people)"])
    }
    try transaction.run(
      """
      INSERT INTO headcounts (id, organisation, from_day, people)
      VALUES (\(ID<Headcount>.fresh(at: now)), \(organisation), \(from), \(people))
      ON CONFLICT (organisation, from_day) DO UPDATE SET people = excluded.people
      """)
    try transaction.note(
      "spaces.headcount.set", on: "organisation/\(organisation)", by: viewer, at: now, before: before.map { "\($0.people)" },
      after: try audited(["from": from.description, "people": "\(people)"]))
    try transaction.renewPlan()
  }
}
