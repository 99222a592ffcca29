import Kernel
import Store

package enum Memberships {}
package typealias MembershipID = ID<Memberships>

/// Someone belonging to an organisation over a span of days, under a title.
package struct Membership: RowReadable, Sendable, Hashable {
  package let id: MembershipID
  package let person: PersonID
  package let organisation: OrganisationID
  package let title: String?
  package let span: HeldSpan

  package init(row: Row) throws {
    id = try row.get("id")
    person = try row.get("person")
    organisation = try row.get("organisation")
    title = try row.get("title")
    span = HeldSpan(from: try row.get("from_day"), until: try row.get("until_day"))
  }
}

/// A membership with both names, as lists show it.
package struct MembershipLine: RowReadable, Sendable {
  package let membership: Membership
  package let personName: String
  package let email: String
  package let phone: String?
  package let organisationName: String

  package init(row: Row) throws {
    membership = try Membership(row: row)
    personName = try row.get("person_name")
    email = try row.get("email")
    phone = try row.get("phone")
    organisationName = try row.get("organisation_name")
  }
}

/// Where mail about an organisation goes.
package struct Contact: Sendable, Hashable {
  package let person: PersonID
  package let name: String
  package let email: String
  package let language: Language
}

extension Transaction {
  package borrowing func membership(_ id: MembershipID) throws -> Membership? { try one("SELECT * FROM memberships WHERE id = \(id)") }

  package borrowing func members(of organisation: OrganisationID) throws -> [MembershipLine] {
    try all("\(membershipLines) WHERE m.organisation = \(organisation) ORDER BY p.name_key, m.from_day, m.id")
  }
  package borrowing func memberships(of person: PersonID) throws -> [MembershipLine] {
    try all("\(membershipLines) WHERE m.person = \(person) ORDER BY m.from_day DESC, o.name_key, m.id")
  }
  /// To whom to write about an organisation on that day: those with a role on it, or where there is none, its members.
  package borrowing func contacts(of organisation: OrganisationID, on day: Day) throws -> [Contact] {
    let withRole = try contacts(
      """
      SELECT DISTINCT p.id, p.name, p.name_key, p.email, p.language FROM role_grants g JOIN persons p ON p.id = g.person
      WHERE g.organisation = \(organisation) AND g.role IN ('resident', 'school', 'club')
        AND g.from_day <= \(day) AND (g.until_day IS NULL OR g.until_day > \(day)) ORDER BY p.name_key, p.id
      """)
    if !withRole.isEmpty { return withRole }
    return try contacts(
      """
      SELECT DISTINCT p.id, p.name, p.name_key, p.email, p.language FROM memberships m JOIN persons p ON p.id = m.person
      WHERE m.organisation = \(organisation) AND m.from_day <= \(day) AND (m.until_day IS NULL OR m.until_day > \(day))
      ORDER BY p.name_key, p.id
      """)
  }
  private borrowing func contacts(_ sql: SQL) throws -> [Contact] {
    try rows(sql).map { row in
      Contact(person: try row.get("id"), name: try row.get("name"), email: try row.get("email"), language: try row.get("language"))
    }
  }

  /// How many persons belong to each organisation on that day.
  package borrowing func memberCounts(on day: Day) throws -> [OrganisationID: Int] {
    let counted = try rows(
      """
      SELECT organisation, COUNT(DISTINCT person) AS persons FROM memberships
      WHERE from_day <= \(day) AND (until_day IS NULL OR until_day > \(day)) GROUP BY organisation
      """)
    return Dictionary(uniqueKeysWithValues: try counted.map { (try $0.get("organisation"), try $0.get("persons")) })
  }

  /// Whether someone belongs to the organisation or holds a role on it, on that day or later.
  package borrowing func belongs(_ person: PersonID, to organisation: OrganisationID, on day: Day) throws -> Bool {
    let ties: Int? = try value(
      """
      SELECT (SELECT COUNT(*) FROM memberships WHERE person = \(person) AND organisation = \(organisation)
          AND (until_day IS NULL OR until_day > \(day)))
        + (SELECT COUNT(*) FROM role_grants WHERE person = \(person) AND organisation = \(organisation)
          AND (until_day IS NULL OR until_day > \(day)))
      """)
    return (ties ?? 0) > 0
  }

  borrowing func insert(membership id: MembershipID, of person: PersonID, in organisation: OrganisationID, title: String?, _ span: HeldSpan)
    throws
  {
    try run(
      """
      INSERT INTO memberships (id, person, organisation, title, from_day, until_day)
      VALUES (\(id), \(person), \(organisation), \(title), \(span.from), \(span.until))
      """)
  }
}

private let membershipLines: SQL = """
  SELECT m.*, p.name AS person_name, p.email, p.phone, o.usual_name AS organisation_name
  FROM memberships m JOIN persons p ON p.id = m.person JOIN organisations o ON o.id = m.organisation
  """
