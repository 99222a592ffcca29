import Kernel
import Store

package enum RoleGrants {}
package typealias RoleGrantID = ID<RoleGrants>

/// A role someone holds over a span of days, on the house or on one organisation.
package struct RoleGrant: RowReadable, Sendable, Hashable {
  package let id: RoleGrantID
  package let person: PersonID
  package let role: Role
  package let organisation: OrganisationID?
  package let span: HeldSpan
  package let grantedAt: Instant

  package init(row: Row) throws {
    id = try row.get("id")
    person = try row.get("person")
    role = try row.get("role")
    organisation = try row.get("organisation")
    span = HeldSpan(from: try row.get("from_day"), until: try row.get("until_day"))
    grantedAt = try row.get("granted_at")
  }

  package var grant: Grant { Grant(role, on: organisation) }
}

/// A grant with the names of all concerned.
package struct RoleLine: RowReadable, Sendable {
  package let grant: RoleGrant
  package let personName: String
  package let organisationName: String?
  /// nil when the house itself granted it: an import, the command line.
  package let grantedByName: String?

  package init(row: Row) throws {
    grant = try RoleGrant(row: row)
    personName = try row.get("person_name")
    organisationName = try row.get("organisation_name")
    grantedByName = try row.get("granted_by_name")
  }
}

extension Transaction {
  package borrowing func roleGrant(_ id: RoleGrantID) throws -> RoleGrant? { try one("SELECT * FROM role_grants WHERE id = \(id)") }

  /// The roles that hold on that day.
  package borrowing func grants(of person: PersonID, on day: Day) throws -> [Grant] {
    let all: [RoleGrant] = try all("SELECT * FROM role_grants WHERE person = \(person) ORDER BY id")
    return all.filter { $0.span.holds(on: day) }.map(\.grant)
  }
  package borrowing func roleLines() throws -> [RoleLine] { try all("\(roleLinesQuery) ORDER BY p.name_key, g.from_day, g.id") }
  package borrowing func roleLines(of person: PersonID) throws -> [RoleLine] {
    try all("\(roleLinesQuery) WHERE g.person = \(person) ORDER BY g.from_day DESC, g.id")
  }
  package borrowing func roleLines(on organisation: OrganisationID) throws -> [RoleLine] {
    try all("\(roleLinesQuery) WHERE g.organisation = \(organisation) ORDER BY p.name_key, g.from_day, g.id")
  }
  /// The spans over which anyone is director, but for one grant.
  borrowing func directorSpans(except id: RoleGrantID) throws -> [(from: Day, until: Day?)] {
    let grants: [RoleGrant] = try all("SELECT * FROM role_grants WHERE role = \(Role.director) AND id <> \(id)")
    return grants.map { ($0.span.from, $0.span.until) }
  }
  borrowing func insert(
    grant id: RoleGrantID, of role: Role, to person: PersonID, on organisation: OrganisationID?, _ span: HeldSpan, by giver: PersonID?,
    at now: Instant
  ) throws {
    try run(
      """
      INSERT INTO role_grants (id, person, role, organisation, from_day, until_day, granted_by, granted_at)
      VALUES (\(id), \(person), \(role), \(organisation), \(span.from), \(span.until), \(giver), \(now))
      """)
  }
}

private let roleLinesQuery: SQL = """
  SELECT g.*, p.name AS person_name, o.usual_name AS organisation_name, b.name AS granted_by_name
  FROM role_grants g JOIN persons p ON p.id = g.person
  LEFT JOIN organisations o ON o.id = g.organisation LEFT JOIN persons b ON b.id = g.granted_by
  """
