import Kernel
import Store
import Welcome

/// What a list of files asks for.
package struct ApplicationSearch: Sendable {
  /// Folded; all must occur.
  package var words: [String] = []
  package var state: ApplicationState?
  /// `received`, `name`, `state` or `earliest`.
  package var sort = "received"
  package var isDescending = true
  package var limit = 50
  package var offset = 0

  package init() {}

  fileprivate var condition: SQL {
    var condition: SQL = "1 = 1"
    for word in words { condition = "\(condition) AND search_key LIKE \(containing: word)" }
    if let state { condition = "\(condition) AND state = \(state)" }
    return condition
  }
  fileprivate var order: SQL {
    let key: SQL =
      switch sort {
      case "name": "search_key"
      case "state": "state"
      case "earliest": "earliest"
      default: "received_at"
      }
    return isDescending ? "\(key) DESC, id DESC" : "\(key), id"
  }
}

extension Transaction {
  package borrowing func application(_ id: ID<Application>) throws -> Application? {
    try one("SELECT * FROM applications WHERE id = \(id)")
  }
  package borrowing func application(key: String) throws -> Application? {
    try one("SELECT * FROM applications WHERE external_key = \(key)")
  }
  package borrowing func application(of enquiry: ID<Enquiry>) throws -> Application? {
    try one("SELECT * FROM applications WHERE enquiry = \(enquiry)")
  }
  /// By the digest of a secret link that was not revoked.
  package borrowing func application(linkDigest: String) throws -> Application? {
    try one(
      """
      SELECT a.* FROM applications a JOIN application_links l ON l.application = a.id
      WHERE l.digest = \(linkDigest) AND l.revoked_at IS NULL AND a.forgotten_at IS NULL
      """)
  }
  package borrowing func applications(_ ids: [ID<Application>]) throws -> [Application] {
    try all("SELECT * FROM applications WHERE id IN \(list: ids) ORDER BY received_at, id")
  }
  package borrowing func applications(in states: [ApplicationState]) throws -> [Application] {
    try all("SELECT * FROM applications WHERE state IN \(list: states) ORDER BY received_at, id")
  }
  package borrowing func applications() throws -> [Application] { try all("SELECT * FROM applications ORDER BY received_at, id") }
  package borrowing func applications(_ search: ApplicationSearch) throws -> (rows: [Application], total: Int) {
    let total: Int = try value("SELECT COUNT(*) FROM applications WHERE \(search.condition)") ?? 0
    let rows: [Application] = try all(
      "SELECT * FROM applications WHERE \(search.condition) ORDER BY \(search.order) LIMIT \(search.limit) OFFSET \(search.offset)")
    return (rows, total)
  }

  package borrowing func steps(of application: ID<Application>) throws -> [ApplicationStep] {
    try all("SELECT * FROM application_moves WHERE application = \(application) ORDER BY at, id")
  }
  package borrowing func steps() throws -> [ApplicationStep] {
    try all("SELECT * FROM application_moves ORDER BY application, at, id")
  }

  borrowing func insert(
    _ facts: ApplicationFacts, as id: ID<Application>, key: String? = nil, enquiry: ID<Enquiry>?, organisation: OrganisationID?,
    receivedAt: Instant
  ) throws {
    let wish = facts.wish
    try run(
      """
      INSERT INTO applications (id, external_key, enquiry, organisation, state, received_at, received_on, name, contact, email, phone, language,
        siren, activity, programme, people, jobs, wanted_cells, wanted_area, kind, level, contiguous, noise, needs_window, power, budget,
        earliest, latest, message, search_key)
      VALUES (\(id), \(key), \(enquiry), \(organisation), 'draft', \(receivedAt), \(HouseTime.mulhouse.day(of: receivedAt)), \(facts.name),
        \(facts.contact), \(facts.email), \(facts.phone), \(facts.language), \(facts.siren), \(facts.activity), \(facts.programme),
        \(facts.people), \(facts.jobs), \(wish.cells), \(wish.area), \(wish.kind), \(wish.level), \(wish.isContiguous), \(wish.noise),
        \(wish.needsWindow), \(wish.power), \(wish.monthlyBudget), \(wish.earliest), \(wish.latest), \(facts.message), \(facts.searchKey))
      """)
  }
  borrowing func update(_ facts: ApplicationFacts, organisation: OrganisationID?, of id: ID<Application>) throws {
    let wish = facts.wish
    try run(
      """
      UPDATE applications SET organisation = \(organisation), name = \(facts.name), contact = \(facts.contact), email = \(facts.email),
        phone = \(facts.phone), language = \(facts.language), siren = \(facts.siren), activity = \(facts.activity),
        programme = \(facts.programme), people = \(facts.people), jobs = \(facts.jobs), wanted_cells = \(wish.cells),
        wanted_area = \(wish.area), kind = \(wish.kind), level = \(wish.level), contiguous = \(wish.isContiguous), noise = \(wish.noise),
        needs_window = \(wish.needsWindow), power = \(wish.power), budget = \(wish.monthlyBudget), earliest = \(wish.earliest),
        latest = \(wish.latest), message = \(facts.message), search_key = \(facts.searchKey) WHERE id = \(id)
      """)
  }
}
