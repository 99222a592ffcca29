import Kernel
import People
import Post
import Store
import Web

extension SettlementPlan {
  /// How a tenant's result came about, step by step: as the line of the invoice keeps it, and as the letter says it.
  func steps(of tenant: TenantSettlement) -> [ExplanationStep] {
    var steps = tenant.parts.map { part in
      ExplanationStep(
        "invoicing.settlement.explain.\(part.cost.key.rawValue)",
        [
          "label": costs.first { $0.id.text == part.cost.id }?.label ?? "", "total": String(part.cost.net.cents),
          "weight": String(part.weight), "whole": String(part.whole), "amount": String(part.part.cents),
        ])
    }
    steps.append(ExplanationStep("invoicing.settlement.explain.provisions", ["amount": String(tenant.provisions.cents)]))
    if tenant.taxes != .zero {
      steps.append(ExplanationStep("invoicing.settlement.explain.propertyTax", ["amount": String(tenant.taxes.cents)]))
    }
    return steps
  }
}

extension Transaction {
  /// The statement of a year by mail, to whom the tenant is written to: what was spent, by which key, what was advanced, what is left.
  borrowing func tell(
    _ tenant: TenantSettlement, of settlement: ID<ChargeSettlement>, _ plan: SettlementPlan, on today: Day, at now: Instant
  ) throws {
    guard let entity = try organisation(plan.place.entity), let customer = try organisation(tenant.customer) else { return }
    let texts = InvoiceWords.texts
    for contact in try contacts(of: tenant.customer, on: today) {
      let format = Format(contact.language)
      let isCredit = tenant.balance < .zero
      let words = [
        "name": contact.name, "customer": customer.facts.legalName, "year": String(plan.place.year), "building": plan.building.name,
        "premises": plan.premises(of: tenant.customer), "entity": entity.facts.legalName,
        "lines": plan.steps(of: tenant).map { ExplanationText.of($0, texts: texts, in: contact.language) }.joined(separator: "\n"),
        "result": texts.text(
          "invoicing.settlement.letter.\(isCredit ? "credit" : "balance")", in: contact.language,
          ["amount": format.money(isCredit ? -tenant.balance : tenant.balance)]),
      ]
      let subject = texts.text("invoicing.settlement.letter.subject", in: contact.language, words)
      try post(
        Letter(
          to: contact.email, toName: contact.name, subject: subject.filter { !$0.isNewline },
          body: texts.text("invoicing.settlement.letter.body", in: contact.language, words)),
        about: "settlement/\(settlement)/\(tenant.customer)",
        attaching: "settlement/\(settlement)/\(tenant.customer)/\(contact.language.rawValue)", at: now)
    }
  }
}
