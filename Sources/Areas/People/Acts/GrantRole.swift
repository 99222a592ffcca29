import Kernel
import Store

/// Grants a role on the house or on one organisation.
package struct GrantRole: Act {
  package let role: Role
  package let person: PersonID
  package let organisation: OrganisationID?
  package let span: HeldSpan

  package init(_ role: Role, to person: PersonID, on organisation: OrganisationID?, _ span: HeldSpan) {
    (self.role, self.person, self.organisation, self.span) = (role, person, organisation, span)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> RoleGrantID {
    try viewer.demandGranting(role, on: organisation)
    if let problem = role.problem(on: organisation) { throw Refusal.invalid(problem, field: "organisation") }
    try transaction.lock(peopleLock)
    if let organisation { try transaction.demandOwn(person, of: organisation, unless: viewer.may(.invitePersons), at: now) }
    guard let holder = try transaction.person(person) else { throw Refusal.notFound }
    if let organisation, try transaction.organisation(organisation) == nil { throw Refusal.notFound }
    let held = try transaction.roleLines(of: person).map(\.grant)
    if held.contains(where: { $0.role == role && $0.organisation == organisation && $0.span.overlaps(span) }) {
      throw Refusal.conflict("people.problem.roleHeld", field: "role", ["name": holder.name])
    }
    return try transaction.grant(role, to: person, on: organisation, span, by: viewer, at: now)
  }
}

/// Takes a role back from today on.
package struct RevokeRole: Act {
  package let grant: RoleGrantID
  package let today: Day

  package init(_ grant: RoleGrantID, today: Day) { (self.grant, self.today) = (grant, today) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try transaction.lock(peopleLock)
    guard let known = try transaction.roleGrant(grant) else { throw viewer.isSignedIn ? Refusal.notFound : Refusal.notSignedIn }
    try viewer.demandGranting(known.role, on: known.organisation)
    if known.span.isOver(on: today) { throw Refusal.conflict("people.problem.roleOver") }
    if known.role == .director {
      let others = try transaction.directorSpans(except: grant)
      if !LastDirector.mayGo((known.span.from, known.span.until), others: others, today: today) {
        throw Refusal.conflict("people.problem.lastDirector")
      }
    }
    let until = max(today, known.span.from)
    try transaction.run("UPDATE role_grants SET until_day = \(until) WHERE id = \(grant)")
    try transaction.note("people.role.revoke", known.role, of: known.person, on: known.organisation, until, by: viewer, at: now)
  }
}

extension Viewer {
  /// Directors grant any role; whoever may invite to an organisation grants those of its members.
  func demandGranting(_ role: Role, on organisation: OrganisationID?) throws {
    if let organisation, role.place == .organisation {
      try demand(.invitePersons, for: organisation)
    } else {
      try demand(.grantRoles)
    }
  }
}

extension Transaction {
  /// Writes a grant that was found good, with its audit lines.
  borrowing func grant(
    _ role: Role, to person: PersonID, on organisation: OrganisationID?, _ span: HeldSpan, by viewer: Viewer, at now: Instant
  ) throws -> RoleGrantID {
    let id = RoleGrantID.fresh(at: now)
    try insert(grant: id, of: role, to: person, on: organisation, span, by: viewer.person, at: now)
    try note("people.role.grant", role, of: person, on: organisation, span.from, by: viewer, at: now)
    return id
  }

  borrowing func note(
    _ verb: String, _ role: Role, of person: PersonID, on organisation: OrganisationID?, _ day: Day, by viewer: Viewer, at now: Instant
  ) throws {
    let place = try organisation.flatMap { try self.organisation($0)?.name } ?? houseName(on: day) ?? "–"
    let line = "\(role.rawValue), \(place), \(day)"
    try note(verb, on: "person/\(person)", by: viewer, at: now, after: line)
    if let organisation { try note(verb, on: "organisation/\(organisation)", by: viewer, at: now, after: line) }
  }
}
