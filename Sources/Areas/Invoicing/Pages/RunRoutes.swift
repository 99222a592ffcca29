import Kernel
import People
import Store
import Web

/// The run of a month: what it would issue, what stands in its way, and how far it is.
package struct RunRoutes: Sendable {
  let desk: InvoiceDesk

  package init(desk: InvoiceDesk) { self.desk = desk }

  package var table: [Route] {
    [
      .get("/invoice-run", .needs(.seeCharges), show).asking([.month("month")]),
      .post("/invoice-run", .needs(.issueInvoices), start, shownBy: show),
      .get("/customers/:organisation/next-invoice", .needsSomewhere(.seeInvoices), nextInvoice).asking([.month("month")]),

      .get("/api/invoice-preview", .needsSomewhere(.seeInvoices), previewJSON).asking([.month("month"), .id("customer")]),
      .post("/api/invoice-runs", .needs(.issueInvoices), startJSON),
      .get("/api/invoice-runs/:run", .needs(.seeCharges), runJSON),
      .get("/invoice-reporting.csv", .needs(.seeCharges), reportingCSV).asking([.month("month")]),
      .get("/api/invoice-reporting", .needs(.seeCharges), reportingJSON).asking([.month("month")]),
    ]
  }

  func start(_ visit: Visit) async throws -> Answer {
    let run = try await visit.perform(try starting(visit))
    return .see("/invoice-run?month=\(run.month)").saying("invoicing.done.started")
  }
  func startJSON(_ visit: Visit) async throws -> Answer {
    .json(try await json(of: try await visit.perform(try starting(visit)), visit), status: 202)
  }
  func runJSON(_ visit: Visit) async throws -> Answer {
    let id: ID<InvoiceRun> = try visit.id("run")
    guard let run = try await visit.database.read({ try $0.invoiceRun(id) }) else { throw Refusal.notFound }
    return .json(try await json(of: run, visit))
  }

  private func starting(_ visit: Visit) throws -> StartInvoiceRun {
    let month = try visit.reading { reader -> Month? in
      let month = reader.month("month")
      if month == nil, reader.problems.isEmpty { reader.problems.add("kernel.problem.missing", field: "month") }
      return month
    }
    return StartInvoiceRun(month ?? visit.today.month, queued: true)
  }

  private func json(of run: InvoiceRun, _ visit: Visit) async throws -> RunJSON {
    let (issued, refused) = try await visit.database.read { transaction in
      (try transaction.issuedCount(of: run.id), try transaction.refusals(of: run.id))
    }
    return RunJSON(run, issued: issued, refused: refused.map { RunJSON.Refused($0) { visit.text($0.code, $0.arguments) } })
  }

  /// Of the whole house for those who see charges; of their own organisations for others.
  func previewJSON(_ visit: Visit) async throws -> Answer {
    let month = Month(visit.query["month"]) ?? visit.today.month
    let customer: OrganisationID? = ID(checking: visit.query["customer"])
    let seesAll = visit.viewer.may(.seeCharges)
    let reach = visit.viewer.reach(of: .seeInvoices)
    let asked: [OrganisationID?]
    if let customer {
      guard seesAll || reach.includes(customer) else { throw Refusal.notFound }
      asked = [customer]
    } else if seesAll {
      asked = [nil]
    } else if case .only(let own) = reach {
      asked = own.sorted()
    } else {
      asked = [nil]
    }
    let asking = desk
    var documents: [PlannedJSON] = []
    for customer in asked {
      let plan = try await desk.preview(
        PlanQuestion(month: month, day: visit.today, customer: customer, isWholeMonth: true), in: visit.database)
      documents += plan.documents.map { planned in
        PlannedJSON(planned, address: plan.book.addresses(of: planned.customer).first) { visit.text($0.code, $0.arguments) }
      }
    }
    let today = visit.today
    let (waits, names) = try await visit.database.read { transaction in
      (seesAll ? try asking.waits(in: month, on: today, in: transaction) : [], try transaction.organisationLabels())
    }
    let waiting = waits.filter { customer == nil || $0.customer == customer }
    return .json(
      PreviewJSON(
        month: month, documents: documents, waiting: waiting.map { ChargeWaitJSON($0, text: sentence($0, names, visit)) }))
  }
}

struct PreviewJSON: Encodable, Sendable {
  let month: Month
  let documents: [PlannedJSON]
  /// What should be done first; said to the house.
  let waiting: [ChargeWaitJSON]
}

/// A document that a run would issue.
struct PlannedJSON: Encodable, Sendable {
  struct Line: Encodable, Sendable {
    let origin: String?
    let text: String
    let kind: ChargeKind
    let from: Day
    let last: Day?
    let net: Money
    let vatRate: Int64
    let explanation: [ExplanationStep]
  }
  let entity: OrganisationID
  let customer: OrganisationID
  let isCreditNote: Bool
  let net: Money
  let vat: Money
  let total: Money
  let lines: [Line]
  let problems: [String]
  /// Where it would be mailed; nil: to nobody.
  let address: String?

  init(_ planned: PlannedDocument, address: String?, _ sentence: (Problem) -> String) {
    self.address = address
    (entity, customer, isCreditNote) = (planned.entity, planned.customer, planned.isCreditNote)
    (net, vat, total, problems) = (planned.net, planned.vat, planned.total, planned.problems.map(sentence))
    lines = planned.draft.lines.map { line in
      Line(
        origin: line.reason.origin, text: line.text, kind: line.kind, from: line.span.from, last: line.span.last, net: line.net,
        vatRate: line.vat.rate.basisPoints, explanation: line.reason.explanation)
    }
  }
}

/// A run, as the API gives it.
struct RunJSON: Encodable, Sendable {
  struct Refused: Encodable, Sendable {
    let entity: OrganisationID
    let customer: OrganisationID
    let problems: [String]

    init(_ refusal: InvoiceRefusal, _ sentence: (Problem) -> String) {
      (entity, customer, problems) = (refusal.entity, refusal.customer, refusal.problems.map(sentence))
    }
  }
  let id: ID<InvoiceRun>
  let month: Month
  let startedAt: Instant
  let startedBy: String
  let endedAt: Instant?
  let planned: Int
  let issued: Int
  let refused: [Refused]

  init(_ run: InvoiceRun, issued: Int, refused: [Refused]) {
    (id, month, startedAt, startedBy, endedAt) = (run.id, run.month, run.startedAt, run.startedBy, run.endedAt)
    (planned, self.issued, self.refused) = (run.planned, issued, refused)
  }
}
