import Kernel
import Store

/// What can be said of a cell besides its place, its code and its days.
package struct CellFacts: Sendable, Hashable {
  package var name: String
  package var kind: CellKind
  /// As leases state it; nil takes that of the outline.
  package var area: FloorArea?
  package var noise: NoiseZone
  package var hasWindow: Bool
  /// Legal maximum of public in the room.
  package var capacity: Int?
  package var workplaces: Int
  package var attributes: [String: String]

  package init(
    name: String = "", kind: CellKind, area: FloorArea? = nil, noise: NoiseZone = .office, hasWindow: Bool = false, capacity: Int? = nil,
    workplaces: Int = 0, attributes: [String: String] = [:]
  ) {
    (self.name, self.kind, self.area, self.noise, self.hasWindow) = (name, kind, area, noise, hasWindow)
    (self.capacity, self.workplaces, self.attributes) = (capacity, workplaces, attributes)
  }
  package init(_ cell: Cell) {
    self.init(
      name: cell.name, kind: cell.kind, area: cell.area, noise: cell.noise, hasWindow: cell.hasWindow, capacity: cell.capacity,
      workplaces: cell.workplaces, attributes: cell.attributeTexts)
  }

  /// - Parameter cell: the code the problems are about, or nil when the form is of one cell.
  func problems(field cell: String? = nil) -> [Problem] {
    var problems = Problems()
    if !InputReader.isPlain(name) || !attributes.allSatisfy({ InputReader.isPlain($0.key) && InputReader.isPlain($0.value) }) {
      problems.add("kernel.problem.characters", field: cell ?? "name")
    }
    if name.count > 200 { problems.add("kernel.problem.long", field: cell ?? "name", ["limit": "200"]) }
    if let area, !(1...10_000_000).contains(area.hundredths) { problems.add("kernel.problem.amount", field: cell ?? "area") }
    if let capacity, !(0...100_000).contains(capacity) {
      problems.add("kernel.problem.range", field: cell ?? "capacity", ["low": "0", "high": "100000"])
    }
    if !(0...10_000).contains(workplaces) {
      problems.add("kernel.problem.range", field: cell ?? "workplaces", ["low": "0", "high": "10000"])
    }
    return problems.items
  }
  func attributesText() throws -> String { try audited(attributes) }
}

extension Cell {
  package var attributeTexts: [String: String] { JSONTexts.read(attributes) }
}

/// Says anew what a cell is: what it is for, its noise, window, capacity, workplaces and attributes.
package struct ChangeCell: Act {
  package let cell: ID<Cell>
  package let facts: CellFacts

  package init(_ cell: ID<Cell>, _ facts: CellFacts) { (self.cell, self.facts) = (cell, facts) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    guard let known = try transaction.cell(cell) else { throw Refusal.notFound }
    let problems = facts.problems()
    if !problems.isEmpty { throw Refusal(.invalid, problems) }
    if facts == CellFacts(known) { return }
    let tomorrow = HouseTime.mulhouse.day(of: now) + 1
    let past = try CellPast(cell: known, code: known.code, facts: facts, day: tomorrow).problems(in: transaction, today: tomorrow)
    if !past.isEmpty {
      throw Refusal(.conflict, past.map { Problem($0.code, field: $0.code.hasSuffix("area") ? "area" : "kind", $0.arguments) })
    }
    if !facts.kind.isLettable, known.kind.isLettable { try transaction.refuseHeld(known, at: now) }
    try transaction.run(
      """
      UPDATE cells SET name = \(facts.name), kind = \(facts.kind), area = \(facts.area ?? known.outline.area), noise = \(facts.noise),
        has_window = \(facts.hasWindow), capacity = \(facts.capacity), workplaces = \(facts.workplaces),
        attributes = \(try facts.attributesText())
      WHERE id = \(cell)
      """)
    try transaction.note(
      "spaces.cell.change", on: known.subject, by: viewer, at: now, before: try CellFacts(known).audit(), after: try facts.audit())
    try transaction.renewPlan()
  }
}

extension CellFacts {
  func audit() throws -> String {
    try audited([
      "name": name, "kind": kind.rawValue, "area": area.map { "\($0.hundredths)" }, "noise": "\(noise.rawValue)",
      "window": hasWindow ? "1" : "0",
      "capacity": capacity.map { "\($0)" }, "workplaces": "\(workplaces)", "attributes": try attributesText(),
    ])
  }
}

extension Transaction {
  /// Refuses when an organisation holds the cell, or chooses among it and others.
  borrowing func refuseHeld(_ cell: Cell, at now: Instant) throws {
    let today = HouseTime.mulhouse.day(of: now)
    let lines = try holdLines(of: cell.id).filter { $0.hold.kind != .works && $0.hold.stands(on: today) && !$0.hold.isOver(on: today) }
    if lines.isEmpty { return }
    throw Refusal(
      .conflict, lines.map { Problem("spaces.problem.cellHeld", field: "kind", ["cell": cell.code, "holder": $0.organisation ?? ""]) })
  }
}

extension Hold {
  package func isOver(on day: Day) -> Bool { span.until.map { $0 <= day } ?? false }
}
