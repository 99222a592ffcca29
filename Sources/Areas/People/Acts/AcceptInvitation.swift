import Kernel
import Store

/// Takes up an invitation: joins what it offers from today, and signs in, with a password set if one was chosen.
package struct AcceptInvitation: Act {
  package let link: String
  package let passwordDigest: String?
  package let session: FreshSecret
  package let userAgent: String?
  package let today: Day

  package init(link: String, passwordDigest: String?, session: FreshSecret, userAgent: String?, today: Day) {
    (self.link, self.passwordDigest, self.session) = (link, passwordDigest, session)
    (self.userAgent, self.today) = (userAgent, today)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> PersonID {
    // Whoever holds the invitation may, unless they are signed in as somebody else: it is for one person.
    try transaction.lock(peopleLock)
    guard let taken = try transaction.takeLink(digest: link, .invitation, at: now), let person = try transaction.person(taken.person) else {
      throw Refusal.conflict("people.problem.linkOver")
    }
    if let other = viewer.person, other != person.id { throw Refusal.conflict("people.problem.invitedOther") }
    let joining = Viewer(person: person.id, name: person.name, grants: [])
    if let organisation = taken.organisation { try join(organisation, person, taken.title, in: transaction, for: joining, at: now) }
    if let role = taken.role { try take(role, offeredBy: taken, in: transaction, for: joining, at: now) }
    if let passwordDigest { try transaction.setPassword(passwordDigest, of: person, at: now) }
    try transaction.signIn(person, session: session, userAgent: userAgent, how: "invitation", at: now)
    return person.id
  }

  private var span: HeldSpan { HeldSpan(from: today, until: nil) }

  private func join(
    _ organisation: OrganisationID, _ person: Person, _ title: String?, in transaction: borrowing Transaction, for viewer: Viewer,
    at now: Instant
  ) throws {
    let memberships = try transaction.memberships(of: person.id).map(\.membership)
    if memberships.contains(where: { $0.organisation == organisation && $0.span.overlaps(span) }) { return }
    try transaction.insert(membership: .fresh(at: now), of: person.id, in: organisation, title: title, span)
    let line = "\(person.name), \(today)"
    try transaction.note("people.membership.add", on: "organisation/\(organisation)", by: viewer, at: now, after: line)
  }

  /// The giver of the role is whoever invited.
  private func take(
    _ role: Role, offeredBy link: SignInLink, in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant
  ) throws {
    let held = try transaction.roleLines(of: link.person).map(\.grant)
    if held.contains(where: { $0.role == role && $0.organisation == link.organisation && $0.span.overlaps(span) }) { return }
    try transaction.insert(
      grant: .fresh(at: now), of: role, to: link.person, on: link.organisation, span, by: link.createdBy, at: now)
    try transaction.note("people.role.grant", role, of: link.person, on: link.organisation, today, by: viewer, at: now)
  }
}
