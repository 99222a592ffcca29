import Kernel
import Store

/// Someone who can be written to.
package struct Addressee: RowReadable, Sendable, Hashable {
  package let id: PersonID
  package let name: String
  package let email: String
  package let language: Language

  package init(row: Row) throws {
    id = try row.get("id")
    name = try row.get("name")
    email = try row.get("email")
    language = try row.get("language")
  }
}

extension Transaction {
  /// Those who have the permission on the whole house on that day, in the order of their names.
  package borrowing func holders(of permission: Permission, on day: Day) throws -> [Addressee] {
    let roles = permission.roles.sorted { $0.rawValue < $1.rawValue }
    return try all(
      """
      SELECT DISTINCT p.id, p.name, p.name_key, p.email, p.language FROM persons p JOIN role_grants g ON g.person = p.id
      WHERE g.organisation IS NULL AND g.role IN \(list: roles) AND g.from_day <= \(day) AND (g.until_day IS NULL OR g.until_day > \(day))
      ORDER BY p.name_key, p.id
      """)
  }
}
