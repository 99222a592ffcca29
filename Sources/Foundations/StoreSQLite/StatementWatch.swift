import GRDBSQLite

/// Ends a statement that takes too long, as the other engine's `statement_timeout` does.
///
/// SQLite asks it once in so many steps of its machine; the clock is not read for the short statements that nearly all are.
final class StatementWatch {
  private static let steps: Int32 = 100_000
  let seconds: Int
  private let handle: OpaquePointer
  private var began: ContinuousClock.Instant?
  private(set) var isOver = false

  /// Watches what runs on the connection for as long as it lives itself: no longer than a transaction.
  init(over handle: OpaquePointer, seconds: Int) {
    (self.handle, self.seconds) = (handle, seconds)
    let itself = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_progress_handler(
      handle, StatementWatch.steps, { $0.map { Unmanaged<StatementWatch>.fromOpaque($0).takeUnretainedValue().look() } ?? 0 }, itself)
  }
  deinit { sqlite3_progress_handler(handle, 0, nil, nil) }

  /// Begins to count anew.
  func restart() {
    began = nil
    isOver = false
  }

  /// Not 0 ends the statement.
  private func look() -> Int32 {
    guard let began else {
      began = .now
      return 0
    }
    isOver = ContinuousClock.now - began > .seconds(seconds)
    return isOver ? 1 : 0
  }
}
