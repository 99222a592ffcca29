import Kernel
import People
import Spaces
import Store

/// Says the figures of a year, once: the headcount of the plan follows from them. What was said before is replaced only on purpose.
package struct DeclareYear: Act {
  package let organisation: OrganisationID
  package let year: Int
  package let people: Int
  package let jobs: Int
  package let turnover: Money?
  package let replaces: Bool

  package init(_ organisation: OrganisationID, year: Int, people: Int, jobs: Int, turnover: Money?, replaces: Bool = false) {
    (self.organisation, self.year, self.people) = (organisation, year, people)
    (self.jobs, self.turnover, self.replaces) = (jobs, turnover, replaces)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.declareYear, for: organisation)
    try transaction.lock("tenant/\(organisation)")
    let today = HouseTime.mulhouse.day(of: now)
    guard DeclarationYear.isKnown(year, on: today) else {
      throw Refusal.invalid("kernel.problem.year", field: "year", ["first": "\(DeclarationYear.first)", "last": "\(today.year)"])
    }
    let before = try transaction.declarations(of: organisation).first { $0.year.number == year }
    if let before {
      if (before.people, before.jobs, before.turnover) == (people, jobs, turnover) { return }
      if !replaces { throw Refusal.conflict("tenant.problem.declared", field: "replace", ["year": "\(year)", "name": before.saidBy]) }
    }
    try transaction.run(
      """
      INSERT INTO tenant_declarations (id, organisation, year, people, jobs, turnover, said_at, said_by)
      VALUES (\(ID<Declaration>.fresh(at: now)), \(organisation), \(year), \(people), \(jobs), \(turnover), \(now), \(viewer.name))
      ON CONFLICT (organisation, year) DO UPDATE SET people = excluded.people, jobs = excluded.jobs, turnover = excluded.turnover,
        said_at = excluded.said_at, said_by = excluded.said_by
      """)
    func told(_ people: Int, _ jobs: Int, _ turnover: Money?) -> String {
      "\(year): \(people), \(jobs), \(turnover.map { $0.decimal } ?? "–")"
    }
    try transaction.note(
      "tenant.declaration.make", on: "organisation/\(organisation)", by: viewer, at: now,
      before: before.map { told($0.people, $0.jobs, $0.turnover) }, after: told(people, jobs, turnover))
    let counted = DeclarationYear(year).counted(on: today)
    try CountPeople(organisation: organisation, from: counted, people: people).perform(in: transaction, for: viewer, at: now)
  }
}
