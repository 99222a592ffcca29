import Kernel
import Store

/// What does not hold, and of which hold, if it is one.
package struct PlanFault: Sendable, Hashable {
  package let hold: ID<Hold>?
  /// In English, for who runs the house: `C-02 has two holders: …`.
  package let sentence: String

  init(_ sentence: String, hold: ID<Hold>? = nil) { (self.sentence, self.hold) = (sentence, hold) }
}

/// Something that must hold of all spaces, looked at from outside of any act, by rows alone.
package struct PlanCheck: Sendable {
  package let name: String
  package let faults: @Sendable (CheckedPlan) -> [PlanFault]

  package static let all = ofHolds + ofGround
}

extension Transaction {
  /// Every fault of every check.
  borrowing func planFaults(on today: Day) throws -> [PlanFault] {
    let plan = try CheckedPlan(self, on: today)
    return PlanCheck.all.flatMap { $0.faults(plan) }
  }
}

/// The rows the checks look at, from one snapshot.
package struct CheckedPlan {
  struct Row {
    let hold: ID<Hold>
    let cell: ID<Cell>
    let from: Int
    let until: Int
  }

  let today: Day
  let levels: [Level]
  let buildings: [ID<Building>: Building]
  let cells: [ID<Cell>: Cell]
  let holds: [ID<Hold>: Hold]
  /// In the order of cell and first day.
  let rows: [Row]
  let spaces: [ID<Space>: Space]
  let pools: [ID<Hold>: [ID<Cell>]]
  let promises: [ID<Hold>: Promised]
  /// The end of the last head lease of each building that has one.
  let limits: [ID<Building>: Day]
  let neighbours: Neighbours
  /// By id, the usual name.
  let holders: [OrganisationID: String]
  /// Milestones of which nothing was ever said.
  let silent: [Milestone]

  package init(_ transaction: borrowing Transaction, on today: Day) throws {
    self.today = today
    levels = try transaction.levels()
    buildings = Dictionary(uniqueKeysWithValues: try transaction.buildings().map { ($0.id, $0) })
    let all = try transaction.cells()
    cells = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    let found: [Hold] = try transaction.all("SELECT * FROM holds ORDER BY id")
    holds = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    rows = try transaction.rows("SELECT hold, cell, from_number, until_number FROM hold_cells ORDER BY cell, from_number, hold").map {
      row in
      Row(hold: try row.get("hold"), cell: try row.get("cell"), from: try row.get("from_number"), until: try row.get("until_number"))
    }
    (spaces, pools) = try CheckedPlan.held(transaction)
    let said: [Promised] = try transaction.all("SELECT * FROM promises ORDER BY hold, sequence")
    promises = Dictionary(said.map { ($0.hold, $0) }, uniquingKeysWith: { _, last in last })
    var limits: [ID<Building>: Day] = [:]
    for lease in try transaction.headLeases() {
      if let end = lease.span.until { limits[lease.building] = max(limits[lease.building] ?? end, end) }
    }
    self.limits = limits
    neighbours = try transaction.neighbours(of: all)
    holders = Dictionary(
      uniqueKeysWithValues: try transaction.rows("SELECT id, usual_name FROM organisations").map {
        (try $0.get("id"), try $0.get("usual_name"))
      })
    silent = try transaction.all(
      "SELECT * FROM milestones WHERE id NOT IN (SELECT milestone FROM milestone_dates) ORDER BY external_key")
  }

  private static func held(_ transaction: borrowing Transaction) throws -> ([ID<Space>: Space], [ID<Hold>: [ID<Cell>]]) {
    var members: [ID<Space>: [ID<Cell>]] = [:]
    for row in try transaction.rows("SELECT space, cell FROM space_cells ORDER BY cell") {
      members[try row.get("space"), default: []].append(try row.get("cell"))
    }
    var spaces: [ID<Space>: Space] = [:]
    for row in try transaction.rows("SELECT id, name, from_day, until_day FROM spaces") {
      let id: ID<Space> = try row.get("id")
      let span = DaySpan(from: try row.get("from_day"), until: try row.get("until_day"))
      spaces[id] = Space(id: id, name: try row.get("name"), span: span, cells: members[id] ?? [])
    }
    var pools: [ID<Hold>: [ID<Cell>]] = [:]
    for row in try transaction.rows("SELECT hold, cell FROM hold_pool ORDER BY cell") {
      pools[try row.get("hold"), default: []].append(try row.get("cell"))
    }
    return (spaces, pools)
  }

  func code(_ cell: ID<Cell>) -> String { cells[cell]?.code ?? "?" }
  func codes(_ list: [ID<Cell>]) -> String { list.map(code).sorted().joined(separator: ", ") }
  /// `the option of Axelane on F05, F06 (axelane-o1)`.
  func told(_ hold: Hold) -> String {
    let holder = hold.organisation.flatMap { holders[$0] }.map { " of \($0)" } ?? ""
    let held = hold.space.flatMap { spaces[$0]?.cells } ?? pools[hold.id] ?? []
    return "the \(hold.kind.rawValue)\(holder) on \(codes(held).isEmpty ? "no cell" : codes(held)) (\(hold.key ?? hold.id.text))"
  }
  func told(_ hold: ID<Hold>) -> String { holds[hold].map(told) ?? "an unknown hold" }
  func days(_ from: Int, _ until: Int) -> String {
    "\(Day(number: from)) to \(until >= endlessDay ? "no end" : Day(number: until).description)"
  }
  func days(_ span: DaySpan) -> String { days(span.from.number, span.until?.number ?? endlessDay) }
  var sortedHolds: [Hold] { holds.values.sorted { $0.id < $1.id } }
}
