import Kernel
import Post
import Store

/// Invites someone by mail, to the house or to an organisation; makes them known when they are not.
/// Nobody belongs anywhere by being invited: the membership and the role begin when the invitation is taken up.
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

  /// The answer is the invitation, made anew each time: it does not tell whether the house knew the address.
  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<SignInLinks> {
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
    return try send(to: person, known?.facts ?? facts, body??.name, in: transaction, for: viewer, at: now)
  }

  private func send(
    to person: PersonID, _ known: PersonFacts, _ organisationName: String?, in transaction: borrowing Transaction, for viewer: Viewer,
    at now: Instant
  ) throws -> ID<SignInLinks> {
    // Only the one to the same place: what others offered stays open.
    try transaction.withdrawLinks(
      of: person, only: "purpose = 'invitation' AND organisation IS NOT DISTINCT FROM \(organisation)", at: now)
    let offer = InvitationOffer(organisation: organisation, role: role, title: title, name: facts.name, email: facts.email)
    let invitation = try transaction.insertLink(
      digest: secret.digest, .invitation, for: person, offering: offer, by: viewer.person, lasting: LinkLifetime.invitation, at: now)
    let until = letters.house.day(of: now + LinkLifetime.invitation)
    let letter = letters.invitation(known, secret: secret.text, from: viewer.name, organisation: organisationName, until: until)
    try transaction.post(letter, about: "person/\(person)", at: now)
    try transaction.note(
      "people.person.invite", on: "person/\(person)", by: viewer, at: now,
      after: organisationName ?? transaction.houseName(on: until) ?? "–")
    return invitation
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
    if let organisation = line.link.organisation {
      try viewer.demand(.invitePersons, for: organisation)
    } else {
      try viewer.demand(.invitePersons)
    }
    try transaction.run("UPDATE sign_in_links SET withdrawn_at = \(now) WHERE id = \(invitation)")
    try transaction.note("people.person.uninvite", on: "person/\(line.link.person)", by: viewer, at: now, before: line.email)
  }
}
