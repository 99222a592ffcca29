import Kernel
import Store

package enum SignInLinks {}

/// What a secret sent by mail opens.
package enum LinkPurpose: String, Sendable, Bindable, Fetchable {
  case signIn, password, invitation
}

/// A secret that was sent by mail and opens the house once. Only its digest is kept.
package struct SignInLink: RowReadable, Sendable {
  package let id: ID<SignInLinks>
  package let purpose: LinkPurpose
  package let person: PersonID
  package let createdAt: Instant
  package let expiresAt: Instant
  package let usedAt: Instant?
  package let withdrawnAt: Instant?

  package init(row: Row) throws {
    id = try row.get("id")
    purpose = try row.get("purpose")
    person = try row.get("person")
    createdAt = try row.get("created_at")
    expiresAt = try row.get("expires_at")
    usedAt = try row.get("used_at")
    withdrawnAt = try row.get("withdrawn_at")
  }

  package func holds(at now: Instant) -> Bool { usedAt == nil && withdrawnAt == nil && now < expiresAt }
}

/// An invitation with the names of who was invited, where to and by whom.
package struct InvitationLine: RowReadable, Sendable {
  package let link: SignInLink
  package let personName: String
  package let email: String
  package let organisation: OrganisationID?
  package let organisationName: String?
  package let invitedBy: String?

  package init(row: Row) throws {
    link = try SignInLink(row: row)
    personName = try row.get("person_name")
    email = try row.get("email")
    organisation = try row.get("organisation")
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
      SELECT l.*, p.name AS person_name, p.email, o.usual_name AS organisation_name, b.name AS invited_by
      FROM sign_in_links l JOIN persons p ON p.id = l.person
      LEFT JOIN organisations o ON o.id = l.organisation LEFT JOIN persons b ON b.id = l.created_by
      WHERE l.purpose = 'invitation' AND l.used_at IS NULL AND l.withdrawn_at IS NULL ORDER BY l.created_at DESC, l.id
      """)
  }
  borrowing func insertLink(
    digest: String, _ purpose: LinkPurpose, for person: PersonID, organisation: OrganisationID? = nil, by giver: PersonID? = nil,
    lasting seconds: Int64, at now: Instant
  ) throws {
    try run(
      """
      INSERT INTO sign_in_links (id, digest, purpose, person, organisation, created_at, created_by, expires_at)
      VALUES (\(ID<SignInLinks>.fresh(at: now)), \(digest), \(purpose), \(person), \(organisation), \(now), \(giver), \(now + seconds))
      """)
  }
  /// Takes a link: the second who tries finds none.
  borrowing func takeLink(digest: String, _ purpose: LinkPurpose, at now: Instant) throws -> SignInLink? {
    guard let found = try link(digest: digest, purpose, at: now) else { return nil }
    let taken = try run("UPDATE sign_in_links SET used_at = \(now) WHERE id = \(found.id) AND used_at IS NULL")
    return taken == 1 ? found : nil
  }
}
