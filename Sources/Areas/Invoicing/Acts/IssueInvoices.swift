import Kernel
import Store

/// Issues everything a month owes and what earlier months left, a few documents in each transaction: a run that fell goes on where it was. When
/// one of the few is refused, each of them is tried alone, so that one customer's refusal stops no other. Run again, it does nothing.
package struct IssueInvoices: Sendable {
  package let month: Month
  package let desk: InvoiceDesk

  package init(_ month: Month, desk: InvoiceDesk) { (self.month, self.desk) = (month, desk) }

  package struct Report: Sendable {
    package let run: ID<InvoiceRun>?
    package var issued: [Invoice] = []
    package var refused: [PlannedDocument] = []
    /// Documents that another run issued meanwhile.
    package var overtaken = 0
  }

  /// `report` hears how many of how many documents were looked at.
  @discardableResult
  package func run(
    on database: any Database, for viewer: Viewer, at now: Instant, as started: InvoiceRun? = nil,
    report: @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> Report {
    try viewer.demand(.issueInvoices)
    let day = HouseTime.mulhouse.day(of: now)
    let plan = try await desk.preview(PlanQuestion(month: month, day: day), in: database)
    if plan.documents.isEmpty && started == nil { return Report(run: nil) }
    let run: InvoiceRun
    if let started { run = started } else { run = try await database.perform(StartInvoiceRun(month), for: viewer, at: now) }
    let order = IssueOrder(viewer, run: run.id, named: run.startedBy)
    try await database.perform(PlanInvoiceRun(run: run.id, planned: plan.documents.count), for: viewer, at: now)
    var told = Report(run: run.id)
    told.refused = plan.documents.filter { !$0.problems.isEmpty }
    report(told.refused.count, plan.documents.count)
    for few in plan.batches {
      try await issue(few, plan.book, order, on: database, for: viewer, at: now, &told)
      report(told.refused.count + told.issued.count + told.overtaken, plan.documents.count)
    }
    try await database.perform(EndInvoiceRun(run: run.id, refused: told.refused), for: viewer, at: now)
    return told
  }

  private func issue(
    _ few: ArraySlice<PlannedDocument>, _ book: InvoiceBook, _ order: IssueOrder, on database: any Database, for viewer: Viewer,
    at now: Instant, _ told: inout Report
  ) async throws {
    do {
      for invoice in try await database.perform(IssueDocuments(drafts: few, book: book, order: order), for: viewer, at: now) {
        if let invoice { told.issued.append(invoice) } else { told.overtaken += 1 }
      }
    } catch let refusal as Refusal {
      guard few.count == 1, let alone = few.first else {
        for index in few.indices {
          try await issue(few[index...index], book, order, on: database, for: viewer, at: now, &told)
        }
        return
      }
      told.refused.append(PlannedDocument(draft: alone.draft, problems: refusal.problems, net: alone.net, vat: alone.vat))
    }
  }
}

extension InvoicePlan {
  /// What nothing stands in the way of, a few documents of one entity at a time. Each transaction takes the numbers of one entity only, so
  /// that runs beside each other cannot wait for one another in a circle.
  var batches: [ArraySlice<PlannedDocument>] {
    let ready = documents.filter(\.problems.isEmpty)
    var entities: [OrganisationID] = []
    for planned in ready where !entities.contains(planned.entity) { entities.append(planned.entity) }
    return entities.flatMap { entity in
      let own = ready.filter { $0.entity == entity }
      return stride(from: 0, to: own.count, by: 50).map { own[$0..<min($0 + 50, own.count)] }
    }
  }
}

/// Begins a run of a month, or finds the one that has not ended.
package struct StartInvoiceRun: Act {
  package let month: Month
  /// Whether the worker of the house is to carry it out.
  package let isQueued: Bool

  package init(_ month: Month, queued: Bool = false) { (self.month, isQueued) = (month, queued) }

  package static let job = "invoicing.issue"

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> InvoiceRun {
    try viewer.demand(.issueInvoices)
    try transaction.lock("invoice runs")
    if month > HouseTime.mulhouse.day(of: now).month { throw Refusal.invalid("invoicing.problem.future", field: "month") }
    let id: ID<InvoiceRun>
    if let open = try transaction.openRun(of: month) {
      id = open.id
    } else {
      id = ID<InvoiceRun>.fresh(at: now)
      try transaction.run(
        """
        INSERT INTO invoice_runs (id, month, started_at, started_by, planned) VALUES (\(id), \(month), \(now), \(viewer.name), 0)
        """)
      try transaction.note("invoicing.run.start", on: "invoice-run/\(id)", by: viewer, at: now, after: month.description)
    }
    if isQueued { try transaction.queue(StartInvoiceRun.job, payload: id.text, due: now, once: "invoicing.issue/\(id)", at: now) }
    guard let run = try transaction.invoiceRun(id) else { throw Refusal.notFound }
    return run
  }
}

/// Says how many documents a run sets out to issue, beside those it has issued already.
struct PlanInvoiceRun: Act {
  let run: ID<InvoiceRun>
  let planned: Int

  func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.issueInvoices)
    let count = planned + (try transaction.issuedCount(of: run))
    try transaction.run("UPDATE invoice_runs SET planned = \(count) WHERE id = \(run) AND planned < \(count)")
  }
}

/// Ends a run, with what it refused.
struct EndInvoiceRun: Act {
  let run: ID<InvoiceRun>
  let refused: [PlannedDocument]

  func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.issueInvoices)
    try transaction.lock("invoice runs")
    for planned in refused { try transaction.keep(planned.problems, of: planned.draft, in: run) }
    try transaction.run("UPDATE invoice_runs SET ended_at = \(now) WHERE id = \(run) AND ended_at IS NULL")
  }
}
