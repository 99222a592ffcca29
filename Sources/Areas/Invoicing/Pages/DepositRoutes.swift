import Banking
import Kernel
import People
import Store
import Web

/// Calls for deposits, and down payments: what is asked for outside of a run.
package struct DepositRoutes: Sendable {
  let desk: InvoiceDesk

  package init(desk: InvoiceDesk) { self.desk = desk }

  package var table: [Route] {
    [
      .get("/deposit-calls", .needsSomewhere(.seeInvoices), list),
      .get("/deposit-calls.csv", .needsSomewhere(.seeInvoices), listCSV),
      .get("/deposit-calls/new", .needs(.issueInvoices), newForm),
      .post("/deposit-calls", .needs(.issueInvoices), call, shownBy: newForm),
      .get("/deposit-calls/:call", .needsSomewhere(.seeInvoices), show),
      .post("/deposit-calls/:call/cancel", .needs(.issueInvoices), cancel, shownBy: show),

      .get("/api/deposit-calls", .needsSomewhere(.seeInvoices), listJSON),
      .post("/api/deposit-calls", .needs(.issueInvoices), callJSON),
      .get("/api/deposit-calls/:call", .needsSomewhere(.seeInvoices), showJSON),
      .post("/api/deposit-calls/:call/cancel", .needs(.issueInvoices), cancelJSON),
    ]
  }
  private static let sorts = ["-issued", "customer", "amount"]

  func list(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: DepositRoutes.sorts, size: 25)
    let (lines, total) = try await lines(visit, list)
    let mayCall = visit.viewer.may(.issueInvoices)
    return visit.listPage(
      ListFrame(
        title: visit.text("invoicing.deposit.title"), lead: visit.text("invoicing.deposit.lead"),
        actions: mayCall ? [PageLink(visit.text("invoicing.deposit.new"), "/deposit-calls/new", isMain: true)] : [],
        csv: "/deposit-calls.csv"), list, total: total,
      columns: [
        ListColumn("invoicing.column.number", sort: "issued"), ListColumn("invoicing.column.customer", sort: "customer"),
        ListColumn("invoicing.column.entity"), ListColumn("invoicing.column.issued"), ListColumn("invoicing.column.due"),
        ListColumn("invoicing.column.amount", sort: "amount", isNumber: true), ListColumn("invoicing.column.open", isNumber: true),
      ], rows: lines.map { row($0, visit) }, hint: "invoicing.deposit.empty")
  }

  private func row(_ line: ListedDepositCall, _ visit: Visit) -> PageRow {
    let format = visit.format
    return PageRow([
      .init(line.call.number, path: "/deposit-calls/\(line.call.id)"), .init(line.customerName), .init(line.entityName),
      .init(format.shortDay(line.call.issueDay), isTight: true), .init(format.shortDay(line.call.dueDay), isTight: true),
      .init(format.money(line.call.amount)),
      .init(
        line.call.cancellation != nil ? visit.text("invoicing.deposit.cancelled") : line.open == .zero ? "" : format.money(line.open)),
    ])
  }

  func listCSV(_ visit: Visit) async throws -> Answer {
    let lines = try await lines(visit, visit.list(sorts: DepositRoutes.sorts), isWhole: true).lines
    let names = ["number", "customer", "entity", "issued", "due", "contract", "amount", "open"]
    let rows = lines.map { line in
      [
        line.call.number, line.customerName, line.entityName, line.call.issueDay.description, line.call.dueDay.description,
        line.call.contract ?? "", visit.format.typed(line.call.amount), visit.format.typed(line.open),
      ]
    }
    return .csv(names.map { visit.text("invoicing.column.\($0)") }, rows, name: "deposit-calls-\(visit.today).csv")
  }

  func listJSON(_ visit: Visit) async throws -> Answer {
    let (lines, total) = try await lines(visit, visit.list(sorts: DepositRoutes.sorts, size: 200))
    return .json(lines.map { DepositJSON($0.call, open: $0.open) }).with("x-total-count", String(total))
  }

  private func lines(_ visit: Visit, _ list: ListQuery, isWhole: Bool = false) async throws -> (lines: [ListedDepositCall], total: Int) {
    var own: [OrganisationID]?
    if case .only(let ids) = visit.viewer.reach(of: .seeInvoices) { own = ids.sorted() }
    return try await visit.database.read { [own] transaction in
      try transaction.listedDepositCalls(
        words: list.foldedWords, of: own, sort: list.sort, isDescending: list.isDescending, limit: isWhole ? nil : list.size,
        offset: isWhole ? 0 : list.offset)
    }
  }

  func newForm(_ visit: Visit) async throws -> Answer {
    let choices = try await ChargeChoices(visit)
    return .page(
      InvoicingFormPage(
        title: visit.text("invoicing.deposit.new"), lead: visit.text("invoicing.deposit.newLead"), action: "/deposit-calls",
        groups: [
          .init(visit.text("invoicing.charge.who"), choices.fields(visit)),
          .init(
            visit.text("invoicing.charge.what"),
            [
              visit.field(
                "text", .text, label: "invoicing.charge.text", value: visit.text("invoicing.deposit.usual"), required: true,
                hint: "invoicing.charge.textHint"), visit.field("contract", .text, label: "invoicing.column.contract"),
              visit.field("amount", .money, label: "invoicing.column.amount", required: true),
              visit.field("due", .date, label: "invoicing.column.due", hint: "invoicing.deposit.dueHint"),
            ]),
        ], button: visit.text("invoicing.deposit.call"), buttonStyle: "primary", back: "/deposit-calls"))
  }

  func call(_ visit: Visit) async throws -> Answer {
    let id = try await visit.perform(try calling(visit))
    return .see("/deposit-calls/\(id)").saying("invoicing.done.called")
  }
  func callJSON(_ visit: Visit) async throws -> Answer { try await json(visit, try await visit.perform(try calling(visit)), status: 201) }
  func showJSON(_ visit: Visit) async throws -> Answer { try await json(visit, try visit.id("call"), status: 200) }

  private func calling(_ visit: Visit) throws -> CallDeposit {
    let draft = try visit.reading { reader -> DepositDraft? in
      let entity: OrganisationID? = reader.requiredID("entity")
      let customer: OrganisationID? = reader.requiredID("customer")
      let text = reader.requiredText("text", limit: 200)
      let contract = reader.text("contract", limit: 50)
      let amount = reader.required("amount") { $0.money("amount") }
      if amount == .zero { reader.problems.add("invoicing.problem.amount", field: "amount") }
      let due = reader.day("due")
      if let due, due < visit.today { reader.problems.add("invoicing.problem.due", field: "due") }
      guard let entity, let customer, let amount else { return nil }
      return DepositDraft(
        entity: entity, customer: customer, origin: "by-hand/\(ID<DepositCall>.fresh(at: visit.now))", contract: contract, text: text,
        amount: amount, due: due)
    }
    guard let draft else { throw Refusal(.invalid) }
    return CallDeposit(draft, desk: desk)
  }

  func one(_ visit: Visit, _ id: ID<DepositCall>) async throws -> (call: DepositCall, names: [OrganisationID: String], open: Money) {
    let reach = visit.viewer.reach(of: .seeInvoices)
    let found = try await visit.database.read { transaction -> (call: DepositCall, names: [OrganisationID: String], open: Money)? in
      guard let call = try transaction.depositCall(id), reach.includes(call.customer) else { return nil }
      let names = try transaction.organisations([call.customer, call.entity]).map { ($0.id, $0.name) }
      return (call, Dictionary(uniqueKeysWithValues: names), try transaction.open(document: call.number, entity: call.entity))
    }
    guard let found else { throw Refusal.notFound }
    return found
  }

  private func json(_ visit: Visit, _ id: ID<DepositCall>, status: Int) async throws -> Answer {
    let (call, _, open) = try await one(visit, id)
    return .json(DepositJSON(call, open: open), status: status)
  }

  func cancel(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try cancelling(visit))
    return .see("/deposit-calls/\(visit.path("call"))").saying("invoicing.done.uncalled")
  }
  func cancelJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try cancelling(visit))
    return try await json(visit, try visit.id("call"), status: 200)
  }
  private func cancelling(_ visit: Visit) throws -> CancelDepositCall {
    let id: ID<DepositCall> = try visit.id("call")
    return CancelDepositCall(id, reason: try visit.reading { $0.requiredText("reason", limit: 300) }, mandates: desk.mandates)
  }
}
