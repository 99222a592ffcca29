import Kernel
import Solver
import Store

/// What a study was made of: the model as it was typed, and the history it was fitted to.
package struct StudyModel: Sendable, Codable {
  package var model: FutureModel
  package var first: Int
  package var fit: DemandFit
  /// Hundredths of m² of a cell.
  package var area: Int

  package init(model: FutureModel, first: Month, fit: DemandFit, area: Int) {
    (self.model, self.first, self.fit, self.area) = (model, first.number, fit, area)
  }
  package var firstMonth: Month { Month(number: first) }
}

/// Thousands of futures of the house, and what they have in common.
package struct FutureStudy: RowReadable, Sendable {
  package let id: ID<FutureStudy>
  package let name: String
  package let madeAt: Instant
  package let madeBy: String
  package let study: StudyModel
  package let state: RunState
  package let permille: Int
  package let result: FutureResult?
  package let fault: String?
  package let stopAt: Instant?
  package let doneAt: Instant?

  package init(row: Row) throws {
    id = try row.get("id")
    name = try row.get("name")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
    study = try Kept.value(try row.get("model"))
    state = try row.get("state")
    permille = try row.get("permille")
    let text: String? = try row.get("result")
    result = try text.map { try Kept.value($0) }
    fault = try row.get("fault")
    stopAt = try row.get("stop_at")
    doneAt = try row.get("done_at")
  }
  package var subject: String { "future/\(id)" }
}

extension Transaction {
  package borrowing func future(_ id: ID<FutureStudy>) throws -> FutureStudy? {
    try one("SELECT * FROM futures WHERE id = \(id)")
  }
  package borrowing func futures(words: [String] = [], descending: Bool = true) throws
    -> [FutureStudy]
  {
    var condition: SQL = "1 = 1"
    for word in words {
      condition = "\(condition) AND name_key LIKE \(containing: word)"
    }
    let order: SQL = descending ? "made_at DESC, id DESC" : "made_at, id"
    return try all("SELECT * FROM futures WHERE \(condition) ORDER BY \(order) LIMIT 1000")
  }
}
