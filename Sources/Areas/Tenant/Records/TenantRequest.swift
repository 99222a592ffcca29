import Kernel
import People
import Store

extension RequestKind: Bindable, Fetchable {}
extension RequestOutcome: Bindable, Fetchable {}

/// Something a resident asked the house for, and what became of it.
package struct TenantRequest: RowReadable, Sendable, Hashable {
  package let id: ID<TenantRequest>
  package let organisation: OrganisationID
  package let organisationName: String
  package let kind: RequestKind
  package let cells: Int?
  package let from: Day?
  package let message: String
  package let madeAt: Instant
  package let madeBy: String
  package let person: PersonID?
  package let outcome: RequestOutcome?
  package let answer: String
  package let closedAt: Instant?
  package let closedBy: String?

  package init(row: Row) throws {
    id = try row.get("id")
    organisation = try row.get("organisation")
    organisationName = try row.get("organisation_name")
    kind = try row.get("kind")
    cells = try row.get("cells")
    from = try row.get("wanted_from")
    message = try row.get("message")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
    person = try row.get("person")
    outcome = try row.get("outcome")
    answer = try row.get("answer")
    closedAt = try row.get("closed_at")
    closedBy = try row.get("closed_by")
  }

  package var isOpen: Bool { outcome == nil }
  package var subject: String { "tenant-request/\(id)" }
}

/// What is asked of the list of requests.
package struct RequestSearch: Sendable {
  package var words: [String] = []
  package var onlyOpen = false
  package var isDescending = true
  package var limit: Int?
  package var offset = 0

  package init() {}
}

extension Transaction {
  package borrowing func tenantRequest(_ id: ID<TenantRequest>) throws -> TenantRequest? { try one("\(requestQuery) WHERE r.id = \(id)") }
  /// Newest first.
  package borrowing func tenantRequests(of organisation: OrganisationID) throws -> [TenantRequest] {
    try all("\(requestQuery) WHERE r.organisation = \(organisation) ORDER BY r.made_at DESC, r.id DESC")
  }
  package borrowing func tenantRequests(_ search: RequestSearch) throws -> (lines: [TenantRequest], total: Int) {
    var condition: SQL = search.onlyOpen ? "r.outcome IS NULL" : "1 = 1"
    for word in search.words { condition = "\(condition) AND o.search_key LIKE \(containing: word)" }
    let total =
      try value(
        "SELECT COUNT(*) FROM tenant_requests r JOIN organisations o ON o.id = r.organisation WHERE \(condition)", as: Int.self) ?? 0
    let order: SQL = search.isDescending ? "r.made_at DESC, r.id DESC" : "r.made_at, r.id"
    let page: SQL = search.limit.map { "LIMIT \($0) OFFSET \(search.offset)" } ?? ""
    return (try all("\(requestQuery) WHERE \(condition) ORDER BY \(order) \(page)"), total)
  }
}

private let requestQuery: SQL = """
  SELECT r.*, o.usual_name AS organisation_name FROM tenant_requests r JOIN organisations o ON o.id = r.organisation
  """
