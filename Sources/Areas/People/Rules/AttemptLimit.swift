import Kernel

/// How often one may fail to sign in, or ask for a link, before having to wait: by account and by peer. What comes from a browser that is
/// known as the person's own has the account's limit for itself, and no other.
/// An account's limit is counted on the address typed, whether or not anyone has it.
package struct AttemptLimit: Hashable, Sendable {
  /// Seconds that are looked back on.
  package let window: Int64
  package let perAccount: Int
  package let perPeer: Int

  package static let password = AttemptLimit(window: 900, perAccount: 10, perPeer: 50)
  package static let link = AttemptLimit(window: 3600, perAccount: 5, perPeer: 30)

  /// Seconds to wait until another attempt is allowed; nil when one is allowed now.
  /// The failures may come in any order; those before the window do not count.
  package func wait(account: [Instant], peer: [Instant], at now: Instant) -> Int64? {
    let waits = [wait(account, perAccount, now), wait(peer, perPeer, now)].compactMap(\.self)
    return waits.max()
  }

  // With `limit` failures in the window the next is allowed when the oldest of the latest `limit` leaves it.
  private func wait(_ failures: [Instant], _ limit: Int, _ now: Instant) -> Int64? {
    let recent = failures.filter { $0 > now - window }.sorted(by: >)
    guard recent.count >= limit else { return nil }
    return max(1, recent[limit - 1] + window - now)
  }
}

/// How long a session lasts: thirty days after it was last used, ninety after it began.
package enum SessionLifetime {
  package static let idle: Int64 = 30 * 86_400
  package static let whole: Int64 = 90 * 86_400
  /// Being used is written down at most this often, in seconds.
  package static let grain: Int64 = 300

  package static func holds(created: Instant, seen: Instant, ended: Instant?, at now: Instant) -> Bool {
    ended == nil && now < seen + idle && now < created + whole
  }
}

/// How long a browser is known after its person last signed in with it, in seconds.
package enum BrowserLifetime {
  package static let known: Int64 = 180 * 86_400
}

/// For how long what is sent by mail can be used, in seconds.
package enum LinkLifetime {
  package static let signIn: Int64 = 30 * 60
  package static let password: Int64 = 2 * 3600
  package static let address: Int64 = 24 * 3600
  package static let invitation: Int64 = 14 * 86_400
}
