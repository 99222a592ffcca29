import Kernel
import Spaces
import Web

/// A question as it was typed into the address, what was left out filled in. What cannot be read is told by the table of routes; here only what
/// depends on the day and on the house.
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

  private static let costs = 0...1_000_000
  /// In the order of the form.
  static let fields: [QueryField] = [
    .integer("cells", in: 1...HouseRows.longest), .month("month"), .integer("stay", in: 1...120), .integer("moves", in: 0...4),
    .integer("move_cost", in: costs), .integer("cell_cost", in: costs),
  ]

  init(_ query: Input, next: Month, holders: [PlanHolder]) {
    var reader = InputReader(query)
    func number(_ name: String) -> Int? { reader.integer(name, in: Int.min...Int.max) }
    let month = reader.month("month") ?? next
    (stay, cells, mostMoves) = (number("stay") ?? 36, number("cells"), number("moves") ?? 2)
    (moveCost, cellCost) = (number("move_cost") ?? Assumptions().moveCost, number("cell_cost") ?? 0)
    from = min(max(month - next, 0), QuestionInput.latest)
    let asking = query["firm"]
    firm = asking
    var problems = Problems()
    if month < next || month > next + QuestionInput.latest {
      problems.add(
        "planning.problem.month", field: "month", ["first": next.description, "last": (next + QuestionInput.latest).description])
    }
    if !asking.isEmpty, !holders.contains(where: { $0.id.text == asking }) { problems.add("kernel.problem.choice", field: "firm") }
    self.problems = problems.items
  }
}
