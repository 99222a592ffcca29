import Kernel
import Store
import Synchronization

/// The timeline in memory with what is derived from it once: the lines of each level, the days of change, the figures of the months.
/// It never changes; another version of the plan makes another snapshot.
package final class PlanSnapshot: Sendable {
  package let timeline: Timeline
  package let stamp: Stamp
  package let geometries: [LevelGeometry]
  private let features: [[LevelGeometry.Feature]]
  package let changes: PlanChanges
  package let links: [LinkedPair]
  package let bodies: BodyCache
  private let derived: Derived

  /// Made when it is first asked for.
  private final class Derived: Sendable {
    let series = Mutex<[HousePart: OccupancySeries]>([:])
    let sentences = Mutex<[SentenceShelf.Reader: SentenceShelf]>([:])
    let others = Mutex<[ObjectIdentifier: any Sendable]>([:])
  }

  /// What a snapshot was made from. It is stale when any of these is another.
  package struct Stamp: Hashable, Sendable {
    package let version: Int
    package let today: Day
    /// Lines of the audit since some minutes before the snapshot was read, how many and the sum of their times: the names of organisations
    /// change without the plan.
    package let since: Instant
    package let lines: Int64
    package let times: Int64
  }

  /// - Parameter before: an older plan, of which the lines are taken that are still the same.
  package init(_ transaction: borrowing Transaction, stamp: Stamp, house: HouseTime, after before: PlanSnapshot? = nil) throws {
    let reading = try SnapshotReading(transaction, today: stamp.today, house: house)
    timeline = try reading.timeline(transaction, version: stamp.version)
    self.stamp = stamp
    (bodies, derived) = (BodyCache(limit: 16 << 20), Derived())
    (links, features) = (reading.ground.links, reading.ground.features)
    (range, figures) = (PlanSnapshot.range(of: timeline), timeline.occupancy(on: stamp.today))
    changes = PlanChanges(timeline)
    let timeline = timeline
    if let before, before.features == features, before.timeline.levels == timeline.levels, before.timeline.cells == timeline.cells {
      geometries = before.geometries
      return
    }
    geometries = timeline.levels.indices.map { level in
      let cells = timeline.cellsOfLevel[level].map { (place: $0, cell: timeline.cells[$0]) }
      return LevelGeometry(timeline.levels[level], cells: cells, features: reading.ground.features[level])
    }
  }

  /// The same plan, looked at again and found unchanged.
  init(_ known: PlanSnapshot, stamp: Stamp) {
    self.stamp = stamp
    (timeline, geometries, features) = (known.timeline, known.geometries, known.features)
    (changes, links) = (known.changes, known.links)
    (bodies, derived) = (known.bodies, known.derived)
    (range, figures) = (known.range, known.figures)
  }

  /// One small query.
  package static func stamp(_ transaction: borrowing Transaction, today: Day, since: Instant) throws -> Stamp {
    let row = try transaction.first(
      """
      SELECT version, (SELECT COUNT(*) FROM audit WHERE at > \(since)) AS lines,
        (SELECT CAST(COALESCE(SUM(at), 0) AS BIGINT) FROM audit WHERE at > \(since)) AS times
      FROM plan_version WHERE id = 1
      """)
    guard let row else { throw StoreError(.decoding, "plan_version has no line") }
    return Stamp(
      version: try row.get("version"), today: today, since: since, lines: try row.get("lines"), times: try row.get("times"))
  }

  /// The months one can look at: from the first year anything is known of, to four years on, and at least 2017 to 2030.
  package let range: (first: Month, last: Month)

  private static func range(of timeline: Timeline) -> (first: Month, last: Month) {
    let known = [timeline.holds.map(\.madeOn).min(), timeline.cells.map(\.span.from).min()].compactMap { $0?.year }
    let first = max(1990, min(known.min() ?? 2017, 2017))
    return (Month(year: first, month: 1), Month(year: max(2030, timeline.today.year + 4), month: 12))
  }

  /// The figures of today, which the house shows on its first page.
  package let figures: Occupancy

  /// The occupancy of the whole house on the first day of each month of the range.
  package var series: OccupancySeries { series(of: .whole) }

  package func series(of part: HousePart) -> OccupancySeries {
    if let known = derived.series.withLock({ $0[part] }) { return known }
    let range = range
    let made = OccupancySeries(timeline, from: range.first, through: range.last) { part.contains($0, in: timeline) }
    derived.series.withLock { $0[part] = made }
    return made
  }

  /// What all searches of this plan share.
  package var ground: SearchGround { once { SearchGround(timeline, links: links) } }

  /// The sentences of cells that were said before; nil of whoever is told only of the promises to some, who are too many to keep for.
  package func sentences(for sight: PlanSight, in language: Language) -> SentenceShelf? {
    guard let reader = SentenceShelf.Reader(sight, language) else { return nil }
    return derived.sentences.withLock { known in
      if let shelf = known[reader] { return shelf }
      let made = SentenceShelf()
      known[reader] = made
      return made
    }
  }

  private struct NameOrder: Sendable { let holders: [Int] }
  /// All holders as a person looks for names.
  package var holdersByName: [Int] {
    once {
      NameOrder(holders: timeline.holders.enumerated().map { (place: $0, key: $1.name.folded) }.sorted { $0.key < $1.key }.map(\.place))
    }
    .holders
  }

  /// What an area makes of this plan as it is today, made once for each type.
  package func once<Value: Sendable>(_ make: () -> Value) -> Value {
    let key = ObjectIdentifier(Value.self)
    if let known = derived.others.withLock({ $0[key] }) as? Value { return known }
    let made = make()
    derived.others.withLock { $0[key] = made }
    return made
  }
}
