import Kernel
import Store
import Web

/// Which rule of late payment holds against a customer.
extension AccountRoutes {
  func regimeDeed(_ found: Found, _ visit: Visit) -> PageDeed {
    let regimes =
      [Field.Option("", visit.text("payments.account.byForm"))] + visit.options(of: LateRegime.self, texts: "payments.regime")
    return visit.deed(
      "lateRegime", at: "/customers/\(found.customer.id)/late-regime",
      [
        visit.field(
          "regime", .select, label: "payments.column.regime", value: found.regime.found?.rawValue, options: regimes),
        visit.field("reason", label: "payments.column.reason", required: true),
      ])
  }

  func setting(_ visit: Visit) throws -> SetLateRegime {
    let (regime, reason) = try visit.reading { ($0.choice("regime", of: LateRegime.self), $0.requiredText("reason", limit: 300)) }
    return SetLateRegime(try visit.id("organisation"), regime: regime, reason: reason)
  }
  func setRegime(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try setting(visit))
    return .see("/customers/\(visit.path("organisation"))/account")
  }
  func setRegimeJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try setting(visit))
    return try await json(visit)
  }
}
