import Kernel
import Store

/// How many records an import made and how many it changed.
package struct ImportOutcome: Sendable, Hashable {
  package var added = 0
  package var changed = 0
  package var unchanged = 0
  package init() {}
}

/// Loads organisations, persons, memberships, roles and entities from files: all of it, or nothing and every fault at once.
/// What was imported before is found by its key and brought up to date.
package struct ImportPeople: Act {
  package let tables: ImportTables
  package let today: Day

  package init(_ tables: ImportTables, today: Day) { (self.tables, self.today) = (tables, today) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ImportOutcome {
    try viewer.demand(.importPeople)
    try transaction.lock(peopleLock)
    var problems = Problems()
    let entries = ImportEntries(tables, problems: &problems)
    let hadDirector = LastDirector.isCovered(try transaction.directorSpans(except: RoleGrantID("")), from: today)
    var work = try ImportWork(transaction, entries, problems: problems, viewer: viewer, now: now)
    try work.look(in: transaction)
    try work.problems.refuse()
    try work.write(in: transaction)
    let hasDirector = LastDirector.isCovered(try transaction.directorSpans(except: RoleGrantID("")), from: today)
    if hadDirector && !hasDirector { throw Refusal.conflict("people.problem.lastDirector", field: ImportTables.File.roles.rawValue) }
    let outcome = work.outcome
    try transaction.note(
      "people.import", on: "house", by: viewer, at: now, after: "+\(outcome.added) ~\(outcome.changed) =\(outcome.unchanged)")
    return outcome
  }
}
