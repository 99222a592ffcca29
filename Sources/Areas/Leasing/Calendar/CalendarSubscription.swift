import Kernel
import People
import Store

/// A secret address at which a calendar program reads the days a person may know of, without signing in. Only the digest of the secret is kept; what is
/// shown follows the roles the person has when it is read.
package struct CalendarSubscription: RowReadable, Sendable {
  package let id: ID<CalendarSubscription>
  package let person: PersonID
  package let name: String
  package let madeAt: Instant
  package let readAt: Instant?

  package init(row: Row) throws {
    id = try row.get("id")
    person = try row.get("person")
    name = try row.get("name")
    madeAt = try row.get("made_at")
    readAt = try row.get("read_at")
  }

  package static let mostOfOnePerson = 20
  /// Reading is noted once in an hour.
  static let grain: Int64 = 3600
}

extension LeasingTables {
  static let subscriptionTables = Migration(
    "leasing 009: subscriptions to the calendar of letting",
    """
    CREATE TABLE calendar_subscriptions (
      id TEXT PRIMARY KEY, digest TEXT NOT NULL UNIQUE, person TEXT NOT NULL REFERENCES persons (id), name TEXT NOT NULL,
      made_at BIGINT NOT NULL, read_at BIGINT, ended_at BIGINT
    )
    ;;
    CREATE INDEX calendar_subscriptions_by_person ON calendar_subscriptions (person)
    """)
}

extension Transaction {
  /// Those that stand, the latest first.
  package borrowing func calendarSubscriptions(of person: PersonID) throws -> [CalendarSubscription] {
    try all("SELECT * FROM calendar_subscriptions WHERE person = \(person) AND ended_at IS NULL ORDER BY made_at DESC, id")
  }
  borrowing func calendarSubscription(digest: String) throws -> CalendarSubscription? {
    try one("SELECT * FROM calendar_subscriptions WHERE digest = \(digest) AND ended_at IS NULL")
  }
}

/// Makes an address for a calendar program of whoever asks.
package struct SubscribeToObligations: Act {
  package let name: String
  package let secret: FreshSecret

  package init(_ name: String, secret: FreshSecret) { (self.name, self.secret) = (name, secret) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<CalendarSubscription> {
    guard let person = viewer.person else { throw Refusal.notSignedIn }
    if !viewer.maySomewhere(.seeLeases) { throw Refusal.notAllowed }
    try transaction.lock("leasing/calendar/\(person)")
    if name.allSatisfy(\.isWhitespace) { throw Refusal.invalid("kernel.problem.missing", field: "name") }
    if try transaction.calendarSubscriptions(of: person).count >= CalendarSubscription.mostOfOnePerson {
      throw Refusal.conflict("leasing.problem.subscriptions", ["limit": "\(CalendarSubscription.mostOfOnePerson)"])
    }
    let id = ID<CalendarSubscription>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO calendar_subscriptions (id, digest, person, name, made_at) VALUES (\(id), \(secret.digest), \(person), \(name), \(now))
      """)
    try transaction.note("leasing.calendar.subscribe", on: "person/\(person)", by: viewer, at: now, after: name)
    return id
  }
}

/// Makes one of one's own addresses worthless.
package struct EndSubscription: Act {
  package let subscription: ID<CalendarSubscription>

  package init(_ subscription: ID<CalendarSubscription>) { self.subscription = subscription }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    guard let person = viewer.person else { throw Refusal.notSignedIn }
    guard let known = try transaction.calendarSubscriptions(of: person).first(where: { $0.id == subscription }) else {
      throw Refusal.notFound
    }
    try transaction.run("UPDATE calendar_subscriptions SET ended_at = \(now) WHERE id = \(subscription)")
    try transaction.note("leasing.calendar.unsubscribe", on: "person/\(person)", by: viewer, at: now, before: known.name)
  }
}
