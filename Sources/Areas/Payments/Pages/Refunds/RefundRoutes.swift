import Banking
import Kernel
import People
import Store
import Web

/// Money given back, and the files of transfers it leaves with.
struct RefundRoutes: Sendable {
  var table: [Route] {
    [
      .get("/refunds", .needs(.seePayments), { try await self.list($0).page($0) }),
      .get("/refunds.csv", .needs(.seePayments), { try await self.list($0).csv($0) }),
      .get("/refunds/new", .needs(.recordPayments), newForm),
      .post("/refunds", .needs(.recordPayments), { .see("/refunds/\(try await $0.perform(self.asking($0)))") }, shownBy: newForm),
      .get("/refunds/transfers", .needs(.recordPayments), transfers),
      .post("/refunds/transfers", .needs(.recordPayments), makeTransfers, shownBy: transfers),
      .get("/refunds/transfers/:transfer/file", .needs(.recordPayments), file),
      .post("/refunds/transfers/cancelled", .needs(.recordPayments), cancelTransfers, shownBy: transfers),
      .get("/refunds/:refund", .needs(.seePayments), show),
      .post("/refunds/:refund/take-back", .needs(.recordPayments), takeBack, shownBy: show),
      .post("/refunds/:refund/cancel", .needs(.recordPayments), cancel, shownBy: show),

      .get("/api/refunds", .needs(.seePayments), listJSON),
      .post("/api/refunds", .needs(.recordPayments), { try await self.json($0, try await $0.perform(self.asking($0)), status: 201) }),
      .get("/api/refunds/:refund", .needs(.seePayments), { try await self.json($0, try $0.id("refund")) }),
      .post("/api/refunds/:refund/cancel", .needs(.recordPayments), cancelJSON),
      .post("/api/refunds/:refund/take-back", .needs(.recordPayments), takeBackJSON),
      .get("/api/transfers", .needs(.seePayments), transfersJSON),
      .post("/api/transfers/cancelled", .needs(.recordPayments), cancelTransfersJSON),
      .post("/api/transfers", .needs(.recordPayments), makeTransfersJSON),
      .get("/api/transfers/:transfer/file", .needs(.recordPayments), file),
    ]
  }

  private func stateKey(_ refund: Refund) -> String {
    if refund.cancelledAt != nil { return "cancelled" }
    return refund.paidOn != nil ? "paid" : refund.transfer != nil ? "underWay" : "toPay"
  }
  private func badge(_ refund: Refund) -> String {
    switch stateKey(refund) {
    case "paid": "done"
    case "cancelled": "late"
    default: "option"
    }
  }

  func list(_ visit: Visit) async throws -> MoneyList<Refund> {
    let rows = try await visit.database.read { try $0.refunds() }
    let format = visit.format
    let may = visit.viewer.may(.recordPayments)
    return MoneyList(
      topic: "refunds", path: "/refunds", rows: rows,
      columns: [
        MoneyColumn(
          key: "number", sort: "number", text: { $0.endToEnd }, path: { "/refunds/\($0.id)" }, isBefore: { $0.endToEnd < $1.endToEnd }),
        MoneyColumn(
          key: "customer", sort: "customer", text: { $0.customerName }, path: { "/customers/\($0.customer)/account" },
          named: { $0.customerName }),
        MoneyColumn(
          key: "day", sort: "day", text: { format.shortDay($0.askedOn) }, plain: { $0.askedOn.description },
          isBefore: { ($0.askedOn, $0.id) < ($1.askedOn, $1.id) }),
        MoneyColumn(key: "source", text: { visit.text("payments.source.\($0.source.rawValue)") }),
        MoneyColumn(
          key: "amount", sort: "amount", isNumber: true, text: { format.money($0.amount) }, plain: { format.typed($0.amount) },
          isBefore: { $0.amount < $1.amount }),
        MoneyColumn(key: "state", text: { visit.text("payments.item.\(self.stateKey($0))") }, state: { self.badge($0) }),
      ], sorts: ["-day", "number", "customer", "amount"], searched: { "\($0.endToEnd) \($0.customerName) \($0.reason)" },
      actions: may
        ? [
          visit.action("/refunds/new", "payments.refunds.new", main: true), visit.action("/refunds/transfers", "payments.transfers.title"),
        ] : [])
  }
  private func listJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["-day"], size: 200)
    let rows = try await visit.database.read { try $0.refunds() }.filter { list.finds("\($0.endToEnd) \($0.customerName)") }
    return .json(list.slice(rows).map(RefundJSON.init)).with("x-total-count", String(rows.count))
  }

  private func newForm(_ visit: Visit) async throws -> Answer {
    let choice = try await OpenChoice.read(visit) { !$0.credits.isEmpty }
    var amount = visit.field(
      "amount", .money, label: "payments.column.amount", value: visit.query["amount"], required: true)
    amount.hint = visit.text("payments.refunds.most", ["amount": visit.format.money(max(choice.refundable, .zero))])
    return visit.moneyForm(
      "refunds", of: choice, at: "/refunds",
      [
        (
          "money",
          [
            visit.field(
              "source", .select, label: "payments.column.source", value: "credit", required: true,
              options: visit.options(of: Refund.Source.self, texts: "payments.source")), visit.refundSource(choice), amount,
            visit.field(
              "reason", label: "payments.column.reason", value: visit.query["reason"], required: true, hint: "payments.refunds.reasonHint"),
          ]
        ),
        (
          "account",
          [
            visit.field("holder", label: "payments.column.holder", value: visit.query["holder"], required: true),
            visit.field("iban", label: "payments.column.iban", required: true),
            visit.field("bic", label: "payments.column.bic"),
          ]
        ),
      ])
  }

  private func asking(_ visit: Visit) throws -> AskRefund {
    var reader = InputReader(visit.form)
    let entity: OrganisationID? = reader.requiredID("entity")
    let customer: OrganisationID? = reader.requiredID("customer")
    let amount = reader.requiredMoney("amount")
    let source = reader.requiredChoice("source", of: Refund.Source.self)
    let document = reader.text("document", limit: 60)
    if source == .deposit, document == nil { reader.problems.add("kernel.problem.missing", field: "document") }
    let holder = reader.requiredText("holder", limit: 70)
    let iban = reader.iban("iban")
    let bic = reader.bic("bic")
    let reason = reader.requiredText("reason", limit: 140)
    try reader.finish()
    guard let entity, let customer, let amount, let source, let iban else {
      throw Refusal.invalid("kernel.problem.missing", field: "amount")
    }
    return AskRefund(
      entity: entity, customer: customer, amount: amount, source: source, document: document, holder: holder, iban: iban, bic: bic,
      reason: reason)
  }

  private func one(_ visit: Visit, _ id: ID<Refund>) async throws -> Refund {
    guard let refund = try await visit.database.read({ try $0.refund(id) }) else { throw Refusal.notFound }
    return refund
  }
  func json(_ visit: Visit, _ id: ID<Refund>, status: Int = 200) async throws -> Answer {
    .json(RefundJSON(try await one(visit, id)), status: status)
  }
  private func show(_ visit: Visit) async throws -> Answer {
    let refund = try await one(visit, try visit.id("refund"))
    let format = visit.format
    let isLeft = refund.paidOn == nil && refund.cancelledAt == nil
    return .page(
      MoneyPage(
        title: visit.text("payments.refunds.one", ["number": refund.endToEnd]), upPath: "/refunds",
        upText: visit.text("payments.refunds.title"),
        state: visit.text("payments.item.\(stateKey(refund))"), stateKind: badge(refund), lead: nil, actions: [], hasFacts: true,
        facts: [
          visit.moneyFact("customer", refund.customerName, path: "/customers/\(refund.customer)/account"),
          visit.moneyFact("amount", format.money(refund.amount)),
          visit.moneyFact("source", visit.text("payments.source.\(refund.source.rawValue)")),
          visit.moneyFact("document", refund.document), visit.moneyFact("reason", refund.reason), visit.moneyFact("holder", refund.holder),
          visit.moneyFact("iban", IBAN.grouped(refund.iban)), visit.moneyFact("day", format.day(refund.askedOn)),
          visit.moneyFact("paidOn", refund.paidOn.map { format.day($0) }),
        ].compactMap(\.self), tables: [],
        deeds: !isLeft
          ? []
          : visit.offers(
            .recordPayments,
            [
              refund.transfer == nil
                ? visit.deed("cancelRefund", at: "/refunds/\(refund.id)/cancel", dangerous: true) : takeBackDeed(refund, visit)
            ])))
  }
  private func cancel(_ visit: Visit) async throws -> Answer {
    try await visit.perform(CancelRefund(try visit.id("refund")))
    return .see("/refunds/\(visit.path("refund"))")
  }
  private func cancelJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(CancelRefund(try visit.id("refund")))
    return try await json(visit, try visit.id("refund"))
  }
}
