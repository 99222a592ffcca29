import Foundation
import Kernel
import Ledger
import People
import Store
import Web

/// Charges posted once: the list, one by hand, taking one back.
package struct ChargeRoutes: Sendable {
  package init() {}

  package var table: [Route] {
    [
      .get("/charges", .needs(.seeCharges), list).asking(ChargeRoutes.fields),
      .get("/charges.csv", .needs(.seeCharges), listCSV).asking(ChargeRoutes.fields),
      .get("/charges/new", .needs(.postCharges), newForm),
      .post("/charges", .needs(.postCharges), post, shownBy: newForm),
      .get("/charges/:charge", .needs(.seeCharges), show),
      .post("/charges/:charge/cancel", .needs(.postCharges), cancel, shownBy: show),

      .get("/api/charges", .needs(.seeCharges), listJSON).asking(ChargeRoutes.fields),
      .post("/api/charges", .needs(.postCharges), postJSON),
      .get("/api/charges/:charge", .needs(.seeCharges), showJSON),
      .post("/api/charges/:charge/cancel", .needs(.postCharges), cancelJSON),
    ]
  }
  private static let fields: [QueryField] = [.choice("state", of: ChargeSearch.State.self), .choice("kind", of: ChargeKind.self)]
  private static let sorts = ["-day", "customer", "net"]

  func list(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ChargeRoutes.sorts, size: 25)
    let (lines, total) = try await lines(visit, list)
    let states = ChargeSearch.State.allCases.map { Field.Option($0.rawValue, visit.text("invoicing.charge.state.\($0.rawValue)")) }
    let mayPost = visit.viewer.may(.postCharges)
    let kinds = visit.options(of: ChargeKind.self, texts: "invoicing.kind")
    return visit.listPage(
      ListFrame(
        title: visit.text("invoicing.charge.title"), lead: visit.text("invoicing.charge.lead"),
        actions: mayPost ? [PageLink(visit.text("invoicing.charge.new"), "/charges/new", isMain: true)] : [], csv: "/charges.csv",
        filters: [
          visit.filter("kind", label: "invoicing.charge.kind", options: kinds, all: "invoicing.filter.allKinds"),
          visit.filter("state", label: "invoicing.column.state", options: states, all: "invoicing.filter.allStates"),
        ]), list, total: total,
      columns: [
        ListColumn("invoicing.charge.text"), ListColumn("invoicing.column.customer", sort: "customer"),
        ListColumn("invoicing.column.entity"), ListColumn("invoicing.charge.from", sort: "day"),
        ListColumn("invoicing.column.net", sort: "net", isNumber: true), ListColumn("invoicing.column.state"),
      ], rows: lines.map { row($0, visit) }, hint: "invoicing.charge.empty")
  }

  private func row(_ line: ListedCharge, _ visit: Visit) -> PageRow {
    let draft = line.charge.draft
    let style = line.state == .invoiced ? "badge-done" : line.state == .waiting ? "badge-offer" : ""
    let state = visit.text("invoicing.charge.state.\(line.state.rawValue)")
    return PageRow([
      .init(draft.text, path: "/charges/\(line.charge.id)"), .init(line.customerName), .init(line.entityName),
      .init(visit.format.shortDay(draft.billableFrom), isTight: true), .init(visit.format.money(draft.net)),
      .init(line.invoiceNumber.map { "\(state) (\($0))" } ?? state, badge: style),
    ])
  }

  func listCSV(_ visit: Visit) async throws -> Answer {
    let lines = try await lines(visit, visit.list(sorts: ChargeRoutes.sorts), isWhole: true).lines
    let names =
      ["charge.text", "column.customer", "column.entity", "charge.kind", "charge.first", "charge.last", "charge.from", "column.net"]
      + ["invoice.rate", "column.contract", "column.state", "column.number"]
    let rows = lines.map { line in
      let draft = line.charge.draft
      return [
        draft.text, line.customerName, line.entityName, visit.text("invoicing.kind.\(draft.kind.rawValue)"), draft.span.from.description,
        draft.span.last?.description ?? "", draft.billableFrom.description, visit.format.typed(draft.net),
        visit.format.typed(Money(cents: draft.vat.rate.basisPoints)), draft.contract ?? "",
        visit.text("invoicing.charge.state.\(line.state.rawValue)"), line.invoiceNumber ?? "",
      ]
    }
    return .csv(names.map { visit.text("invoicing.\($0)") }, rows, name: "charges-\(visit.today).csv")
  }

  func listJSON(_ visit: Visit) async throws -> Answer {
    let (lines, total) = try await lines(visit, visit.list(sorts: ChargeRoutes.sorts, size: 200))
    return .json(lines.map(ChargeJSON.init)).with("x-total-count", String(total))
  }

  private func lines(_ visit: Visit, _ list: ListQuery, isWhole: Bool = false) async throws -> (lines: [ListedCharge], total: Int) {
    var search = ChargeSearch()
    (search.words, search.sort, search.isDescending) = (list.foldedWords, list.sort, list.isDescending)
    search.state = ChargeSearch.State(rawValue: visit.query["state"])
    search.kind = ChargeKind(rawValue: visit.query["kind"])
    if !isWhole { (search.limit, search.offset) = (list.size, list.offset) }
    return try await visit.database.read { [search] transaction in try transaction.listedCharges(search) }
  }

  func post(_ visit: Visit) async throws -> Answer {
    let id = try await visit.perform(try await posting(visit))
    return .see("/charges/\(id)").saying("invoicing.done.posted")
  }
  func postJSON(_ visit: Visit) async throws -> Answer {
    try await json(visit, try await visit.perform(try await posting(visit)), status: 201)
  }
  func cancel(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try cancelling(visit))
    return .see("/charges/\(visit.path("charge"))").saying("invoicing.done.cancelled")
  }
  func cancelJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try cancelling(visit))
    return try await json(visit, try visit.id("charge"), status: 200)
  }
  func showJSON(_ visit: Visit) async throws -> Answer { try await json(visit, try visit.id("charge"), status: 200) }

  private func json(_ visit: Visit, _ id: ID<PostedCharge>, status: Int) async throws -> Answer {
    .json(ChargeJSON(try await one(visit, id)), status: status)
  }
  private func one(_ visit: Visit, _ id: ID<PostedCharge>) async throws -> ListedCharge {
    guard let line = try await visit.database.read({ try $0.listedCharge(id) }) else { throw Refusal.notFound }
    return line
  }
  private func cancelling(_ visit: Visit) throws -> CancelCharge {
    let id: ID<PostedCharge> = try visit.id("charge")
    return CancelCharge(id, reason: try visit.reading { $0.requiredText("reason", limit: 300) })
  }

  func show(_ visit: Visit) async throws -> Answer {
    let line = try await one(visit, try visit.id("charge"))
    let (draft, format) = (line.charge.draft, visit.format)
    let mayCancel = line.state == .waiting && visit.viewer.may(.postCharges)
    return .page(
      InvoicingThingPage(
        title: draft.text, up: PageLink(visit.text("invoicing.charge.title"), "/charges"),
        state: visit.text("invoicing.charge.state.\(line.state.rawValue)"),
        stateStyle: line.state == .invoiced ? "badge-done" : line.state == .waiting ? "badge-offer" : nil,
        facts: [
          visit.fact("invoicing.column.customer", line.customerName, path: "/organisations/\(draft.customer)"),
          visit.fact("invoicing.column.entity", line.entityName),
          visit.fact("invoicing.charge.kind", visit.text("invoicing.kind.\(draft.kind.rawValue)")),
          visit.fact("invoicing.column.net", format.money(draft.net)),
          visit.fact(
            "invoicing.invoice.rate",
            draft.vat.rate.basisPoints > 0
              ? format.percentage(draft.vat.rate) : visit.text("invoicing.category.\(draft.vat.category.rawValue)")
          ), visit.fact("invoicing.invoice.span", format.span(draft.span)),
          visit.fact("invoicing.charge.from", format.day(draft.billableFrom)), visit.fact("invoicing.column.contract", draft.contract),
          visit.fact(
            "invoicing.charge.onInvoice", line.invoiceNumber, path: line.invoice.map { "/invoices/\($0)" }),
          visit.fact(
            "invoicing.charge.posted",
            visit.text(
              "invoicing.charge.postedBy",
              ["day": format.moment(line.charge.postedAt, in: visit.house), "who": line.charge.postedBy])),
          visit.fact("invoicing.charge.cancelReason", line.charge.cancelReason),
        ].compactMap(\.self), hasSteps: !draft.explanation.isEmpty,
        steps: draft.explanation.map { InvoicingThingPage.Step(text: ExplanationText.of($0, visit)) },
        formPath: mayCancel ? "/charges/\(line.charge.id)/cancel" : nil,
        fields: [visit.field("reason", .text, label: "invoicing.credit.reason", required: true)],
        button: visit.text("invoicing.charge.cancel")))
  }
}

/// A charge, as the API gives it.
struct ChargeJSON: Encodable, Sendable {
  let id: ID<PostedCharge>
  let origin: String
  let state: String
  let entity: OrganisationID
  let customer: OrganisationID
  let customerName: String
  let kind: ChargeKind
  let text: String
  let from: Day
  let last: Day?
  let billableFrom: Day
  let net: Money
  let vatCategory: VATCategory
  let vatRate: Int64
  let contract: String?
  let invoice: ID<Invoice>?
  let invoiceNumber: String?
  let explanation: [ExplanationStep]

  init(_ line: ListedCharge) {
    let draft = line.charge.draft
    (id, origin, state) = (line.charge.id, draft.origin, line.state.rawValue)
    (entity, customer, customerName) = (draft.entity, draft.customer, line.customerName)
    (kind, text, from, last, billableFrom) = (draft.kind, draft.text, draft.span.from, draft.span.last, draft.billableFrom)
    (net, vatCategory, vatRate) = (draft.net, draft.vat.category, draft.vat.rate.basisPoints)
    (contract, invoice, invoiceNumber, explanation) = (draft.contract, line.invoice, line.invoiceNumber, draft.explanation)
  }
}
