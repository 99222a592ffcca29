import Kernel
import Store

extension Database {
  /// Performs an act that gives cells. Were the database's own guard ever to refuse what the act let through, that is a conflict too,
  /// told after the transaction is undone.
  package func performPlacing<Deed: Act>(_ act: Deed, for viewer: Viewer, at now: Instant) async throws -> Deed.Outcome {
    do { return try await perform(act, for: viewer, at: now) } catch let error as StoreError where error.isSecondHolder {
      throw Refusal.conflict("spaces.problem.takenMeanwhile", field: "cells")
    }
  }
}

extension StoreError {
  /// The guard of the one invariant spoke.
  package var isSecondHolder: Bool { kind == .constraint && description.contains("hold_cells_one_holder") }
}
