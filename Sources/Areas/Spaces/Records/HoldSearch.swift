import Kernel
import Store

/// What a list of holds asks for.
package struct HoldSearch: Sendable {
  package enum State: String, Sendable, CaseIterable {
    case standing, current, ended
  }
  package var kind: HoldKind?
  package var state: State?
  /// Folded; all must occur in the holder's name, the numbers of the cells or the reason.
  package var words: [String] = []
  /// `from`, `organisation`, `kind`, `area` or `expires`.
  package var sort = "from"
  package var isDescending = false
  package var limit: Int?
  package var offset = 0
  package let today: Day
  /// Whose holds are found, and whose reasons are looked through; nil for everything.
  private let sight: HoldSight?

  package init(on today: Day, seenWith sight: HoldSight? = nil) { (self.today, self.sight) = (today, sight) }

  fileprivate func readsReason(of holder: OrganisationID?) -> Bool { sight?.seesReason(of: holder) ?? true }

  fileprivate var condition: SQL {
    var parts: [SQL] = []
    if let kind { parts.append("h.kind = \(kind)") }
    if case .only(let own) = sight?.reach { parts.append("h.organisation IN \(list: own.sorted())") }
    let stands: SQL = """
      (h.ended_at IS NULL AND (h.expires_on IS NULL OR h.expires_on > \(today)) AND (h.until_day IS NULL OR h.until_day > \(today)))
      """
    switch state {
    case nil: break
    case .standing: parts.append(stands)
    case .current: parts.append("\(stands) AND h.from_day <= \(today)")
    case .ended: parts.append("NOT \(stands)")
    }
    // Nothing at all where everything is asked for: rows that no condition is asked of are counted without being looked at.
    guard let first = parts.first else { return "" }
    return parts.dropFirst().reduce("WHERE \(first)") { "\($0) AND \($1)" }
  }

  fileprivate var order: SQL {
    let key: SQL =
      switch sort {
      case "organisation": "COALESCE(o.name_key, '')"
      case "kind": "h.kind"
      case "area": "COALESCE((SELECT SUM(c.area) FROM space_cells s JOIN cells c ON c.id = s.cell WHERE s.space = h.space), 0)"
      // What never expires comes after all that does.
      case "expires": "COALESCE(h.expires_on, '~')"
      default: "h.from_day"
      }
    return isDescending
      ? "ORDER BY \(key) DESC, h.from_day DESC, h.made_at DESC, h.id DESC" : "ORDER BY \(key), h.from_day, h.made_at, h.id"
  }
}

extension Transaction {
  /// The holds of one page of the list, and how many there are in all.
  package borrowing func holdLines(_ search: HoldSearch) throws -> (lines: [HoldLine], total: Int) {
    let names: SQL = search.words.isEmpty && search.sort != "organisation" ? "" : "LEFT JOIN organisations o ON o.id = h.organisation"
    let joined: SQL = "FROM holds h \(names) \(search.condition)"
    if search.words.isEmpty {
      let total: Int = try value("SELECT COUNT(*) \(joined)") ?? 0
      // The page is found along an index first: what is passed over is not read.
      let page: SQL = "SELECT h.id AS found \(joined) \(search.order) LIMIT \(search.limit ?? total) OFFSET \(search.offset)"
      return (try holdLines(from: "(\(page)) page JOIN holds h ON h.id = page.found", search.order), total)
    }
    let all = try found(search, try rows("SELECT h.id, h.organisation, h.reason, o.name_key \(joined) \(search.order)"))
    let ids = Array(all.dropFirst(search.offset).prefix(search.limit ?? all.count))
    let lines = Dictionary(uniqueKeysWithValues: try holdLines(ids).map { ($0.hold.id, $0) })
    return (ids.compactMap { lines[$0] }, all.count)
  }

  /// No engine folds accents, so the words are looked for here.
  private borrowing func found(_ search: HoldSearch, _ candidates: [Row]) throws -> [ID<Hold>] {
    var codes: [String: String] = [:]
    for row in try rows(
      """
      SELECT h.id, c.code FROM holds h JOIN space_cells s ON s.space = h.space JOIN cells c ON c.id = s.cell
      UNION ALL SELECT p.hold, c.code FROM hold_pool p JOIN cells c ON c.id = p.cell
      """)
    { codes[try row.get("id"), default: ""] += " " + (try row.get("code") as String) }
    return try candidates.compactMap { row in
      let (id, reason): (String, String) = (try row.get("id"), try row.get("reason"))
      let name: String? = try row.get("name_key")
      let told = search.readsReason(of: try row.get("organisation")) ? reason : ""
      let text = "\(name ?? "") \("\(codes[id] ?? "") \(told)".folded)"
      return search.words.allSatisfy { text.contains($0) } ? ID<Hold>(id) : nil
    }
  }
}
