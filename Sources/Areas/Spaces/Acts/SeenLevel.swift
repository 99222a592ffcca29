import Kernel
import Store

/// The cells of a level as whoever draws it saw them when they began: what is no longer so was changed by somebody else meanwhile.
package struct SeenLevel: Sendable {
  package let day: Day
  package let cells: [DrawnCell]

  package init(on day: Day, _ cells: [DrawnCell]) { (self.day, self.cells) = (day, cells) }

  /// The codes of the cells that were changed, added or taken away since, as they are written now or were.
  func changed(_ now: [Cell]) -> [String] {
    let seen = Dictionary(cells.compactMap { cell in cell.id.map { ($0, cell) } }, uniquingKeysWith: { first, _ in first })
    let there = Set(now.map(\.id))
    let other = now.filter { seen[$0.id] != DrawnCell(seen: $0) }.map(\.code)
    return (other + seen.values.filter { !($0.id.map(there.contains) ?? true) }.map(\.code)).sorted()
  }
}

extension DrawnCell {
  /// As a drawing shows it: without its measured area and its attributes.
  init(seen cell: Cell) {
    var facts = CellFacts(cell)
    (facts.area, facts.attributes) = (nil, [:])
    self.init(id: cell.id, code: cell.code, points: cell.outline.ring, facts, keepsAttributes: true)
  }
}
