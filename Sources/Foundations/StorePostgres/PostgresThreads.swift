import Foundation
import Store

/// The threads that talk to the server, one for each connection, fed from one queue in the order of asking.
/// A statement blocks its thread, so these are not threads that anything else needs.
final class PostgresThreads: Sendable {
  typealias Task = @Sendable (PostgresDesk) -> Void

  private final class Queue: @unchecked Sendable {
    let condition = NSCondition()
    // Everything below is touched only while `condition` is locked.
    var tasks: [Task?] = []
    var next = 0
    var isClosed = false
    var running = 0

    func take() -> Task? {
      condition.lock()
      defer { condition.unlock() }
      while next == tasks.count, !isClosed { condition.wait() }
      guard next < tasks.count else { return nil }
      defer {
        // With the task goes what it holds: a plan of the house that nobody else looks at any more may be among it.
        tasks[next] = nil
        next += 1
        // The front is dropped in bulk, so that a task costs the same however long the queue.
        if next > 256 {
          tasks.removeFirst(next)
          next = 0
        }
      }
      return tasks[next]
    }
  }
  private let queue = Queue()

  init(count: Int, settings: PostgresSettings, lockPrefix: String) {
    queue.running = count
    for number in 1...count {
      let thread = Thread { [queue] in
        let desk = PostgresDesk(settings, lockPrefix: lockPrefix)
        while let task = queue.take() { task(desk) }
        desk.close()
        queue.condition.lock()
        queue.running -= 1
        queue.condition.broadcast()
        queue.condition.unlock()
      }
      thread.name = "postgres \(number)"
      thread.start()
    }
  }

  /// False when closed.
  func add(_ task: @escaping Task) -> Bool {
    queue.condition.lock()
    defer { queue.condition.unlock() }
    if queue.isClosed { return false }
    queue.tasks.append(task)
    queue.condition.signal()
    return true
  }

  /// Lets what is queued end, and the threads with it.
  func close() {
    queue.condition.lock()
    queue.isClosed = true
    queue.condition.broadcast()
    queue.condition.unlock()
  }

  func waitUntilClosed() {
    queue.condition.lock()
    while queue.running > 0 { queue.condition.wait() }
    queue.condition.unlock()
  }
}
