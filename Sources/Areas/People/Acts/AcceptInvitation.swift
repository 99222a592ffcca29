import Kernel
import Store

/// Takes up an invitation: joins what it offers from today. Who never came in before is signed in, with a password if one was chosen;
/// who did comes in by their own door first, so that a mail that was passed on or lies about for days opens nobody's account.
package struct AcceptInvitation: Act {
  /// How they are in the house afterwards.
  package enum Entry: Sendable {
    case newSession, asBefore
  }
  package let link: String
  package let passwordDigest: String?
  package let session: FreshSecret
  package let browser: BrowserKey?
  package let userAgent: String?
  package let today: Day

  package init(
    link: String, passwordDigest: String?, session: FreshSecret, browser: BrowserKey? = nil, userAgent: String?, today: Day
  ) {
    (self.link, self.passwordDigest, self.session) = (link, passwordDigest, session)
    (self.browser, self.userAgent, self.today) = (browser, userAgent, today)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Entry {
    // Whoever holds the invitation may, unless they are signed in as somebody else: it is for one person.
    try transaction.lock(peopleLock)
    guard let taken = try transaction.takeLink(digest: link, .invitation, at: now), let person = try transaction.person(taken.person) else {
      throw Refusal.conflict("people.problem.linkOver")
    }
    if let other = viewer.person, other != person.id { throw Refusal.conflict("people.problem.invitedOther") }
    if try !transaction.isStillOffered(taken, on: today) { throw Refusal.conflict("people.problem.linkOver") }
    try transaction.lock("people/password/\(person.id)")
    let isKnown = try transaction.hasEntered(person.id)
    if isKnown && viewer.person != person.id { throw Refusal.notSignedIn }
    if isKnown && passwordDigest != nil { throw Refusal.invalid("people.problem.invitedKnown", field: "password") }
    let joining = Viewer(person: person.id, name: person.name, grants: [])
    if let organisation = taken.organisation { try join(organisation, person, taken.title, in: transaction, for: joining, at: now) }
    if let role = taken.role { try take(role, offeredBy: taken, in: transaction, for: joining, at: now) }
    if let passwordDigest { try transaction.setPassword(passwordDigest, of: person, at: now) }
    // Signed in as the invited person already: one goes on as one came.
    if viewer.person == person.id { return .asBefore }
    try transaction.signIn(person, session: session, browser: browser, userAgent: userAgent, how: "invitation", at: now)
    return .newSession
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
