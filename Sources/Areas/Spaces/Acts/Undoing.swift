import Kernel
import Store

extension Database {
  /// Undoes a plan. What papers of other areas name, a lease that is being prepared, an offer, this area does not know: the database does.
  package func undoing<Outcome: Sendable>(_ plan: ID<Reshapings>, _ work: () async throws -> Outcome) async throws -> Outcome {
    do { return try await work() } catch let fault as StoreError where fault.namesTheMissing {
      let cells = try await read { try $0.reshaping(plan)?.afterCodes ?? [] }
      throw Refusal.conflict("spaces.problem.reshapingNamed", ["cells": cells.joined(separator: ", ")])
    }
  }
}

extension StoreError {
  /// Something would be left that names what is gone.
  fileprivate var namesTheMissing: Bool { kind == .constraint && description.lowercased().contains("foreign key") }
}
