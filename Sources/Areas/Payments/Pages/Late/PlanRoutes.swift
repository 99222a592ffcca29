import Kernel
import People
import Store
import Web

/// Payment plans.
struct PlanRoutes: Sendable {
  var table: [Route] {
    [
      .get("/plans", .needs(.seePayments), { try await self.list($0).page($0) }),
      .get("/plans.csv", .needs(.seePayments), { try await self.list($0).csv($0) }),
      .get("/plans/new", .needs(.chaseLate), newForm),
      .post("/plans", .needs(.chaseLate), { .see("/plans/\(try await $0.perform(self.agreeing($0)))") }, shownBy: newForm),
      .get("/plans/:plan", .needs(.seePayments), show),
      .post("/plans/:plan/end", .needs(.chaseLate), end, shownBy: show),

      .get("/api/plans", .needs(.seePayments), listJSON),
      .post("/api/plans", .needs(.chaseLate), { try await self.json($0, try await $0.perform(self.agreeing($0)), status: 201) }),
      .get("/api/plans/:plan", .needs(.seePayments), { try await self.json($0, try $0.id("plan")) }),
      .post("/api/plans/:plan/end", .needs(.chaseLate), endJSON),
    ]
  }

  static func badge(_ state: PlanState) -> String {
    switch state {
    case .kept: "option"
    case .fulfilled: "done"
    case .broken, .ended: "late"
    }
  }

  private func list(_ visit: Visit) async throws -> MoneyList<PaymentPlan> {
    let rows = try await visit.database.read { try $0.plans() }
    let format = visit.format
    let today = visit.today
    return MoneyList(
      topic: "plans", path: "/plans", rows: rows,
      columns: [
        MoneyColumn(
          key: "customer", sort: "customer", text: { $0.customerName }, path: { "/plans/\($0.id)" },
          named: { $0.customerName }),
        MoneyColumn(
          key: "day", sort: "day", text: { format.shortDay($0.agreedOn) }, plain: { $0.agreedOn.description },
          isBefore: { ($0.agreedOn, $0.id) < ($1.agreedOn, $1.id) }),
        MoneyColumn(key: "amount", isNumber: true, text: { format.money($0.total) }, plain: { format.typed($0.total) }),
        MoneyColumn(key: "paid", isNumber: true, text: { format.money($0.paid) }, plain: { format.typed($0.paid) }),
        MoneyColumn(key: "instalments", isNumber: true, text: { String($0.instalments.count) }),
        MoneyColumn(
          key: "state", text: { visit.text("payments.plan.\($0.state(on: today).rawValue)") },
          state: { PlanRoutes.badge($0.state(on: today)) }),
      ], sorts: ["-day", "customer"], searched: { "\($0.customerName) \($0.documents.joined(separator: " "))" },
      actions: visit.viewer.may(.chaseLate) ? [visit.action("/plans/new", "payments.plans.new", main: true)] : [])
  }
  private func listJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["-day"], size: 200)
    let rows = try await visit.database.read { try $0.plans() }
    return .json(list.slice(rows).map { PlanJSON($0, on: visit.today) }).with("x-total-count", String(rows.count))
  }

  private func newForm(_ visit: Visit) async throws -> Answer {
    let choice = try await OpenChoice.read(visit)
    let documents = choice.books.documents.filter { !choice.paused.contains($0.number) }
    return visit.moneyForm(
      "plans", of: choice, at: "/plans",
      [
        (
          "plan",
          [
            visit.openDocuments(
              documents, chosen: visit.query.all("document"), required: true, hint: "payments.plans.documentsHint"),
            visit.field("count", .number, label: "payments.column.instalments", value: "3", required: true),
            visit.field("first", .date, label: "payments.column.first", value: visit.today.description, required: true),
            visit.field("reason", label: "payments.column.reason", required: true),
          ]
        )
      ])
  }
  private func agreeing(_ visit: Visit) throws -> AgreePlan {
    var reader = InputReader(visit.form)
    let entity: OrganisationID? = reader.requiredID("entity")
    let customer: OrganisationID? = reader.requiredID("customer")
    let documents = reader.numbers("documents")
    if reader.problems.isEmpty, documents.isEmpty { reader.problems.add("kernel.problem.missing", field: "documents") }
    let count = reader.requiredInteger("count", in: 2...24)
    let first = reader.requiredDay("first")
    let reason = reader.requiredText("reason", limit: 200)
    try reader.finish()
    guard let entity, let customer, let count, let first else { throw Refusal.invalid("kernel.problem.missing", field: "count") }
    return AgreePlan(entity: entity, customer: customer, documents: documents, count: count, first: first, reason: reason)
  }

  private func one(_ visit: Visit, _ id: ID<PaymentPlan>) async throws -> PaymentPlan {
    guard let plan = try await visit.database.read({ try $0.plan(id) }) else { throw Refusal.notFound }
    return plan
  }
  private func json(_ visit: Visit, _ id: ID<PaymentPlan>, status: Int = 200) async throws -> Answer {
    .json(PlanJSON(try await one(visit, id), on: visit.today), status: status)
  }
  private func show(_ visit: Visit) async throws -> Answer {
    let plan = try await one(visit, try visit.id("plan"))
    let format = visit.format
    let state = plan.state(on: visit.today)
    let rows = zip(plan.instalments, PlanRule.paid(plan.instalments, paid: plan.paid)).map {
      instalment, paid -> [(text: String, path: String?)] in
      [(format.shortDay(instalment.due), nil), (format.money(instalment.amount), nil), (format.money(paid), nil)]
    }
    return .page(
      MoneyPage(
        title: visit.text("payments.plans.of", ["name": plan.customerName]), upPath: "/plans", upText: visit.text("payments.plans.title"),
        state: visit.text("payments.plan.\(state.rawValue)"), stateKind: PlanRoutes.badge(state), lead: nil, actions: [], hasFacts: true,
        facts: [
          visit.moneyFact("customer", plan.customerName, path: "/customers/\(plan.customer)/account"),
          visit.moneyFact("day", format.day(plan.agreedOn)), visit.moneyFact("amount", format.money(plan.total)),
          visit.moneyFact("paid", format.money(plan.paid)), visit.moneyFact("documents", plan.documents.joined(separator: ", ")),
          visit.moneyFact("reason", plan.reason), visit.moneyFact("by", plan.madeBy), visit.moneyFact("ended", plan.endedReason),
        ].compactMap(\.self),
        tables: [visit.moneyTable("payments.plans.instalments", [("due", false), ("amount", true), ("paid", true)], rows)],
        deeds: plan.endedOn != nil || state == .fulfilled
          ? []
          : visit.offers(
            .chaseLate,
            [
              visit.deed(
                "endPlan", at: "/plans/\(plan.id)/end", [visit.field("reason", label: "payments.column.reason", required: true)],
                dangerous: true)
            ])))
  }
  private func ending(_ visit: Visit) throws -> EndPlan {
    let id: ID<PaymentPlan> = try visit.id("plan")
    return try visit.reading { EndPlan(id, reason: $0.requiredText("reason")) }
  }
  private func end(_ visit: Visit) async throws -> Answer {
    try await visit.perform(ending(visit))
    return .see("/plans/\(visit.path("plan"))")
  }
  private func endJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(ending(visit))
    return try await json(visit, try visit.id("plan"))
  }
}
