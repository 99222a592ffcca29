import Kernel
import Store

package enum SignInLinks {}

/// What a secret sent by mail opens.
package enum LinkPurpose: String, Sendable, Bindable, Fetchable {
  case signIn, password, invitation
  /// That a new address is theirs who asked for it.
  case address
}

/// A secret that was sent by mail and opens the house once. Only its digest is kept.
package struct SignInLink: RowReadable, Sendable {
  package let id: ID<SignInLinks>
  package let purpose: LinkPurpose
  package let person: PersonID
  /// What an invitation offers: the organisation, the role there or on the house, the title in the membership.
  package let organisation: OrganisationID?
  package let role: Role?
  package let title: String?
  package let createdAt: Instant
  package let createdBy: PersonID?
  package let expiresAt: Instant
  package let usedAt: Instant?
  package let withdrawnAt: Instant?

  package init(row: Row) throws {
    id = try row.get("id")
    purpose = try row.get("purpose")
    person = try row.get("person")
    organisation = try row.get("organisation")
    role = try row.get("role")
    title = try row.get("title")
    createdBy = try row.get("created_by")
    createdAt = try row.get("created_at")
    expiresAt = try row.get("expires_at")
    usedAt = try row.get("used_at")
    withdrawnAt = try row.get("withdrawn_at")
  }

  package func holds(at now: Instant) -> Bool { usedAt == nil && withdrawnAt == nil && now < expiresAt }
}

/// What an invitation offers, and whom it names in the words of whoever invited.
package struct InvitationOffer: Sendable {
  package let organisation: OrganisationID?
  package let role: Role?
  package let title: String?
  package let name: String
  package let email: String
}

/// An invitation with the names of who was invited, where to and by whom.
package struct InvitationLine: RowReadable, Sendable {
  package let link: SignInLink
  /// As they were typed: what the house knows of the person is not for whoever invites.
  package let personName: String
  package let email: String
  package let organisationName: String?
  package let invitedBy: String?

  package init(row: Row) throws {
    link = try SignInLink(row: row)
    personName = try row.get("person_name")
    email = try row.get("email")
    organisationName = try row.get("organisation_name")
    invitedBy = try row.get("invited_by")
  }
}

extension Transaction {
  /// The link behind a secret's digest, if it still opens.
  package borrowing func link(digest: String, _ purpose: LinkPurpose, at now: Instant) throws -> SignInLink? {
    let link: SignInLink? = try one("SELECT * FROM sign_in_links WHERE digest = \(digest) AND purpose = \(purpose)")
    return link.flatMap { $0.holds(at: now) ? $0 : nil }
  }
  /// Invitations that were not taken up yet, the latest first.
  package borrowing func openInvitations() throws -> [InvitationLine] {
    try all(
      """
      SELECT l.*, COALESCE(l.invited_name, p.name) AS person_name, COALESCE(l.invited_email, p.email) AS email, o.usual_name AS organisation_name,
        b.name AS invited_by
      FROM sign_in_links l JOIN persons p ON p.id = l.person
      LEFT JOIN organisations o ON o.id = l.organisation LEFT JOIN persons b ON b.id = l.created_by
      WHERE l.purpose = 'invitation' AND l.used_at IS NULL AND l.withdrawn_at IS NULL ORDER BY l.created_at DESC, l.id
      """)
  }
  @discardableResult borrowing func insertLink(
    digest: String, _ purpose: LinkPurpose, for person: PersonID, offering offer: InvitationOffer? = nil, by giver: PersonID? = nil,
    lasting seconds: Int64, at now: Instant
  ) throws -> ID<SignInLinks> {
    let id = ID<SignInLinks>.fresh(at: now)
    try run(
      """
      INSERT INTO sign_in_links (id, digest, purpose, person, organisation, role, title, invited_name, invited_email, created_at, created_by,
        expires_at)
      VALUES (\(id), \(digest), \(purpose), \(person), \(offer?.organisation), \(offer?.role), \(offer?.title), \(offer?.name),
        \(offer?.email), \(now), \(giver), \(now + seconds))
      """)
    return id
  }
  /// What was sent to an address that is no longer theirs opens nothing any more: links and invitations alike. How many they were.
  ///
  /// - Parameter which: a condition besides, where only some of them are meant.
  @discardableResult borrowing func withdrawLinks(of person: PersonID, only which: SQL = "1 = 1", at now: Instant) throws -> Int {
    try run(
      """
      UPDATE sign_in_links SET withdrawn_at = \(now) WHERE person = \(person) AND \(which) AND used_at IS NULL AND withdrawn_at IS NULL
      """)
  }
  /// Whether whoever invited may still offer what the invitation offers; what the house itself offered stands.
  package borrowing func isStillOffered(_ link: SignInLink, on day: Day) throws -> Bool {
    guard let giver = link.createdBy else { return true }
    return try InvitationRight.holds(grants(of: giver, on: day), organisation: link.organisation, role: link.role)
  }
  /// Whether they ever came in: they have a password, or had a session. An invitation then opens no door that is theirs already.
  package borrowing func hasEntered(_ person: PersonID) throws -> Bool {
    if try passwordDigest(of: person) != nil { return true }
    return try value("SELECT COUNT(*) FROM sessions WHERE person = \(person)") ?? 0 > 0
  }
  /// Takes a link: the second who tries finds none.
  borrowing func takeLink(digest: String, _ purpose: LinkPurpose, at now: Instant) throws -> SignInLink? {
    guard let found = try link(digest: digest, purpose, at: now) else { return nil }
    let taken = try run("UPDATE sign_in_links SET used_at = \(now) WHERE id = \(found.id) AND used_at IS NULL")
    return taken == 1 ? found : nil
  }
}
