import Kernel
import Store

/// Says that someone belongs to an organisation, from when and as what.
package struct AddMembership: Act {
  package let person: PersonID
  package let organisation: OrganisationID
  package let title: String?
  package let span: HeldSpan

  package init(of person: PersonID, in organisation: OrganisationID, title: String?, _ span: HeldSpan) {
    (self.person, self.organisation, self.title, self.span) = (person, organisation, title, span)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> MembershipID {
    try viewer.demand(.changeMemberships, for: organisation)
    try transaction.lock(peopleLock)
    try transaction.demandOwn(person, of: organisation, unless: viewer.may(.changeMemberships), at: now)
    guard let member = try transaction.person(person), let body = try transaction.organisation(organisation) else { throw Refusal.notFound }
    let known = try transaction.memberships(of: person).map(\.membership)
    if known.contains(where: { $0.organisation == organisation && $0.span.overlaps(span) }) {
      throw Refusal.conflict("people.problem.memberAlready", field: "organisation", ["name": body.name])
    }
    let id = MembershipID.fresh(at: now)
    try transaction.insert(membership: id, of: person, in: organisation, title: title, span)
    let line = "\(member.name), \(body.name), \(title ?? "–"), \(span.from)"
    try transaction.note("people.membership.add", on: member.subject, by: viewer, at: now, after: line)
    try transaction.note("people.membership.add", on: body.subject, by: viewer, at: now, after: line)
    return id
  }
}

extension Transaction {
  /// Who speaks for one organisation names those who are already of it; everyone else comes by an invitation, which they accept themselves.
  /// A person of elsewhere is not found, so that an id tells nothing.
  borrowing func demandOwn(_ person: PersonID, of organisation: OrganisationID, unless isOfHouse: Bool, at now: Instant) throws {
    if isOfHouse { return }
    if try !belongs(person, to: organisation, on: HouseTime.mulhouse.day(of: now)) { throw Refusal.notFound }
  }
}

extension HeldSpan {
  /// What is over stays over, and an end once known comes no later: it is begun anew by whoever may.
  func demandEnd(before until: Day, on today: Day, over code: String) throws(Refusal) {
    if until < from { throw Refusal.invalid("kernel.problem.reversed", field: "until") }
    if isOver(on: today) { throw Refusal.conflict(code) }
    if let end = self.until, until > end { throw Refusal.conflict("people.problem.endsEarlier", field: "until", ["day": end.description]) }
  }
}

/// Ends a membership before a day: `until` is the first day on which it no longer holds.
package struct EndMembership: Act {
  package let membership: MembershipID
  package let until: Day

  package init(_ membership: MembershipID, until: Day) { (self.membership, self.until) = (membership, until) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try transaction.lock(peopleLock)
    guard let known = try transaction.membership(membership) else { throw viewer.isSignedIn ? Refusal.notFound : Refusal.notSignedIn }
    try viewer.demand(.changeMemberships, for: known.organisation)
    try known.span.demandEnd(before: until, on: HouseTime.mulhouse.day(of: now), over: "people.problem.memberOver")
    try transaction.run("UPDATE memberships SET until_day = \(until) WHERE id = \(membership)")
    let before = known.span.until?.description ?? "…"
    for subject in ["person/\(known.person)", "organisation/\(known.organisation)"] {
      try transaction.note("people.membership.end", on: subject, by: viewer, at: now, before: before, after: until.description)
    }
  }
}
