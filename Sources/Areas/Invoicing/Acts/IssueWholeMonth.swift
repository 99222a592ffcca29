import Kernel
import Store

/// Issues everything a month owes in one transaction, as when a past is lived again. What is refused is kept with the run, as by
/// `IssueInvoices`; a refusal that nobody foresaw takes all of it back.
package struct IssueWholeMonth: Act {
  package let month: Month
  package let desk: InvoiceDesk

  package init(_ month: Month, desk: InvoiceDesk) { (self.month, self.desk) = (month, desk) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> IssueInvoices.Report {
    try viewer.demand(.issueInvoices)
    let plan = try desk.plan(PlanQuestion(month: month, day: HouseTime.mulhouse.day(of: now)), in: transaction)
    if plan.documents.isEmpty { return IssueInvoices.Report(run: nil) }
    let run = try StartInvoiceRun(month).perform(in: transaction, for: viewer, at: now)
    try PlanInvoiceRun(run: run.id, planned: plan.documents.count).perform(in: transaction, for: viewer, at: now)
    var report = IssueInvoices.Report(run: run.id)
    let order = IssueOrder(viewer, run: run.id, named: run.startedBy)
    report.refused = plan.documents.filter { !$0.problems.isEmpty }
    for few in plan.batches {
      let issued = try IssueDocuments(drafts: few, book: plan.book, order: order).perform(in: transaction, for: viewer, at: now)
      report.issued += issued.compactMap(\.self)
    }
    try EndInvoiceRun(run: run.id, refused: report.refused).perform(in: transaction, for: viewer, at: now)
    return report
  }
}
