import Foundation
import Store

/// The threads that talk to the server, one for each connection, fed from one queue in the order of asking. Who worked last works next: the
/// statements of whatever goes on are prepared on its connection, and as long as one is enough the others sleep.
/// A statement blocks its thread, so these are not threads that anything else needs.
final class PostgresThreads: Sendable {
  typealias Task = @Sendable (PostgresDesk) -> Void

  private final class Queue: @unchecked Sendable {
    let lock = NSLock()
    // Everything below is touched only under `lock`.
    var tasks: [Task?] = []
    var next = 0
    var isClosed = false
    /// Those who wait for a task, whoever worked last at the end.
    var idle: [DispatchSemaphore] = []

    /// What is to be done next; waits for it. Nothing when closed and all is done.
    func take(_ bell: DispatchSemaphore) -> Task? {
      while true {
        lock.lock()
        if next < tasks.count {
          defer { lock.unlock() }
          return first()
        }
        if isClosed {
          lock.unlock()
          return nil
        }
        idle.append(bell)
        lock.unlock()
        bell.wait()
      }
    }

    private func first() -> Task? {
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
  private let running = DispatchGroup()

  init(count: Int, settings: PostgresSettings, lockPrefix: String) {
    for number in 1...count {
      running.enter()
      let thread = Thread { [queue, running] in
        let desk = PostgresDesk(settings, lockPrefix: lockPrefix)
        let bell = DispatchSemaphore(value: 0)
        while let task = queue.take(bell) { task(desk) }
        desk.close()
        running.leave()
      }
      thread.name = "postgres \(number)"
      thread.start()
    }
  }

  /// False when closed.
  func add(_ task: @escaping Task) -> Bool {
    queue.lock.lock()
    defer { queue.lock.unlock() }
    if queue.isClosed { return false }
    queue.tasks.append(task)
    queue.idle.popLast()?.signal()
    return true
  }

  /// Lets what is queued end, and the threads with it.
  func close() {
    queue.lock.lock()
    queue.isClosed = true
    for bell in queue.idle { bell.signal() }
    queue.idle = []
    queue.lock.unlock()
  }

  func waitUntilClosed() { running.wait() }
}
