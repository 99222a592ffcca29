import Kernel
import Store

extension TimetableEntry {
  /// The last time it fell due, on or before `now`.
  package func lastOccurrence(before now: Instant, _ time: HouseTime) -> Instant {
    switch rhythm {
    case .every(let minutes):
      let step = Int64(max(1, minutes)) * 60
      return Instant(seconds: now.seconds - ((now.seconds % step) + step) % step)
    case .daily(let hour, let minute):
      let today = time.day(of: now)
      let due = time.instant(on: today, hour: hour, minute: minute)
      return due <= now ? due : time.instant(on: today - 1, hour: hour, minute: minute)
    }
  }

  fileprivate func key(of occurrence: Instant) -> String { "timetable/\(kind)/\(occurrence.iso)" }
}

extension Worker {
  /// Queues each entry once for its last occurrence, however many workers do so. What was missed while nobody worked is done once, not again
  /// for each time missed.
  func queueTimetable(at now: Instant) async throws {
    let due = timetable.map { entry in (entry, entry.lastOccurrence(before: now, time)) }
    if due.isEmpty { return }
    let keys = due.map { entry, occurrence in entry.key(of: occurrence) }
    let queued = try await database.read { transaction in
      Set(try transaction.rows("SELECT once_key FROM jobs WHERE once_key IN \(list: keys)").map { try $0.get("once_key") as String })
    }
    let missing = due.filter { entry, occurrence in !queued.contains(entry.key(of: occurrence)) }
    if missing.isEmpty { return }
    try await database.write { transaction in
      try transaction.lock("jobs")
      for (entry, occurrence) in missing {
        try transaction.queue(entry.kind, due: occurrence, once: entry.key(of: occurrence), at: now)
      }
      // Done long ago and of no further use; jobs with a key of their own stay, as the proof that they were done.
      try transaction.run(
        "DELETE FROM jobs WHERE done_at < \(now + -30 * 86_400) AND (once_key IS NULL OR once_key LIKE 'timetable/%')")
    }
  }
}
