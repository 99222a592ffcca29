import Kernel
import Post
import Store

/// Invites someone by mail, to the house or to an organisation; makes them known when they are not.
/// Whoever is invited to an organisation becomes a member and holds the role there from today.
package struct InvitePerson: Act {
  package let facts: PersonFacts
  package let organisation: OrganisationID?
  package let title: String?
  package let role: Role?
  /// What the link carries; only its digest is kept.
  package let secret: FreshSecret
  package let letters: Letters

  package init(
    _ facts: PersonFacts, to organisation: OrganisationID?, title: String? = nil, as role: Role?, secret: FreshSecret, letters: Letters
  ) {
    (self.facts, self.organisation, self.title, self.role) = (facts, organisation, title, role)
    (self.secret, self.letters) = (secret, letters)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> PersonID {
    if let organisation { try viewer.demand(.invitePersons, for: organisation) } else { try viewer.demand(.invitePersons) }
    if let role {
      try viewer.demandGranting(role, on: organisation)
      if let problem = role.problem(on: organisation) { throw Refusal.invalid(problem, field: "role") }
    }
    try transaction.lock(peopleLock)
    let body = try organisation.map { try transaction.organisation($0) }
    if let body, body == nil { throw Refusal.notFound }
    let known = try transaction.person(email: facts.email)
    let person = try known?.id ?? transaction.add(facts, by: viewer, at: now)
    let span = HeldSpan(from: letters.house.day(of: now), until: nil)
    if let organisation { try join(person, organisation, span, in: transaction, for: viewer, at: now) }
    if let role { try give(role, to: person, span, in: transaction, for: viewer, at: now) }
    try send(to: person, known?.facts ?? facts, body??.name, in: transaction, for: viewer, at: now)
    return person
  }

  private func join(
    _ person: PersonID, _ organisation: OrganisationID, _ span: HeldSpan, in transaction: borrowing Transaction, for viewer: Viewer,
    at now: Instant
  ) throws {
    let memberships = try transaction.memberships(of: person).map(\.membership)
    if memberships.contains(where: { $0.organisation == organisation && $0.span.overlaps(span) }) { return }
    try transaction.insert(membership: .fresh(at: now), of: person, in: organisation, title: title, span)
    try transaction.note(
      "people.membership.add", on: "organisation/\(organisation)", by: viewer, at: now, after: "\(facts.name), \(span.from)")
  }

  private func give(
    _ role: Role, to person: PersonID, _ span: HeldSpan, in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant
  ) throws {
    let held = try transaction.roleLines(of: person).map(\.grant)
    if held.contains(where: { $0.role == role && $0.organisation == organisation && $0.span.overlaps(span) }) { return }
    _ = try transaction.grant(role, to: person, on: organisation, span, by: viewer, at: now)
  }

  private func send(
    to person: PersonID, _ facts: PersonFacts, _ organisationName: String?, in transaction: borrowing Transaction, for viewer: Viewer,
    at now: Instant
  ) throws {
    try transaction.run(
      """
      UPDATE sign_in_links SET withdrawn_at = \(now)
      WHERE person = \(person) AND purpose = 'invitation' AND used_at IS NULL AND withdrawn_at IS NULL
      """)
    try transaction.insertLink(
      digest: secret.digest, .invitation, for: person, organisation: organisation, by: viewer.person, lasting: LinkLifetime.invitation,
      at: now)
    let until = letters.house.day(of: now + LinkLifetime.invitation)
    let letter = letters.invitation(facts, secret: secret.text, from: viewer.name, organisation: organisationName, until: until)
    try transaction.post(letter, about: "person/\(person)", at: now)
    try transaction.note("people.person.invite", on: "person/\(person)", by: viewer, at: now, after: organisationName ?? "KM0")
  }
}

/// Takes an invitation back: its link no longer opens anything.
package struct WithdrawInvitation: Act {
  package let invitation: ID<SignInLinks>

  package init(_ invitation: ID<SignInLinks>) { self.invitation = invitation }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    guard let line = try transaction.openInvitations().first(where: { $0.link.id == invitation }) else {
      throw viewer.isSignedIn ? Refusal.notFound : Refusal.notSignedIn
    }
    if let organisation = line.organisation {
      try viewer.demand(.invitePersons, for: organisation)
    } else {
      try viewer.demand(.invitePersons)
    }
    try transaction.run("UPDATE sign_in_links SET withdrawn_at = \(now) WHERE id = \(invitation)")
    try transaction.note("people.person.uninvite", on: "person/\(line.link.person)", by: viewer, at: now, before: line.email)
  }
}
