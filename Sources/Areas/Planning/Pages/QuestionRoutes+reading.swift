import Kernel
import Spaces
import Web

/// A question as it was typed into the address: what was left out is filled in, and what cannot be is told with all the rest.
struct QuestionInput: Sendable {
  /// Months that are asked about, counted from the one that comes next.
  let from: Int
  let stay: Int
  let cells: Int?
  let mostMoves: Int
  let moveCost: Int
  let cellCost: Int
  let firm: String
  let problems: [Problem]

  /// No question begins later, counted in months from the one that comes next.
  static let latest = 60

  init(_ query: Input, next: Month, holders: [PlanHolder]) {
    var reader = InputReader(query)
    let month = reader.month("month") ?? next
    if month < next || month > next + QuestionInput.latest {
      reader.problems.add(
        "planning.problem.month", field: "month", ["first": next.description, "last": (next + QuestionInput.latest).description])
    }
    from = min(max(month - next, 0), QuestionInput.latest)
    stay = reader.integer("stay", in: 1...120) ?? 36
    cells = reader.integer("cells", in: 1...HouseRows.longest)
    mostMoves = reader.integer("moves", in: 0...4) ?? 2
    moveCost = reader.integer("move_cost", in: 0...1_000_000) ?? Assumptions().moveCost
    cellCost = reader.integer("cell_cost", in: 0...1_000_000) ?? 0
    let asking = query["firm"]
    firm = asking
    if !asking.isEmpty, !holders.contains(where: { $0.id.text == asking }) { reader.problems.add("kernel.problem.choice", field: "firm") }
    problems = reader.problems.items
  }
}
