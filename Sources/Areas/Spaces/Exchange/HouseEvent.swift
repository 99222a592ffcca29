import Kernel

/// One line of the life of the house, to be lived again through the act of its verb.
package struct HouseEvent: Sendable, Hashable {
  enum Verb: String, Sendable, CaseIterable {
    case slip, reached, option, offer, `let`, works, firm, release, transfer, end, extend, merge, split
    // Only recorded, never lived through: they tell what an act brought about.
    case promise, terms, notice, remind, expire, reshape

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
      case .promise, .terms, .notice, .remind, .expire, .reshape: ["at", "key"]
      }
    }
    /// The columns without which a line with its instant says nothing.
    var neededRecorded: [String] {
      switch self {
      case .slip, .reached: ["milestone", "from"]
      case .option, .offer: ["key", "organisation", "cells", "from", "expires"]
      case .let: ["key", "organisation", "cells", "from"]
      case .works: ["key", "cells", "from"]
      case .promise: ["key", "from"]
      case .remind: ["key", "expires", "count"]
      case .firm, .release, .transfer, .end, .terms, .notice, .expire, .reshape: ["key"]
      // Reshapings that were recorded have a table of their own; nothing is extended on record but by its new day.
      case .merge, .split, .extend: ["on"]
      }
    }
    var isRecordable: Bool { !reshapes && self != .extend }
    /// How it ends a hold.
    var end: HoldEnd? {
      switch self {
      case .firm: .firmed
      case .release: .released
      case .transfer: .transferred
      case .end: .ended
      case .expire: .expired
      case .reshape: .reshaped
      default: nil
      }
    }
    init(_ end: HoldEnd) {
      switch end {
      case .firmed: self = .firm
      case .released: self = .release
      case .transferred: self = .transfer
      case .ended: self = .end
      case .expired: self = .expire
      case .reshaped: self = .reshape
      }
    }
    /// Of the act that lives it through.
    var permission: Permission {
      switch self {
      case .slip, .reached: .writeMilestones
      case .merge, .split: .editPlan
      default: .writeHolds
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
  /// The instant at which it was recorded; nil for what is to be lived through.
  var at: Instant?
  /// Who did it, in the words of the record.
  var by = ""
  /// Which date of its milestone it follows, counted from 1.
  var said: Int?

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
