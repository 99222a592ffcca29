import Kernel
import Store

/// Closes the next month of an entity's books: no entry bears a day of it any more. In their order, and only when they are over.
package struct CloseMonth: Act {
  package let entity: OrganisationID
  package let month: Month

  package init(_ month: Month, of entity: OrganisationID) { (self.entity, self.month) = (entity, month) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Closing> {
    try viewer.demand(.closePeriods)
    try transaction.lock("ledger/\(entity)")
    let house = HouseTime.mulhouse
    let next = ClosingRule.nextMonth(
      lastClosed: try transaction.closed(.month, of: entity), firstEntry: try transaction.firstEntryDay(of: entity))
    if let problem = ClosingRule.problem(closing: month, next: next, today: house.day(of: now)) {
      throw Refusal.conflict(problem, field: "month", ["month": month.description, "next": next?.description ?? ""])
    }
    let id = try transaction.close(.month, month.span, of: entity, house: house, by: viewer.name, at: now)
    try transaction.note("ledger.month.close", on: "organisation/\(entity)", by: viewer, at: now, after: month.description)
    return id
  }
}

/// Closes a year whose months are all closed.
package struct CloseYear: Act {
  package let entity: OrganisationID
  package let year: Int

  package init(_ year: Int, of entity: OrganisationID) { (self.entity, self.year) = (entity, year) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Closing> {
    try viewer.demand(.closePeriods)
    try transaction.lock("ledger/\(entity)")
    let (first, closedMonths) = (try transaction.firstEntryDay(of: entity), try transaction.closed(.month, of: entity))
    let next = ClosingRule.nextYear(lastClosed: try transaction.closed(.year, of: entity), firstEntry: first)
    if let problem = ClosingRule.problem(closingYear: year, next: next, closedMonths: closedMonths) {
      let month = ClosingRule.nextMonth(lastClosed: closedMonths, firstEntry: first)
      let comes = problem == "ledger.problem.monthsFirst" ? month?.description : next.map { String($0) }
      throw Refusal.conflict(problem, field: "year", ["year": String(year), "next": comes ?? ""])
    }
    let span = ClosingKind.span(.year, from: Month(year: year, month: 1).first)
    let id = try transaction.close(.year, span, of: entity, house: .mulhouse, by: viewer.name, at: now)
    try transaction.note("ledger.year.close", on: "organisation/\(entity)", by: viewer, at: now, after: String(year))
    return id
  }
}

/// Seals every day that is over and has none yet, in each entity with books: what was validated on it is counted and digested.
/// Several days without an entry between two seals are one seal.
package struct SealDays: Act {
  package init() {}

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    guard viewer.kind == .house else { throw Refusal.notAllowed }
    let house = HouseTime.mulhouse
    let today = house.day(of: now)
    var sealed = 0
    for entity in try transaction.entitiesWithBooks() {
      try transaction.lock("ledger/\(entity)")
      let first: Instant? =
        try transaction.value("SELECT MIN(validated_at) FROM ledger_entries WHERE entity = \(entity)") ?? nil
      guard let first else { continue }
      let from = try transaction.closed(.day, of: entity) ?? house.day(of: first)
      // What was validated since the last seal, by day; days of rest go with the day after them.
      let moments: [Instant] = try transaction.rows(
        """
        SELECT DISTINCT validated_at FROM ledger_entries
        WHERE entity = \(entity) AND validated_at >= \(house.instant(on: from, hour: 0)) AND validated_at < \(house.instant(on: today, hour: 0))
        """
      ).map { try $0.get("validated_at") }
      var start = from
      for day in Set(moments.map { house.day(of: $0) }).sorted() {
        _ = try transaction.close(.day, DaySpan(from: start, until: day + 1), of: entity, house: house, by: viewer.name, at: now)
        start = day + 1
        sealed += 1
      }
    }
    return sealed
  }
}
