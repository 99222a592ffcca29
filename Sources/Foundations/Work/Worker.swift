import Kernel
import Logging
import ServiceLifecycle
import Store

/// Runs what is due: claims one job at a time in each lane, and queues the timetable. Several workers share the work.
/// The first lane keeps to what is short.
package struct Worker: Service {
  let database: any Database
  let kinds: [String: JobKind]
  let timetable: [TimetableEntry]
  /// Tells this worker from others in claims; unique to the process.
  let name: String
  let logger: Logger
  let lanes: Int
  let clock: @Sendable () -> Instant
  let time: HouseTime

  /// How often a lane without work looks again.
  private static let pause: Duration = .seconds(1)

  package init(
    database: any Database, kinds: [JobKind], timetable: [TimetableEntry] = [], logger: Logger, lanes: Int = 2,
    time: HouseTime = .mulhouse, clock: @escaping @Sendable () -> Instant = { Instant.clock }
  ) {
    self.database = database
    self.kinds = Dictionary(kinds.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.timetable = timetable
    self.logger = logger
    self.lanes = max(1, lanes)
    self.time = time
    self.clock = clock
    name = "worker-" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
  }

  /// Works until the program stops; a job that has begun is let end.
  package func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      for lane in 1...lanes { group.addTask { await work(lane) } }
    }
  }

  private func work(_ lane: Int) async {
    while !Task.isCancelled && !Task.isShuttingDownGracefully {
      var ran = 0
      do {
        if lane == 1 { try await queueTimetable(at: clock()) }
        ran = try await runNext(lane: lane, takesLong: lane > 1 || lanes == 1) ? 1 : 0
      } catch {
        // The program ends before it has begun, such as on a port that is taken.
        if Task.isCancelled { return }
        logger.error("the worker cannot reach its jobs", metadata: ["error": "\(error)", "lane": "\(lane)"])
        await rest(.seconds(5))
      }
      if ran == 0 { await rest(Worker.pause) }
    }
  }

  private func rest(_ pause: Duration) async {
    try? await cancelWhenGracefulShutdown { try await Task.sleep(for: pause) }
  }

  /// Queues the timetable, then runs every job that is due; how many ran. For the command line and for tests.
  @discardableResult
  package func runEverythingDue() async throws -> Int {
    try await queueTimetable(at: clock())
    var count = 0
    while try await runNext(lane: 1) { count += 1 }
    return count
  }
}
