import Kernel
import Store

extension Transaction {
  /// Grows with every change that alters what a plan shows on any day: what was drawn from an older one is stale.
  package borrowing func planVersion() throws -> Int { try value("SELECT version FROM plan_version WHERE id = 1") ?? 0 }
  borrowing func renewPlan() throws { try run("UPDATE plan_version SET version = version + 1 WHERE id = 1") }
}
