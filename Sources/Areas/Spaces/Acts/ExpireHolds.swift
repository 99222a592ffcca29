import Kernel
import Store

/// Writes down which options and offers have expired, and gives what is free to those who wait for it: each day, and before every decision
/// about cells. A let or works that ends on its day writes nothing by itself, so the queue is looked at whether or not anything expired.
package struct ExpireHolds: Act {
  package let silently: Bool

  package init(silently: Bool = false) { self.silently = silently }

  /// The holds that expired.
  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> [ID<Hold>] {
    try viewer.demand(.writeHolds)
    try transaction.lock(planLock)
    return try transaction.expireHolds(silently: silently, at: now)
  }
}

extension Transaction {
  @discardableResult
  borrowing func expireHolds(silently: Bool, at now: Instant) throws -> [ID<Hold>] {
    let today = HouseTime.mulhouse.day(of: now)
    let expired: [Hold] = try all("SELECT * FROM holds WHERE ended_at IS NULL AND expires_on <= \(today) ORDER BY expires_on, id")
    for hold in expired {
      try end(hold, how: .expired, on: hold.expiresOn ?? today, reason: "", at: now)
      try note("spaces.hold.expire", on: hold.subject, by: .house, at: now, before: hold.expiresOn?.description)
      if !silently { try write("expired", about: hold.id, at: now) }
    }
    try serveQueue(silently: silently, at: now)
    return expired.map(\.id)
  }
}
