import Kernel
import Store
import Work

/// Tells the house and the holder that an option or an offer is about to expire: fourteen days before, and again three days before.
/// Run again, it writes nothing twice.
package struct RemindOfExpiry: Act {
  package init() {}

  /// How many holds were reminded of.
  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    try viewer.demand(.writeHolds)
    try transaction.lock(planLock)
    let today = HouseTime.mulhouse.day(of: now)
    let deciders = try transaction.deciders(on: today)
    let house = try transaction.houseName(on: today)
    var count = 0
    for line in try transaction.holdLines(expiringFrom: today + 1, before: today + 15) {
      guard let expiry = line.hold.expiresOn else { continue }
      let notice = expiry - today <= 3 ? 3 : 14
      let isNew = try transaction.run(
        """
        INSERT INTO hold_reminders (hold, expires_on, notice, sent_at) VALUES (\(line.hold.id), \(expiry), \(notice), \(now))
        ON CONFLICT (hold, expires_on, notice) DO NOTHING
        """)
      if isNew == 0 { continue }
      count += 1
      try transaction.write("expiring", about: line.hold.id, at: now)
      for decider in deciders {
        let arguments = SpaceLetters.arguments(line, from: house, in: decider.language)
        try transaction.post(SpaceLetters.letter("expiringHouse", to: decider, arguments), about: line.hold.subject, at: now)
      }
    }
    return count
  }
}

/// What falls due by itself in this area.
package enum SpacesTimetable {
  package static let jobs = [
    JobKind("spaces.expire") { _, database, now in
      _ = try await database.perform(ExpireHolds(), for: .house, at: now)
      _ = try await database.perform(RemindOfExpiry(), for: .house, at: now)
    }
  ]
  package static let entries = [TimetableEntry("spaces.expire", .daily(hour: 0, minute: 10))]
}
