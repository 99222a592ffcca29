import Foundation
import Kernel
import Store
import Web

/// An order to issue what a month owes: kept so that its progress can be seen, and taken up again after a fall.
package struct InvoiceRun: RowReadable, Sendable {
  package let id: ID<InvoiceRun>
  package let month: Month
  package let startedAt: Instant
  package let startedBy: String
  /// How many documents it set out to issue.
  package let planned: Int
  package let endedAt: Instant?

  package init(row: Row) throws {
    id = try row.get("id")
    month = try row.get("month")
    startedAt = try row.get("started_at")
    startedBy = try row.get("started_by")
    planned = try row.get("planned")
    endedAt = try row.get("ended_at")
  }
}

/// A document that a run could not issue, with every reason.
package struct InvoiceRefusal: RowReadable, Sendable {
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let part: DocumentPart
  package let problems: [Problem]

  package init(row: Row) throws {
    entity = try row.get("entity")
    customer = try row.get("customer")
    part = try row.get("part")
    let text: String = try row.get("problems")
    problems = try JSONDecoder().decode([Problem].self, from: Data(text.utf8))
  }
}

extension DocumentPart: Bindable, Fetchable {}

extension Transaction {
  package borrowing func invoiceRun(_ id: ID<InvoiceRun>) throws -> InvoiceRun? { try one("SELECT * FROM invoice_runs WHERE id = \(id)") }
  /// Newest first.
  package borrowing func invoiceRuns(of month: Month) throws -> [InvoiceRun] {
    try all("SELECT * FROM invoice_runs WHERE month = \(month) ORDER BY started_at DESC, id DESC")
  }
  /// The one that has not ended.
  package borrowing func openRun(of month: Month) throws -> InvoiceRun? {
    try one("SELECT * FROM invoice_runs WHERE month = \(month) AND ended_at IS NULL ORDER BY started_at, id LIMIT 1")
  }
  package borrowing func issuedCount(of run: ID<InvoiceRun>) throws -> Int {
    try value("SELECT COUNT(*) FROM invoices WHERE run = \(run)") ?? 0
  }
  package borrowing func refusals(of run: ID<InvoiceRun>) throws -> [InvoiceRefusal] {
    try all("SELECT * FROM invoice_refusals WHERE run = \(run) ORDER BY entity, customer, part")
  }
  borrowing func keep(_ problems: [Problem], of draft: DocumentDraft, in run: ID<InvoiceRun>) throws {
    let text = String(decoding: try JSON.bytes(of: problems), as: UTF8.self)
    try self.run(
      """
      INSERT INTO invoice_refusals (run, entity, customer, part, problems)
      VALUES (\(run), \(draft.entity), \(draft.customer), \(draft.part), \(text))
      ON CONFLICT (run, entity, customer, part) DO UPDATE SET problems = excluded.problems
      """)
  }
}
