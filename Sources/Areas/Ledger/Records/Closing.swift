import Kernel
import Secrets
import Store

extension ClosingKind: Bindable, Fetchable {}

/// A period that was closed: how many entries and how much went through it, what has gone through since the beginning, and the digest
/// of all of that over the closing before. It never changes.
package struct Closing: RowReadable, Sendable, Hashable {
  package let id: ID<Closing>
  package let entity: OrganisationID
  /// 1, 2, 3… in each entity.
  package let place: Int64
  package let kind: ClosingKind
  package let span: DaySpan
  package let count: Int64
  /// The sum of the debits of its entries.
  package let total: Money
  package let runningCount: Int64
  package let runningTotal: Money
  package let lastEntry: ID<Entry>?
  /// Over the digests of its entries.
  package let contentDigest: String
  package let previous: String
  package let digest: String
  package let closedAt: Instant
  package let closedBy: String

  package init(row: Row) throws {
    id = try row.get("id")
    entity = try row.get("entity")
    place = try row.get("place")
    kind = try row.get("kind")
    span = DaySpan(from: try row.get("from_day"), until: try row.get("until_day"))
    count = try row.get("entry_count")
    total = try row.get("total")
    runningCount = try row.get("running_count")
    runningTotal = try row.get("running_total")
    lastEntry = try row.get("last_entry")
    contentDigest = try row.get("content_digest")
    previous = try row.get("previous")
    digest = try row.get("digest")
    closedAt = try row.get("closed_at")
    closedBy = try row.get("closed_by")
  }
}

/// What went through a period, counted anew.
struct ClosingFigures: Sendable, Hashable {
  var count: Int64 = 0
  var total = Money.zero
  var runningCount: Int64 = 0
  var runningTotal = Money.zero
  var lastEntry: ID<Entry>?
  var contentDigest = ""

  func digest(of kind: ClosingKind, _ span: DaySpan, entity: OrganisationID, place: Int64, closedAt: Instant, after previous: String)
    -> String
  {
    let fields = [
      previous, entity.text, String(place), kind.rawValue, span.from.description, span.until?.description ?? "", String(count),
      String(total.cents), String(runningCount), String(runningTotal.cents), lastEntry?.text ?? "", contentDigest,
      String(closedAt.seconds),
    ]
    return Digest.sha256(fields.map { "\($0.utf8.count):\($0)" }.joined(separator: "\n"))
  }
}

extension Transaction {
  /// The newest first.
  package borrowing func closings(of entity: OrganisationID) throws -> [Closing] {
    try all("SELECT * FROM ledger_closings WHERE entity = \(entity) ORDER BY place DESC")
  }
  /// The first day that no closing of this kind covers; nil when there is none.
  package borrowing func closed(_ kind: ClosingKind, of entity: OrganisationID) throws -> Day? {
    try value("SELECT MAX(until_day) FROM ledger_closings WHERE entity = \(entity) AND kind = \(kind)") ?? nil
  }
  package borrowing func firstEntryDay(of entity: OrganisationID) throws -> Day? {
    try value("SELECT MIN(day) FROM ledger_entries WHERE entity = \(entity)") ?? nil
  }
  /// The legal entities that keep books here, those with entries first, in the order of their names.
  package borrowing func entitiesWithBooks() throws -> [OrganisationID] {
    try rows(
      """
      SELECT o.id, CASE WHEN EXISTS (SELECT 1 FROM ledger_entries e WHERE e.entity = o.id) THEN 0 ELSE 1 END AS rank FROM organisations o
      WHERE EXISTS (SELECT 1 FROM ledger_entries e WHERE e.entity = o.id)
        OR EXISTS (SELECT 1 FROM house_entities h WHERE h.organisation = o.id) ORDER BY rank, o.name_key, o.id
      """
    ).map { try $0.get("id") }
  }

  /// A day counts what was validated on it, by the clock of the house; a month and a year what bears their days.
  borrowing func closingFigures(_ kind: ClosingKind, _ span: DaySpan, of entity: OrganisationID, house: HouseTime) throws -> ClosingFigures
  {
    let until = span.until ?? span.from + 1
    let within: SQL
    let before: SQL
    if kind == .day {
      let (from, end) = (house.instant(on: span.from, hour: 0), house.instant(on: until, hour: 0))
      within = "entity = \(entity) AND validated_at >= \(from) AND validated_at < \(end)"
      before = "entity = \(entity) AND validated_at < \(end)"
    } else {
      within = "entity = \(entity) AND day >= \(span.from) AND day < \(until)"
      before = "entity = \(entity) AND day < \(until)"
    }
    var figures = ClosingFigures()
    var digests = ""
    for row in try rows("SELECT id, total, digest FROM ledger_entries WHERE \(within) ORDER BY year, number") {
      figures.count += 1
      figures.total += try row.get("total")
      figures.lastEntry = try row.get("id")
      digests += try row.get("digest") as String
    }
    let running = try first("SELECT COUNT(*) AS many, COALESCE(CAST(SUM(total) AS BIGINT), 0) AS total FROM ledger_entries WHERE \(before)")
    figures.runningCount = try running?.get("many") ?? 0
    figures.runningTotal = try running?.get("total") ?? .zero
    figures.contentDigest = Digest.sha256(digests)
    return figures
  }

  /// Writes the closing after the last one. Under the lock of the books.
  borrowing func close(
    _ kind: ClosingKind, _ span: DaySpan, of entity: OrganisationID, house: HouseTime, by name: String, at now: Instant
  ) throws -> ID<Closing> {
    let figures = try closingFigures(kind, span, of: entity, house: house)
    let last = try first("SELECT place, digest FROM ledger_closings WHERE entity = \(entity) ORDER BY place DESC LIMIT 1")
    let place = (try last?.get("place") ?? 0) + 1 as Int64
    let previous: String = try last?.get("digest") ?? ""
    let id = ID<Closing>.fresh(at: now)
    let digest = figures.digest(of: kind, span, entity: entity, place: place, closedAt: now, after: previous)
    try run(
      """
      INSERT INTO ledger_closings (id, entity, place, kind, from_day, until_day, entry_count, total, running_count, running_total, last_entry,
        content_digest, previous, digest, closed_at, closed_by)
      VALUES (\(id), \(entity), \(place), \(kind), \(span.from), \(span.until), \(figures.count), \(figures.total), \(figures.runningCount),
        \(figures.runningTotal), \(figures.lastEntry), \(figures.contentDigest), \(previous), \(digest), \(now), \(name))
      """)
    return id
  }
}
