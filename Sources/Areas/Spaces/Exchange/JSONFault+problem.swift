import Kernel

extension JSONFault {
  /// What is wrong with a file of an archive, told at its line and column.
  func problem(in file: String) -> Problem {
    let place = "\(file):\(line):\(column)"
    return switch kind {
    case .strange: Problem("spaces.exchange.problem.jsonPlace", field: place, ["line": "\(line)", "column": "\(column)"])
    case .end: Problem("spaces.exchange.problem.jsonEnd", field: place, ["line": "\(line)", "column": "\(column)"])
    case .encoding: Problem("spaces.exchange.problem.encoding", field: place)
    case .tooDeep: Problem("spaces.exchange.problem.jsonDepth", field: place)
    case .tooMany: Problem("spaces.exchange.problem.tooManyPoints", field: place, ["limit": "\(PlanReading.mostValues)"])
    }
  }
}
