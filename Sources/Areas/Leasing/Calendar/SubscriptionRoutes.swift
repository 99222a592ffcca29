import Kernel
import People
import Post
import Store
import Web

/// Calendar programs read the days by an address that is secret, and sign in nowhere.
extension ObligationRoutes {
  func subscriptions(of visit: Visit) async throws -> [CalendarSubscription] {
    guard let person = visit.viewer.person else { return [] }
    return try await visit.database.read { try $0.calendarSubscriptions(of: person) }
  }

  func line(_ subscription: CalendarSubscription, _ visit: Visit) -> ObligationPage.Subscription {
    func day(_ moment: Instant) -> String { visit.format.shortDay(visit.house.day(of: moment)) }
    return ObligationPage.Subscription(
      name: subscription.name, made: day(subscription.madeAt),
      read: subscription.readAt.map(day) ?? visit.text("leasing.subscription.never"),
      end: "/obligations/subscriptions/\(subscription.id)/end")
  }

  /// Made in a session only: what a token made could outlive the token.
  func subscribe(_ visit: Visit) async throws -> Answer {
    if visit.session == nil { throw Refusal.notAllowed }
    let secret = FreshSecret()
    let name = try visit.reading { $0.requiredText("name", limit: 80) }
    try await visit.perform(SubscribeToObligations(name, secret: secret))
    return try await page(visit, freshAddress: "\(base)/calendar/\(secret.text).ics").with("cache-control", "private, no-store")
  }
  func unsubscribe(_ visit: Visit) async throws -> Answer {
    try await visit.perform(EndSubscription(try visit.id("subscription")))
    return .see("/obligations").saying("leasing.subscription.ended")
  }
  func unsubscribeJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(EndSubscription(try visit.id("subscription")))
    return try await subscriptionsJSON(visit)
  }
  func subscriptionsJSON(_ visit: Visit) async throws -> Answer {
    .json(try await subscriptions(of: visit).map(SubscriptionJSON.init))
  }

  /// The days of the person who made the address, by the roles they have now. Without any left, as with a wrong secret, there is nothing here.
  func subscribed(_ visit: Visit) async throws -> Answer {
    let text = visit.path("secret")
    let digest = FreshSecret(text: text.hasSuffix(".ics") ? String(text.dropLast(4)) : text).digest
    let today = visit.today
    let known = try await visit.database.read { transaction -> (CalendarSubscription, Viewer)? in
      guard let subscription = try transaction.calendarSubscription(digest: digest),
        let viewer = try transaction.viewer(subscription.person, on: today), viewer.maySomewhere(.seeLeases)
      else { return nil }
      return (subscription, viewer)
    }
    guard let (subscription, viewer) = known else { throw Refusal.notFound }
    let now = visit.now
    if subscription.readAt.map({ now - $0 >= CalendarSubscription.grain }) ?? true {
      _ = try await visit.database.write { transaction in
        try transaction.run("UPDATE calendar_subscriptions SET read_at = \(now) WHERE id = \(subscription.id)")
      }
    }
    let feed = feed(try await found(visit, visit.list(sorts: Self.sorts), for: viewer), in: viewer.language, visit)
    return .shown(Array(feed.text.utf8), type: CalendarFeed.type, name: "obligations.ics").with("cache-control", "private, no-store")
  }
}

struct SubscriptionJSON: Encodable, Sendable {
  let id: ID<CalendarSubscription>
  let name: String
  let madeAt: Instant
  let readAt: Instant?

  init(_ subscription: CalendarSubscription) {
    (id, name, madeAt, readAt) = (subscription.id, subscription.name, subscription.madeAt, subscription.readAt)
  }
}
