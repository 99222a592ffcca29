import Kernel
import Store

/// Says that an organisation runs the house, as what and from when.
package struct NameHouseEntity: Act {
  package let organisation: OrganisationID
  package let function: HouseFunction
  package let span: HeldSpan

  package init(_ organisation: OrganisationID, as function: HouseFunction, _ span: HeldSpan) {
    (self.organisation, self.function, self.span) = (organisation, function, span)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<HouseEntities> {
    try viewer.demand(.nameEntities)
    try transaction.lock(peopleLock)
    guard let body = try transaction.organisation(organisation) else { throw Refusal.notFound }
    let entities = try transaction.houseEntities()
    if entities.contains(where: { $0.organisation == organisation && $0.function == function && $0.span.overlaps(span) }) {
      throw Refusal.conflict("people.problem.entityAlready", field: "organisation", ["name": body.name])
    }
    let id = ID<HouseEntities>.fresh(at: now)
    try transaction.insert(entity: id, organisation, as: function, span)
    try transaction.note(
      "people.entity.name", on: body.subject, by: viewer, at: now, after: "\(function.rawValue), \(span.from)")
    return id
  }
}

/// Says from which day on an organisation no longer runs the house.
package struct EndHouseEntity: Act {
  package let entity: ID<HouseEntities>
  package let until: Day

  package init(_ entity: ID<HouseEntities>, until: Day) { (self.entity, self.until) = (entity, until) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.nameEntities)
    try transaction.lock(peopleLock)
    guard let known = try transaction.houseEntities().first(where: { $0.id == entity }) else { throw Refusal.notFound }
    try known.span.demandEnd(before: until, on: HouseTime.mulhouse.day(of: now), over: "people.problem.entityOver")
    try transaction.run("UPDATE house_entities SET until_day = \(until) WHERE id = \(entity)")
    try transaction.note(
      "people.entity.end", on: "organisation/\(known.organisation)", by: viewer, at: now, before: known.function.rawValue,
      after: until.description)
  }
}

extension Transaction {
  borrowing func insert(entity id: ID<HouseEntities>, _ organisation: OrganisationID, as function: HouseFunction, _ span: HeldSpan) throws {
    try run(
      """
      INSERT INTO house_entities (id, organisation, house_function, from_day, until_day)
      VALUES (\(id), \(organisation), \(function), \(span.from), \(span.until))
      """)
  }
}
