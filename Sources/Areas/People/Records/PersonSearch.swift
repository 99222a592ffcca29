import Kernel
import Store

/// What a list of persons asks for.
package struct PersonSearch: Sendable {
  package var words: [String] = []
  /// Persons who belong to one of these organisations or hold a role on it today; and oneself.
  package var reach: Reach
  package var today: Day
  package var oneself: PersonID?
  /// `name`, `email` or `created`.
  package var sort = "name"
  package var isDescending = false
  package var limit = 50
  package var offset = 0

  package init(within reach: Reach, on today: Day, oneself: PersonID?) { (self.reach, self.today, self.oneself) = (reach, today, oneself) }

  fileprivate var condition: SQL {
    var condition: SQL = "1 = 1"
    for word in words { condition = "\(condition) AND p.search_key LIKE \(containing: word)" }
    return "\(condition) AND \(scope)"
  }
  fileprivate var scope: SQL {
    guard case .only(let organisations) = reach else { return "1 = 1" }
    let ids = Array(organisations)
    return """
      (p.id = \(oneself?.text ?? "")
        OR EXISTS (SELECT 1 FROM memberships m WHERE m.person = p.id AND m.organisation IN \(list: ids)
          AND m.from_day <= \(today) AND (m.until_day IS NULL OR m.until_day > \(today)))
        OR EXISTS (SELECT 1 FROM role_grants g WHERE g.person = p.id AND g.organisation IN \(list: ids)
          AND g.from_day <= \(today) AND (g.until_day IS NULL OR g.until_day > \(today))))
      """
  }
  fileprivate var order: SQL {
    switch (sort, isDescending) {
    case ("email", false): "p.email_key, p.id"
    case ("email", true): "p.email_key DESC, p.id"
    case ("created", false): "p.created_at, p.id"
    case ("created", true): "p.created_at DESC, p.id"
    case (_, true): "p.name_key DESC, p.id"
    default: "p.name_key, p.id"
    }
  }
}

extension Transaction {
  package borrowing func persons(_ search: PersonSearch) throws -> (rows: [Person], total: Int) {
    let total: Int = try value("SELECT COUNT(*) FROM persons p WHERE \(search.condition)") ?? 0
    let rows: [Person] = try all(
      "SELECT p.* FROM persons p WHERE \(search.condition) ORDER BY \(search.order) LIMIT \(search.limit) OFFSET \(search.offset)")
    return (rows, total)
  }
  /// The person, if the viewer's reach extends to them.
  package borrowing func person(_ id: PersonID, seenBy viewer: Viewer, on today: Day) throws -> Person? {
    let search = PersonSearch(within: viewer.reach(of: .seePersons), on: today, oneself: viewer.person)
    return try one("SELECT p.* FROM persons p WHERE p.id = \(id) AND \(search.scope)")
  }
  /// The names of the organisations each of them belongs to on that day.
  package borrowing func organisationNames(of persons: [PersonID], on day: Day) throws -> [PersonID: [String]] {
    let found = try rows(
      """
      SELECT m.person, o.usual_name FROM memberships m JOIN organisations o ON o.id = m.organisation
      WHERE m.person IN \(list: persons) AND m.from_day <= \(day) AND (m.until_day IS NULL OR m.until_day > \(day)) ORDER BY o.name_key, o.id
      """)
    var names: [PersonID: [String]] = [:]
    for row in found { names[try row.get("person"), default: []].append(try row.get("usual_name")) }
    return names
  }
}
