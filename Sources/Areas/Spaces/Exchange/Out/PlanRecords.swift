import Kernel
import People
import Store

/// All the area knows, read at one instant, in an order that does not hang on ids: what the export is written from.
struct PlanRecords {
  let now: Instant
  let sites: [Site]
  let buildings: [Building]
  let levels: [Level]
  let cells: [Cell]
  let marks: [ID<Level>: [PlanEntries.Mark]]
  let links: [DeclaredLink]
  let leases: [HeadLease]
  let rents: [ListRent]
  let headcounts: [Headcount]
  let milestones: [Milestone]
  let dates: [ID<Milestone>: [MilestoneDate]]
  let reshapings: [ReshapingLine]
  let holds: [Hold]
  let promises: [ID<Hold>: [Promised]]
  let spaces: [ID<Space>: [ID<Cell>]]
  let pools: [ID<Hold>: [ID<Cell>]]
  /// The holds that block any cell on any day.
  let blocking: Set<ID<Hold>>
  let reminders: [ID<Hold>: [Reminder]]
  let organisations: [OrganisationID: String]
  let names: CellNames

  struct Reminder {
    let expiresOn: Day
    let notice: Int
    let sentAt: Instant
  }

  init(_ transaction: borrowing Transaction, at now: Instant) throws {
    self.now = now
    sites = try transaction.sites().sorted { $0.key < $1.key }
    buildings = try transaction.all("SELECT * FROM buildings ORDER BY place, external_key")
    levels = try transaction.all(
      """
      SELECT l.* FROM levels l JOIN buildings b ON b.id = l.building ORDER BY b.place, b.external_key, l.place, l.ordinal, l.external_key
      """)
    let order = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1.id, $0) })
    cells = try transaction.cells().sorted {
      (order[$0.level] ?? 0, $0.code, $0.span.from) < (order[$1.level] ?? 0, $1.code, $1.span.from)
    }
    names = CellNames(cells.map { (id: $0.id, code: $0.code, from: $0.span.from) })
    var marks: [ID<Level>: [PlanEntries.Mark]] = [:]
    for level in levels { marks[level.id] = try transaction.marks(of: level.id, key: level.key) }
    self.marks = marks
    links = try transaction.links()
    leases = try transaction.headLeases()
    rents = try transaction.listRents()
    headcounts = try transaction.headcounts()
    milestones = try transaction.all("SELECT * FROM milestones ORDER BY external_key")
    let said: [MilestoneDate] = try transaction.all("SELECT * FROM milestone_dates ORDER BY milestone, sequence")
    dates = Dictionary(grouping: said, by: \.milestone)
    reshapings = try transaction.reshapings()
    holds = try transaction.all("SELECT * FROM holds ORDER BY made_at, id")
    let promised: [Promised] = try transaction.all("SELECT * FROM promises ORDER BY hold, sequence")
    promises = Dictionary(grouping: promised, by: \.hold)
    (spaces, pools) = try PlanRecords.held(transaction)
    blocking = Set(try transaction.rows("SELECT DISTINCT hold FROM hold_cells").map { try $0.get("hold") })
    var reminders: [ID<Hold>: [Reminder]] = [:]
    for row in try transaction.rows("SELECT * FROM hold_reminders ORDER BY sent_at, expires_on, notice") {
      reminders[try row.get("hold"), default: []].append(
        Reminder(expiresOn: try row.get("expires_on"), notice: try row.get("notice"), sentAt: try row.get("sent_at")))
    }
    self.reminders = reminders
    organisations = try transaction.organisationNamesForFiles()
  }

  private static func held(_ transaction: borrowing Transaction) throws -> ([ID<Space>: [ID<Cell>]], [ID<Hold>: [ID<Cell>]]) {
    var spaces: [ID<Space>: [ID<Cell>]] = [:]
    var pools: [ID<Hold>: [ID<Cell>]] = [:]
    for row in try transaction.rows("SELECT space, cell FROM space_cells") {
      spaces[try row.get("space"), default: []].append(try row.get("cell"))
    }
    for row in try transaction.rows("SELECT hold, cell FROM hold_pool") {
      pools[try row.get("hold"), default: []].append(try row.get("cell"))
    }
    return (spaces, pools)
  }
}

/// What files call a cell: its code, and where several bore the code one after the other, `A12@2019-02-04` with the first day.
package struct CellNames {
  private let names: [ID<Cell>: String]
  private let ids: [String: ID<Cell>]

  package init(_ cells: [(id: ID<Cell>, code: String, from: Day)]) {
    let counts = Dictionary(cells.map { ($0.code, 1) }, uniquingKeysWith: +)
    var names: [ID<Cell>: String] = [:]
    var ids: [String: ID<Cell>] = [:]
    for cell in cells {
      let dated = "\(cell.code)@\(cell.from)"
      names[cell.id] = counts[cell.code] == 1 ? cell.code : dated
      ids[dated] = cell.id
      if counts[cell.code] == 1 { ids[cell.code] = cell.id }
    }
    (self.names, self.ids) = (names, ids)
  }

  package subscript(_ cell: ID<Cell>) -> String { names[cell] ?? "" }
  package subscript(_ name: String) -> ID<Cell>? { ids[name] }
  func list(_ cells: [ID<Cell>]) -> String { cells.map { self[$0] }.sorted().joined(separator: " ") }
}

extension Transaction {
  package borrowing func cellNames() throws -> CellNames { CellNames(try cells().map { (id: $0.id, code: $0.code, from: $0.span.from) }) }
}

extension Transaction {
  /// The key an organisation was imported under, or else its id: both find it again.
  fileprivate borrowing func organisationNamesForFiles() throws -> [OrganisationID: String] {
    let found = try rows("SELECT id, external_key FROM organisations")
    return Dictionary(
      uniqueKeysWithValues: try found.map { row in
        let id: OrganisationID = try row.get("id")
        let key: String? = try row.get("external_key")
        return (id, key ?? id.text)
      })
  }
}
