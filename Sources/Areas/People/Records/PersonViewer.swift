import Kernel
import Store

extension Transaction {
  /// A person with the roles that hold on a day, for what they asked to be done or shown when they are not there themselves.
  package borrowing func viewer(_ id: PersonID, on day: Day) throws -> Viewer? {
    let rows = try rows(
      """
      SELECT p.name, p.language, g.role, g.organisation, g.from_day, g.until_day
      FROM persons p LEFT JOIN role_grants g ON g.person = p.id WHERE p.id = \(id)
      """)
    guard let first = rows.first else { return nil }
    let grants = try rows.compactMap { row -> Grant? in
      guard let role: Role = try row.get("role"), let from: Day = try row.get("from_day") else { return nil }
      return HeldSpan(from: from, until: try row.get("until_day")).holds(on: day) ? Grant(role, on: try row.get("organisation")) : nil
    }
    return Viewer(person: id, name: try first.get("name"), grants: grants, language: try first.get("language"))
  }
}
