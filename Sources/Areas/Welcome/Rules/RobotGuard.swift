import Kernel

/// Tells people from robots at an open form without asking a third party: a field people never see, a stamp that says when the form was drawn,
/// counts per peer, and counts per address that a receipt would go to. What is refused can be sent again; nothing is thrown away in silence.
package enum RobotGuard {
  /// A person needs longer than this to fill the form.
  package static let quickest: Int64 = 4
  /// A form left open longer is drawn anew, with what was typed.
  package static let slowest: Int64 = 6 * 3600
  package static let perHour = 5
  package static let perDay = 20
  /// Nobody confirmed the address: whoever typed it may not have the house write there again and again.
  package static let perAddressADay = 3
  /// More links than this in a message is advertising.
  package static let mostLinks = 3

  /// What is against taking the form; empty when nothing is. `drawnAt` is nil when the stamp was missing or not ours, `isUsed` when a form with
  /// this stamp was taken before.
  package static func problems(
    trap: String, drawnAt: Instant?, isUsed: Bool = false, now: Instant, sentLastHour: Int, sentLastDay: Int, sentToAddress: Int = 0,
    message: String
  ) -> [Problem] {
    var problems: [Problem] = []
    if !trap.isEmpty { problems.append(Problem("welcome.problem.trap", field: "website")) }
    if let drawnAt {
      let age = now - drawnAt
      if age < quickest { problems.append(Problem("welcome.problem.quick")) }
      if age > slowest { problems.append(Problem("welcome.problem.stale")) }
      if isUsed { problems.append(Problem("welcome.problem.used")) }
    } else {
      problems.append(Problem("welcome.problem.stale"))
    }
    if sentLastHour >= perHour || sentLastDay >= perDay || sentToAddress >= perAddressADay {
      problems.append(Problem("welcome.problem.often"))
    }
    if links(in: message) > mostLinks {
      problems.append(Problem("welcome.problem.links", field: "message", ["limit": String(mostLinks)]))
    }
    return problems
  }

  static func links(in text: String) -> Int { text.lowercased().split(separator: "http", omittingEmptySubsequences: false).count - 1 }
}
