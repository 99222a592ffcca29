import Kernel

/// One line of the life of the house, to be lived again through the act of its verb.
package struct HouseEvent: Sendable, Hashable {
  enum Verb: String, Sendable, CaseIterable {
    case slip, reached, option, offer, `let`, works, firm, release, transfer, end, extend, merge, split

    /// The columns without which it cannot be done.
    var needed: [String] {
      switch self {
      case .slip, .reached: ["milestone", "from"]
      case .option, .offer: ["key", "organisation", "cells", "expires"]
      case .let: ["key", "organisation", "cells"]
      case .works: ["key", "cells", "from", "reason"]
      case .firm: ["key", "next"]
      case .release: ["key"]
      case .transfer: ["key", "organisation", "next"]
      case .end: ["key", "until"]
      case .extend: ["key", "expires"]
      case .merge, .split: ["cells", "next"]
      }
    }
    var makesHold: Bool { [.option, .offer, .let, .works].contains(self) }
    var reshapes: Bool { self == .merge || self == .split }
  }

  let place: String
  let on: Day
  let verb: Verb
  let key: String
  let organisation: String
  let cells: [String]
  /// So many among the cells.
  let count: Int?
  let milestone: String
  let offset: Int
  let from: Day?
  let until: Day?
  let expires: Day?
  /// Euros per month; of a merge or split, what it costs.
  let rent: Money?
  let reason: String
  let source: String
  let queue: Int?
  /// The key of the hold that follows, or the codes of the new cells.
  let next: [String]

  /// Noon of its day: what the house knew when it happened.
  var instant: Instant { HouseTime.mulhouse.instant(on: on, hour: 12) }

  /// What it is told apart by when the same file comes again; where it stands in the file does not matter.
  var digest: String {
    let numbers = [count.map(String.init), String(offset), rent.map { "\($0.cents)" }, queue.map(String.init)].map { $0 ?? "" }
    let days = [on, from, until, expires].map { $0?.description ?? "" }
    let texts = [verb.rawValue, key, organisation, cells.joined(separator: " "), milestone, reason, source, next.joined(separator: " ")]
    return FeatureID.of((texts + days + numbers).joined(separator: "|"))
  }
}
