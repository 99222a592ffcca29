import Kernel
import Store

/// A connected set of cells over a span of days.
package struct Space: Sendable, Hashable {
  package let id: ID<Space>
  package let name: String
  package let span: DaySpan
  package let cells: [ID<Cell>]
}

extension Transaction {
  package borrowing func space(_ id: ID<Space>) throws -> Space? {
    guard let row = try first("SELECT * FROM spaces WHERE id = \(id)") else { return nil }
    let cells = try rows("SELECT cell FROM space_cells WHERE space = \(id) ORDER BY cell")
    return Space(
      id: id, name: try row.get("name"), span: DaySpan(from: try row.get("from_day"), until: try row.get("until_day")),
      cells: try cells.map { try $0.get("cell") })
  }
  /// The cells of several spaces in one query.
  package borrowing func cellsBySpace(_ spaces: [ID<Space>]) throws -> [ID<Space>: [ID<Cell>]] {
    var cells: [ID<Space>: [ID<Cell>]] = [:]
    for row in try rows("SELECT space, cell FROM space_cells WHERE space IN \(list: spaces) ORDER BY cell") {
      cells[try row.get("space"), default: []].append(try row.get("cell"))
    }
    return cells
  }
}
