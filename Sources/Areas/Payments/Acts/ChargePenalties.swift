import Invoicing
import Kernel
import Ledger
import Store

/// Charges interest and the fixed indemnity for what was paid late, up to the day before: they stand on the next invoice, outside VAT.
/// Days that were charged are never charged again.
package struct ChargePenalties: Act {
  package let entity: OrganisationID
  package let customer: OrganisationID?
  package let day: Day?

  package init(entity: OrganisationID, customer: OrganisationID? = nil, on day: Day? = nil) {
    (self.entity, self.customer, self.day) = (entity, customer, day)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    try viewer.demand(.chaseLate)
    try transaction.lock("payments/\(entity)")
    let day = day ?? HouseTime.mulhouse.day(of: now)
    if day > HouseTime.mulhouse.day(of: now) { throw Refusal.invalid("payments.problem.future", field: "day") }
    let plan = try transaction.penaltyPlan(entity, of: customer, on: day)
    for line in plan.lines {
      let language = try transaction.customerTerms(of: line.document.customer)?.language ?? .french
      if line.interest > .zero { try transaction.post(interest(line, language), by: viewer, at: now) }
      if line.indemnity > .zero { try transaction.post(indemnity(line, language, day), by: viewer, at: now) }
      try transaction.run(
        """
        INSERT INTO penalty_days (entity, document, until_day, interest, indemnity, charged_at, charged_by)
        VALUES (\(entity), \(line.document.number), \(day), \(line.interest), \(line.indemnity), \(now), \(viewer.name))
        """)
      try transaction.note(
        "payments.penalty.charge", on: "document/\(line.document.number)", by: viewer, at: now,
        after: "\(line.interest.decimalText) + \(line.indemnity.decimalText)")
    }
    return plan.lines.count
  }

  private func interest(_ line: PenaltyPlan.Line, _ language: Language) -> ChargeDraft {
    let steps = line.steps.map { step in
      ExplanationStep(
        "payments.explain.interest",
        [
          "amount": String(step.amount.cents), "days": String(step.days), "rate": String(step.rate.basisPoints),
          "from": step.from.description,
        ])
    }
    return ChargeDraft(
      entity: entity, customer: line.document.customer, origin: "payments/interest/\(entity)/\(line.document.number)/\(line.span.from)",
      kind: .penalty, text: PaymentLetters.text("interest", in: language, ["document": line.document.number]), span: line.span,
      billableFrom: line.span.until ?? line.span.from, net: line.interest, vat: .outsideVAT, explanation: steps)
  }

  private func indemnity(_ line: PenaltyPlan.Line, _ language: Language, _ day: Day) -> ChargeDraft {
    ChargeDraft(
      entity: entity, customer: line.document.customer, origin: "payments/indemnity/\(entity)/\(line.document.number)", kind: .penalty,
      text: PaymentLetters.text("indemnity", in: language, ["document": line.document.number]),
      span: DaySpan(from: line.document.due + 1, until: line.document.due + 2), billableFrom: day, net: line.indemnity, vat: .outsideVAT,
      explanation: [
        ExplanationStep("payments.explain.indemnity", ["document": line.document.number, "due": line.document.due.description])
      ])
  }
}
