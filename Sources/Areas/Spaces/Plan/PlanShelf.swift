import Kernel
import Store
import Synchronization
import Web

/// Holds the snapshot of the present version of the plan. Whoever asks gets what was committed before they asked: the shelf looks at the
/// database again, but those who ask while it looks share the next look.
package final class PlanShelf: Sendable {
  private typealias Look = Task<PlanSnapshot, any Error>
  private struct Held {
    var snapshot: PlanSnapshot?
    var running: (number: Int, look: Look)?
    /// Has not begun: what it will see is not older than anybody who joins it.
    var next: (number: Int, look: Look)?
    var count = 0
  }
  private let held = Mutex(Held())

  package init() {}

  /// The plan as it is now.
  package func snapshot(for visit: Visit) async throws -> PlanSnapshot {
    try await snapshot(of: visit.database, today: visit.today, now: visit.now, house: visit.house)
  }

  package func snapshot(of database: any Database, today: Day, now: Instant, house: HouseTime) async throws -> PlanSnapshot {
    let look = held.withLock { held -> Look in
      if let next = held.next { return next.look }
      held.count += 1
      let number = held.count
      let before = held.running?.look
      let look = Look(operation: { [self] in
        if let before { _ = await before.result }
        begin(number)
        defer { end(number) }
        return try await see(database, today: today, now: now, house: house)
      })
      if before == nil { held.running = (number, look) } else { held.next = (number, look) }
      return look
    }
    let snapshot = try await look.value
    // Another's midnight was not mine.
    return snapshot.stamp.today == today ? snapshot : try await see(database, today: today, now: now, house: house)
  }

  private func begin(_ number: Int) {
    held.withLock { held in
      guard let next = held.next, next.number == number else { return }
      (held.running, held.next) = (next, nil)
    }
  }
  private func end(_ number: Int) { held.withLock { held in if held.running?.number == number { held.running = nil } } }

  private func see(_ database: any Database, today: Day, now: Instant, house: HouseTime) async throws -> PlanSnapshot {
    let known = held.withLock { $0.snapshot }
    let snapshot = try await database.read { transaction in
      if let known, try PlanSnapshot.stamp(transaction, today: today, since: known.stamp.since) == known.stamp { return known }
      // Whose change began earlier than this before it was kept does not exist: statements are ended long before.
      let stamp = try PlanSnapshot.stamp(transaction, today: today, since: now - 300)
      if let known, known.stamp.version == stamp.version, known.stamp.today == today,
        try SnapshotReading.holders(transaction, today: today) == known.timeline.holders
      {
        return PlanSnapshot(known, stamp: stamp)
      }
      return try PlanSnapshot(transaction, stamp: stamp, house: house, after: known)
    }
    held.withLock { $0.snapshot = snapshot }
    return snapshot
  }
}
