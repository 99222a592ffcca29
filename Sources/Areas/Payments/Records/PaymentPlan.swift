import Kernel
import Store

/// What was agreed with a customer who cannot pay at once.
package struct PaymentPlan: Sendable, Hashable {
  package let id: ID<PaymentPlan>
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let customerName: String
  package let agreedOn: Day
  package let total: Money
  package let reason: String
  package let madeBy: String
  package let endedOn: Day?
  package let endedReason: String?
  package let instalments: [Instalment]
  /// Documents with what was open of each when it was agreed.
  package let documents: [String]
  /// What was paid of them since.
  package let paid: Money

  package func state(on day: Day) -> PlanState { PlanRule.state(instalments, paid: paid, ended: endedOn, on: day) }
}

extension Transaction {
  package borrowing func plan(_ id: ID<PaymentPlan>) throws -> PaymentPlan? { try plans(where: "p.id = \(id)").first }
  package borrowing func plans() throws -> [PaymentPlan] { try plans(where: "1 = 1") }
  package borrowing func plans(of customer: OrganisationID) throws -> [PaymentPlan] { try plans(where: "p.customer = \(customer)") }

  /// Documents in a plan that is kept on the day: neither reminded of nor collected.
  package borrowing func pausedDocuments(_ entity: OrganisationID, on day: Day) throws -> Set<String> {
    Set(try plans(where: "p.entity = \(entity)").filter { $0.state(on: day) == .kept }.flatMap(\.documents))
  }

  private borrowing func plans(where condition: SQL) throws -> [PaymentPlan] {
    let heads = try rows(
      """
      SELECT p.*, c.usual_name AS customer_name FROM payment_plans p JOIN organisations c ON c.id = p.customer WHERE \(condition)
      ORDER BY p.made_at DESC, p.id DESC
      """)
    var plans: [PaymentPlan] = []
    for row in heads {
      let id: ID<PaymentPlan> = try row.get("id")
      let entity: OrganisationID = try row.get("entity")
      let madeAt: Instant = try row.get("made_at")
      let instalments = try rows("SELECT due_day, amount FROM payment_plan_instalments WHERE plan = \(id) ORDER BY place").map {
        Instalment(due: try $0.get("due_day"), amount: try $0.get("amount"))
      }
      let documents = try rows("SELECT document FROM payment_plan_documents WHERE plan = \(id) ORDER BY document").map {
        try $0.get("document") as String
      }
      let paid: Int64 =
        try value(
          """
          SELECT COALESCE(CAST(SUM(amount) AS BIGINT), 0) FROM payment_parts WHERE entity = \(entity) AND document IN \(list: documents)
            AND made_at >= \(madeAt)
          """) ?? 0
      plans.append(
        PaymentPlan(
          id: id, entity: entity, customer: try row.get("customer"), customerName: try row.get("customer_name"),
          agreedOn: try row.get("agreed_on"), total: try row.get("total"), reason: try row.get("reason"), madeBy: try row.get("made_by"),
          endedOn: try row.get("ended_on"), endedReason: try row.get("ended_reason"), instalments: instalments, documents: documents,
          paid: Money(cents: paid)))
    }
    return plans
  }
}
