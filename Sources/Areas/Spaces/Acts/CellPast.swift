import Kernel
import Store

/// What is said of a cell holds for all of its days: there is one row a cell, and what was let is read from it. So what changes a cell from a
/// day on is another cell, by merging, splitting or drawing it anew.
struct CellPast {
  let cell: Cell
  let code: String
  let facts: CellFacts
  /// The first day the new words are meant for.
  let day: Day

  /// - Parameter today: a day to come is not written over the days until then.
  func problems(in transaction: borrowing Transaction, today: Day) throws -> [Problem] {
    let isSame = CellFacts(cell) == facts && cell.code == code
    // A cell that begins on that day or later has no earlier days.
    if isSame || cell.span.from >= day { return [] }
    if day > today { return [Problem("spaces.problem.factsLater", field: code, ["cell": cell.code, "day": day.description])] }
    var changes: [String] = []
    if facts.kind != cell.kind { changes.append("kind") }
    if (facts.area ?? cell.outline.area) != cell.area { changes.append("area") }
    if changes.isEmpty { return [] }
    let lets = try transaction.blockedLines(of: cell.id).filter { $0.kind == .let && $0.span.from < day }
    guard let let_ = lets.last else { return [] }
    return changes.map {
      Problem(
        "spaces.problem.factsOfALet.\($0)", field: code,
        ["cell": cell.code, "holder": let_.holder ?? "", "from": let_.span.from.description])
    }
  }
}
