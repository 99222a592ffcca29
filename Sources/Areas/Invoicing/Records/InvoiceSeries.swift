import Kernel
import Store

extension SeriesPurpose: Bindable, Fetchable {}

/// One continuous sequence of numbers of one legal entity, with the reason it is kept for.
package struct InvoiceSeries: RowReadable, Sendable, Hashable {
  package let id: ID<InvoiceSeries>
  package let entity: OrganisationID
  package let purpose: SeriesPurpose
  package let prefix: String
  package let reason: String
  package let openedAt: Instant

  package init(row: Row) throws {
    id = try row.get("id")
    entity = try row.get("entity")
    purpose = try row.get("purpose")
    prefix = try row.get("prefix")
    reason = try row.get("reason")
    openedAt = try row.get("opened_at")
  }
}

extension Transaction {
  /// Whoever takes a number of an entity takes these first: its numbers, and its books, in which every document is written.
  borrowing func lockNumbers(of entity: OrganisationID) throws {
    try lock("invoices/\(entity)")
    try lock("ledger/\(entity)")
  }
}

/// Where a series stands: its last place, day and digest.
struct SeriesEnd: RowReadable, Sendable {
  let place: Int64
  let day: Day
  let digest: String

  init(row: Row) throws {
    place = try row.get("place")
    day = try row.get("issue_day")
    digest = try row.get("digest")
  }
}

extension Transaction {
  package borrowing func invoiceSeries() throws -> [InvoiceSeries] { try all("SELECT * FROM invoice_series ORDER BY entity, purpose") }

  /// The series of the entity for that purpose; credit notes stand among the invoices where they have none of their own.
  package borrowing func invoiceSeries(of entity: OrganisationID, for purpose: SeriesPurpose) throws -> InvoiceSeries? {
    let own: InvoiceSeries? = try one("SELECT * FROM invoice_series WHERE entity = \(entity) AND purpose = \(purpose)")
    if own == nil, purpose == .credits { return try invoiceSeries(of: entity, for: .invoices) }
    return own
  }

  /// The last document of a series; nil while it has none. Asked under the lock of the series.
  borrowing func end(of series: InvoiceSeries) throws -> SeriesEnd? {
    series.purpose == .deposits
      ? try one("SELECT place, issue_day, digest FROM deposit_calls WHERE series = \(series.id) ORDER BY place DESC LIMIT 1")
      : try one("SELECT place, issue_day, digest FROM invoices WHERE series = \(series.id) ORDER BY place DESC LIMIT 1")
  }
}
