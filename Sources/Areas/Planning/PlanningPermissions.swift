import Kernel

extension Permission {
  /// Scenarios, drafts, the everyday questions: they name who waits and who is to move.
  package static let seeScenarios = Permission("planning.scenarios.see", [.director, .development, .rental])
  package static let makeScenarios = Permission("planning.scenarios.make", [.director, .development, .rental])
  /// Turn a scenario into drafts, and put drafts aside; each draft asks for the permission of its own act.
  package static let acceptScenarios = Permission("planning.scenarios.accept", [.director, .development])
  /// The futures of the house and the second building: counts, no names.
  package static let seeFutures = Permission("planning.futures.see", [.director, .development, .rental, .funder])
  package static let makeFutures = Permission("planning.futures.make", [.director, .development])

  static let ofPlanning: [Permission] = [seeScenarios, makeScenarios, acceptScenarios, seeFutures, makeFutures]
}
