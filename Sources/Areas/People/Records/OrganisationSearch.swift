import Kernel
import Store

/// What a list of organisations asks for.
package struct OrganisationSearch: Sendable {
  /// Folded; all must occur.
  package var words: [String] = []
  package var kind: OrganisationKind?
  package var reach: Reach
  /// `name`, `kind` or `created`.
  package var sort = "name"
  package var isDescending = false
  package var limit = 50
  package var offset = 0

  package init(within reach: Reach) { self.reach = reach }

  fileprivate var condition: SQL {
    var condition: SQL = "1 = 1"
    for word in words { condition = "\(condition) AND search_key LIKE \(containing: word)" }
    if let kind { condition = "\(condition) AND kind = \(kind)" }
    if case .only(let ids) = reach { condition = "\(condition) AND id IN \(list: Array(ids))" }
    return condition
  }
  fileprivate var order: SQL {
    switch (sort, isDescending) {
    case ("kind", false): "kind, name_key, id"
    case ("kind", true): "kind DESC, name_key, id"
    case ("created", false): "created_at, id"
    case ("created", true): "created_at DESC, id"
    case (_, true): "name_key DESC, id"
    default: "name_key, id"
    }
  }
}

extension Transaction {
  package borrowing func organisations(_ search: OrganisationSearch) throws -> (rows: [Organisation], total: Int) {
    let total: Int = try value("SELECT COUNT(*) FROM organisations WHERE \(search.condition)") ?? 0
    let rows: [Organisation] = try all(
      "SELECT * FROM organisations WHERE \(search.condition) ORDER BY \(search.order) LIMIT \(search.limit) OFFSET \(search.offset)")
    return (rows, total)
  }
}
