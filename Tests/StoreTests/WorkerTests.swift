import Foundation
import Kernel
import Logging
import Store
import Synchronization
import Testing
import Trials

@testable import Work

@Suite("Jobs and timetable") struct WorkerTests {
  struct Broken: Error {}

  /// A clock that is set by hand, and what was done.
  final class Hand: Sendable {
    let now = Mutex(Instant(seconds: 1_790_000_000))
    let done = Mutex<[String]>([])
    @Sendable func clock() -> Instant { now.withLock { $0 } }
    func pass(_ seconds: Int64) { now.withLock { $0 = $0 + seconds } }
    var log: [String] { done.withLock { $0 } }
  }

  static func worker(_ database: any Database, _ hand: Hand, timetable: [TimetableEntry] = []) -> Worker {
    let kinds = [
      JobKind("note") { payload, _, _ in hand.done.withLock { $0.append(payload) } },
      JobKind("search", isLong: true) { payload, _, _ in hand.done.withLock { $0.append(payload) } },
      JobKind("fail") { payload, _, _ in
        hand.done.withLock { $0.append("fail") }
        throw Broken()
      },
    ]
    var logger = Logger(label: "worker")
    logger.logLevel = .critical
    return Worker(database: database, kinds: kinds, timetable: timetable, logger: logger, clock: hand.clock)
  }

  @Test(arguments: TrialStore.engines) func inTheOrderTheyFallDue(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Jobs.migrations) { database in
      let hand = Hand()
      let now = hand.clock()
      try await database.write { transaction in
        try transaction.queue("note", payload: "second", due: now, at: now)
        try transaction.queue("note", payload: "first", due: now - 10, at: now)
        try transaction.queue("note", payload: "later", due: now + 60, at: now)
        try transaction.queue("unknown", due: now, at: now)
        for _ in 0..<2 { try transaction.queue("note", payload: "once", due: now - 5, once: "only", at: now) }
      }
      let worker = Self.worker(database, hand)
      #expect(try await worker.runEverythingDue() == 3)
      #expect(hand.log == ["first", "once", "second"])
      hand.pass(61)
      #expect(try await worker.runEverythingDue() == 1)
      #expect(hand.log.last == "later")
    }
  }

  @Test(arguments: TrialStore.engines) func nothingShortWaitsBehindWhatIsLong(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Jobs.migrations) { database in
      let hand = Hand()
      let now = hand.clock()
      try await database.write { transaction in
        for number in 1...2 { try transaction.queue("search", payload: "long \(number)", due: now - 10, at: now) }
        try transaction.queue("note", payload: "short", due: now, at: now)
      }
      let worker = Self.worker(database, hand)
      #expect(try await worker.runNext(lane: 1, takesLong: false))
      #expect(hand.log == ["short"])
      #expect(try await worker.runNext(lane: 1, takesLong: false) == false)
      #expect(try await worker.runNext(lane: 2))
      #expect(hand.log == ["short", "long 1"])
      #expect(try await worker.runEverythingDue() == 1)
    }
  }

  @Test(arguments: TrialStore.engines) func triedAgainThenGivenUp(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Jobs.migrations) { database in
      let hand = Hand()
      try await database.write { try $0.queue("fail", due: hand.clock(), at: hand.clock()) }
      let worker = Self.worker(database, hand)
      #expect(try await worker.runEverythingDue() == 1)
      // Not before its time: half a minute, then two minutes.
      hand.pass(29)
      #expect(try await worker.runEverythingDue() == 0)
      for _ in 1..<Worker.mostTries {
        hand.pass(21_600)
        #expect(try await worker.runEverythingDue() == 1)
      }
      hand.pass(100_000)
      #expect(try await worker.runEverythingDue() == 0)
      let row = try await database.read { try $0.first("SELECT tries, last_error, failed_at IS NOT NULL AS failed FROM jobs") }
      #expect(row?.values == [.integer(8), .text("Broken()"), .integer(1)])
    }
  }

  @Test(arguments: TrialStore.engines) func deadClaimsComeFree(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Jobs.migrations) { database in
      let hand = Hand()
      try await database.write { transaction in
        try transaction.queue("note", payload: "x", due: hand.clock(), at: hand.clock())
        try transaction.run("UPDATE jobs SET claimed_at = \(hand.clock()), claimed_by = 'dead', tries = 1")
      }
      let worker = Self.worker(database, hand)
      #expect(try await worker.runEverythingDue() == 0)
      hand.pass(Worker.patience + 1)
      #expect(try await worker.runEverythingDue() == 1)
    }
  }

  @Test(arguments: TrialStore.engines) func severalWorkersRunEachOnce(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Jobs.migrations) { database in
      let hand = Hand()
      let timetable = [TimetableEntry("note", .every(minutes: 5)), TimetableEntry("fail", .daily(hour: 3, minute: 0))]
      try await database.write { transaction in
        for number in 0..<30 { try transaction.queue("note", payload: "\(number)", due: hand.clock(), at: hand.clock()) }
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<3 {
          let worker = Self.worker(database, hand, timetable: timetable)
          group.addTask { _ = try await worker.runEverythingDue() }
        }
        try await group.waitForAll()
      }
      #expect(hand.log.count == 32)
      #expect(Set(hand.log).count == 32)
      // A day asleep: each entry is due once, not once for each time missed.
      hand.pass(86_400)
      #expect(try await Self.worker(database, hand, timetable: timetable).runEverythingDue() >= 2)
      #expect(hand.log.filter { $0 == "" }.count == 2)
    }
  }

  @Test(
    "Daily entries follow the wall clock",
    arguments: [
      // In summer 03:00 in Mulhouse is 01:00 in UTC, in winter 02:00.
      ("2026-07-10T02:00:00Z", "2026-07-10T01:00:00Z"), ("2026-07-10T00:59:59Z", "2026-07-09T01:00:00Z"),
      ("2026-12-10T02:00:00Z", "2026-12-10T02:00:00Z"),
      // On 25 October 2026 the clock goes back at 03:00 summer time.
      ("2026-10-25T02:00:00Z", "2026-10-25T02:00:00Z"), ("2026-10-25T01:59:00Z", "2026-10-24T01:00:00Z"),
    ])
  func daily(now: String, expected: String) throws {
    let entry = TimetableEntry("x", .daily(hour: 3, minute: 0))
    #expect(entry.lastOccurrence(before: try #require(Instant(iso: now)), .mulhouse).iso == expected)
  }

  @Test(
    "Times that come twice or never",
    arguments: [
      ("2026-10-25", 2, 30, "2026-10-25T00:30:00Z"), ("2026-03-29", 2, 30, "2026-03-29T01:30:00Z"),
      ("2026-03-29", 3, 0, "2026-03-29T01:00:00Z"),
      ("2026-03-29", 1, 59, "2026-03-29T00:59:00Z"), ("2026-10-25", 3, 0, "2026-10-25T02:00:00Z"),
      ("2026-06-01", 0, 0, "2026-05-31T22:00:00Z"),
    ])
  func wallClock(day: String, hour: Int, minute: Int, expected: String) throws {
    #expect(HouseTime.mulhouse.instant(on: try #require(Day(day)), hour: hour, minute: minute).iso == expected)
  }
}
