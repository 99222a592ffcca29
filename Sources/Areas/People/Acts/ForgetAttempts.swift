import Kernel
import Store

/// Removes what has served: attempts after a month, links after a month past their end, sessions three months past theirs,
/// browsers nobody signed in with for half a year.
package struct ForgetAttempts: Act {
  package init() {}

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.importPeople)
    let month: Int64 = 30 * 86_400
    try transaction.run("DELETE FROM sign_in_attempts WHERE at < \(now - month)")
    try transaction.run("DELETE FROM sign_in_links WHERE expires_at < \(now - month)")
    try transaction.run("DELETE FROM known_browsers WHERE used_at <= \(now - BrowserLifetime.known)")
    let idle = now - SessionLifetime.idle
    try transaction.run("DELETE FROM sessions WHERE ended_at < \(now - 3 * month) OR seen_at < \(idle - 3 * month)")
  }
}
