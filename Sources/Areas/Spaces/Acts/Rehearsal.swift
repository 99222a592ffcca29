import Kernel
import Store

/// An act that was done, looked at, and undone with its transaction.
private struct Rehearsed<Seen: Sendable>: Error {
  let seen: Seen
}

extension Database {
  /// What an act would do, by doing it and undoing it: the very rules of the act decide, and nothing is kept. Throws what the act throws.
  package func rehearse<Deed: Act, Seen: Sendable>(
    _ act: Deed, for viewer: Viewer, at now: Instant, seeing look: @escaping @Sendable (borrowing Transaction, Deed.Outcome) throws -> Seen
  ) async throws -> Seen {
    do {
      return try await write { transaction -> Seen in
        let outcome = try act.perform(in: transaction, for: viewer, at: now)
        throw Rehearsed(seen: try look(transaction, outcome))
      }
    } catch let rehearsed as Rehearsed<Seen> { return rehearsed.seen }
  }
}

/// What a merge or a split would make of a level.
package struct ReshapingPreview: Sendable {
  package let level: Level
  package let old: [Cell]
  package let new: [Cell]
  /// What else is on the level on that day.
  package let around: [Cell]
  /// Who goes on in the new cells.
  package let goesOn: [HoldLine]
  /// What is out of service meanwhile.
  package let works: [HoldLine]

  init(_ transaction: borrowing Transaction, old: [ID<Cell>], new: [ID<Cell>], on day: Day) throws {
    self.old = try transaction.cells(old)
    self.new = try transaction.cells(new)
    guard let first = self.old.first, let level = try transaction.level(first.level) else { throw Refusal.notFound }
    self.level = level
    around = try transaction.cells(of: level.id, on: day).filter { !new.contains($0.id) }
    let blocked = try transaction.blockedLines(of: old + new, in: DaySpan(from: day - 3660, until: nil))
    let lines = try transaction.holdLines(Array(Set(blocked.map(\.hold))))
    goesOn = lines.filter { line in line.hold.kind != .works && line.cells.contains { new.contains($0.id) } }
    works = lines.filter { line in line.hold.kind == .works && (line.hold.span.until.map { $0 > day - 366 } ?? true) }
  }
}
