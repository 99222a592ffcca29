import Kernel
import Store

/// A customer may pay what it owes in parts. As long as it does, nothing is sent to it about them.
package struct AgreePlan: Act {
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let documents: [String]
  package let count: Int
  package let first: Day
  package let reason: String

  package init(entity: OrganisationID, customer: OrganisationID, documents: [String], count: Int, first: Day, reason: String) {
    (self.entity, self.customer, self.documents) = (entity, customer, documents)
    (self.count, self.first, self.reason) = (count, first, reason)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<PaymentPlan> {
    try viewer.demand(.chaseLate)
    try transaction.lock("payments/\(entity)")
    let today = HouseTime.mulhouse.day(of: now)
    let open = try transaction.openBooks(entity, of: customer).documents
    var problems = Problems()
    if documents.isEmpty { problems.add("kernel.problem.missing", field: "documents") }
    for number in documents where !open.contains(where: { $0.number == number }) {
      problems.add("payments.problem.notOpen", field: "documents", ["document": number, "open": Money.zero.decimalText])
    }
    if !(2...24).contains(count) { problems.add("kernel.problem.range", field: "count", ["low": "2", "high": "24"]) }
    if first < today { problems.add("payments.problem.past", field: "first") }
    let paused = try transaction.pausedDocuments(entity, on: today)
    for number in documents where paused.contains(number) {
      problems.add("payments.problem.inPlan", field: "documents", ["document": number])
    }
    try problems.refuse()
    let chosen = open.filter { documents.contains($0.number) }
    let total = chosen.reduce(Money.zero) { $0 + $1.open }
    let id = ID<PaymentPlan>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO payment_plans (id, entity, customer, agreed_on, total, reason, made_at, made_by)
      VALUES (\(id), \(entity), \(customer), \(today), \(total), \(reason), \(now), \(viewer.name))
      """)
    for document in chosen {
      try transaction.run(
        "INSERT INTO payment_plan_documents (plan, document, amount) VALUES (\(id), \(document.number), \(document.open))")
    }
    for (place, instalment) in PlanRule.equal(total, count: count, from: first).enumerated() {
      try transaction.run(
        "INSERT INTO payment_plan_instalments (plan, place, due_day, amount) VALUES (\(id), \(place + 1), \(instalment.due), \(instalment.amount))"
      )
    }
    try transaction.note("payments.plan.agree", on: "plan/\(id)", by: viewer, at: now, after: "\(total.decimalText) / \(count)")
    return id
  }
}

/// The plan no longer holds: reminders go on.
package struct EndPlan: Act {
  package let plan: ID<PaymentPlan>
  package let reason: String

  package init(_ plan: ID<PaymentPlan>, reason: String) { (self.plan, self.reason) = (plan, reason) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.chaseLate)
    guard let found = try transaction.plan(plan) else { throw Refusal.notFound }
    try transaction.lock("payments/\(found.entity)")
    guard try transaction.plan(plan)?.endedOn == nil else { throw Refusal.conflict("payments.problem.planEnded") }
    if reason.isEmpty { throw Refusal.invalid("kernel.problem.missing", field: "reason") }
    let today = HouseTime.mulhouse.day(of: now)
    try transaction.run("UPDATE payment_plans SET ended_on = \(today), ended_reason = \(reason) WHERE id = \(plan)")
    try transaction.note("payments.plan.end", on: "plan/\(plan)", by: viewer, at: now, after: reason)
  }
}
