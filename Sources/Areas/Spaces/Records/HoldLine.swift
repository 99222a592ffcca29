import Kernel
import Store

/// A hold as lists show it: with the name of its organisation and its cells, or those it chooses among.
package struct HoldLine: Sendable, Hashable {
  package let hold: Hold
  /// The usual name; nil for works.
  package let organisation: String?
  /// The cells of its space; empty while it has not chosen.
  package let cells: [HeldCell]
  /// What it chooses among; empty once it has chosen.
  package let pool: [HeldCell]
  package let milestone: String?

  package var codes: [String] { cells.map(\.code) }
  package var poolCodes: [String] { pool.map(\.code) }
  package var area: FloorArea { cells.reduce(.zero) { $0 + $1.area } }
}

/// What a list says of a cell.
package struct HeldCell: Sendable, Hashable {
  package let id: ID<Cell>
  package let code: String
  package let level: ID<Level>
  package let kind: CellKind
  package let area: FloorArea
}

extension Transaction {
  package borrowing func holdLine(_ id: ID<Hold>) throws -> HoldLine? { try holdLines("WHERE h.id = \(id)").first }
  package borrowing func holdLines(_ ids: [ID<Hold>]) throws -> [HoldLine] { try holdLines("WHERE h.id IN \(list: ids) \(byStart)") }
  /// Everything an organisation ever held or holds.
  package borrowing func holdLines(of organisation: OrganisationID) throws -> [HoldLine] {
    try holdLines("WHERE h.organisation = \(organisation) \(byStart)")
  }
  /// Everything that ever held the cell or still chooses among it and others.
  package borrowing func holdLines(of cell: ID<Cell>) throws -> [HoldLine] {
    try holdLines(
      """
      WHERE h.space IN (SELECT space FROM space_cells WHERE cell = \(cell)) OR h.id IN (SELECT hold FROM hold_pool WHERE cell = \(cell)) \(byStart)
      """)
  }
  /// What stands on the day it is asked, of the given kinds, wherever its span lies.
  package borrowing func standingHoldLines(_ kinds: [HoldKind] = HoldKind.allCases, on today: Day) throws -> [HoldLine] {
    try holdLines(
      """
      WHERE h.kind IN \(list: kinds) AND h.ended_at IS NULL AND (h.expires_on IS NULL OR h.expires_on > \(today))
        AND (h.until_day IS NULL OR h.until_day > \(today)) \(byStart)
      """)
  }
  /// Everything of one kind there ever was.
  package borrowing func holdLines(_ kind: HoldKind) throws -> [HoldLine] { try holdLines("WHERE h.kind = \(kind) \(byStart)") }
  /// Every hold there ever was.
  package borrowing func holdLines() throws -> [HoldLine] { try holdLines(byStart) }
  /// What hangs on the milestone and stands on the day it is asked.
  package borrowing func holdLines(on milestone: ID<Milestone>, standingOn today: Day) throws -> [HoldLine] {
    try holdLines(
      """
      WHERE h.milestone = \(milestone) AND h.ended_at IS NULL AND (h.expires_on IS NULL OR h.expires_on > \(today)) \(byStart)
      """)
  }
  /// What the hold was made of: the option that was firmed, or what another organisation handed over.
  package borrowing func holdLine(before hold: ID<Hold>) throws -> HoldLine? {
    try holdLines("WHERE h.successor = \(hold) \(byStart)").first
  }
  /// Everything that hangs on the milestone, hung on it until it was over, or was ever given a day by it.
  package borrowing func holdLines(everOn milestone: ID<Milestone>) throws -> [HoldLine] {
    try holdLines(
      """
      WHERE h.milestone = \(milestone) OR h.id IN (
        SELECT p.hold FROM promises p JOIN milestone_dates d ON d.id = p.milestone_date WHERE d.milestone = \(milestone)) \(byStart)
      """)
  }
  /// Options and offers that stand and expire from the first day to before the last.
  package borrowing func holdLines(expiringFrom first: Day, before last: Day) throws -> [HoldLine] {
    try holdLines(
      """
      WHERE h.ended_at IS NULL AND h.expires_on >= \(first) AND h.expires_on < \(last) ORDER BY h.expires_on, h.from_day, h.id
      """)
  }

  /// Read in the order of the columns: a list has hundreds of holds with twenty columns each. `source` is where the holds `h` come from.
  borrowing func holdLines(from source: SQL = "holds h", _ condition: SQL) throws -> [HoldLine] {
    var found: [(hold: Hold, organisation: String?, milestone: String?)] = []
    try eachRow(
      """
      SELECT \(Hold.columns), o.usual_name, m.name FROM \(source)
      LEFT JOIN organisations o ON o.id = h.organisation LEFT JOIN milestones m ON m.id = h.milestone \(condition)
      """
    ) { reader in found.append((try Hold(reading: &reader), try reader.optionalText(), try reader.optionalText())) }
    let spaces = found.compactMap(\.hold.space)
    let cells = try heldCells(
      """
      SELECT s.space, c.id, c.code, c.level, c.kind, c.area FROM space_cells s JOIN cells c ON c.id = s.cell
      WHERE s.space IN \(list: spaces)
      """, ofNone: spaces.isEmpty)
    let awaiting = found.filter { $0.hold.space == nil }.map(\.hold.id)
    let pools = try heldCells(
      """
      SELECT p.hold, c.id, c.code, c.level, c.kind, c.area FROM hold_pool p JOIN cells c ON c.id = p.cell
      WHERE p.hold IN \(list: awaiting)
      """, ofNone: awaiting.isEmpty)
    return found.map { hold, organisation, milestone in
      HoldLine(
        hold: hold, organisation: organisation, cells: hold.space.flatMap { cells[$0.text] } ?? [], pool: pools[hold.id.text] ?? [],
        milestone: milestone)
    }
  }

  /// By what stands in the first column, those of one hold by their codes: a few at a time, which is less than putting all in order.
  private borrowing func heldCells(_ sql: SQL, ofNone: Bool) throws -> [String: [HeldCell]] {
    var cells: [String: [HeldCell]] = [:]
    if ofNone { return cells }
    try eachRow(sql) { reader in
      let holder = try reader.text()
      let (id, code, level, kind) = (try reader.text(), try reader.text(), try reader.text(), try reader.text())
      guard let kind = CellKind(rawValue: kind) else { throw StoreError(.decoding, "cell \(id) is of no kind") }
      cells[holder, default: []].append(
        HeldCell(id: ID(id), code: code, level: ID(level), kind: kind, area: FloorArea(hundredths: try reader.integer())))
    }
    for (holder, held) in cells where held.count > 1 { cells[holder] = held.sorted { ($0.code, $0.id.text) < ($1.code, $1.id.text) } }
    return cells
  }
}

private let byStart: SQL = "ORDER BY h.from_day, h.made_at, h.id"
