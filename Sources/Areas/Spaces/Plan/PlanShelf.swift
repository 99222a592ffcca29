import Kernel
import Store
import Synchronization
import Web

/// Holds the snapshot of the present version of the plan. Those who find it stale together wait for one reading.
package final class PlanShelf: Sendable {
  private struct Held {
    var snapshot: PlanSnapshot?
    var reading: (stamp: PlanSnapshot.Stamp, task: Task<PlanSnapshot, any Error>)?
  }
  private let held = Mutex(Held())

  package init() {}

  /// The plan as it is now: what was committed before the request is in it.
  package func snapshot(for visit: Visit) async throws -> PlanSnapshot {
    try await snapshot(of: visit.database, today: visit.today, now: visit.now, house: visit.house)
  }

  package func snapshot(of database: any Database, today: Day, now: Instant, house: HouseTime) async throws -> PlanSnapshot {
    let stamp = try await database.read { try PlanSnapshot.stamp($0, today: today, now: now) }
    if let known = held.withLock({ $0.snapshot }), known.stamp == stamp { return known }
    let task = held.withLock { held -> Task<PlanSnapshot, any Error> in
      if let reading = held.reading, reading.stamp == stamp { return reading.task }
      let known = held.snapshot
      let task = Task { try await PlanShelf.read(database, today: today, now: now, house: house, known: known) }
      held.reading = (stamp, task)
      return task
    }
    let result = await task.result
    return try held.withLock { held in
      if held.reading?.stamp == stamp { held.reading = nil }
      let snapshot = try result.get()
      // A slower reading of an older version does not take the place of a newer one.
      if held.snapshot.map({ $0.stamp.version <= snapshot.stamp.version }) ?? true { held.snapshot = snapshot }
      return snapshot
    }
  }

  private static func read(
    _ database: any Database, today: Day, now: Instant, house: HouseTime, known: PlanSnapshot?
  ) async throws -> PlanSnapshot {
    try await database.read { transaction in
      let stamp = try PlanSnapshot.stamp(transaction, today: today, now: now)
      if let known, known.stamp.version == stamp.version, known.stamp.today == today {
        let holders = try SnapshotReading.holders(transaction, today: today)
        if holders == known.timeline.holders { return PlanSnapshot(known, stamp: stamp) }
      }
      return try PlanSnapshot(transaction, stamp: stamp, house: house)
    }
  }
}
