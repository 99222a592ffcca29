import Kernel
import Store

extension ReplayEvents {
  /// What is against living through the lines, before anything of their file is written.
  func check(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    let known = try transaction.rememberedEvents()
    try refuse(entries.events.filter { !known.contains($0.digest) }, in: transaction, for: viewer, at: now)
  }

  func refuse(_ events: [HouseEvent], in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try refuseOthersDeeds(events, for: viewer)
    try refuseOtherDays(events, on: HouseTime.mulhouse.day(of: now), in: transaction)
  }

  /// All lines at once that the importer could not do by hand.
  private func refuseOthersDeeds(_ events: [HouseEvent], for viewer: Viewer) throws {
    let refused = events.filter { !viewer.may($0.verb.permission) }
    if refused.isEmpty { return }
    throw Refusal(
      .notAllowed,
      refused.map { Problem("spaces.exchange.problem.notYours", field: "\($0.place):verb", ["verb": $0.verb.rawValue]) })
  }

  private func refuseOtherDays(_ events: [HouseEvent], on today: Day, in transaction: borrowing Transaction) throws {
    var problems = Problems()
    for event in events where event.on > today {
      problems.add("spaces.exchange.problem.future", field: "\(event.place):on", ["today": today.description])
    }
    if let last = try transaction.lastAct() {
      for event in events where event.on < last {
        problems.add("spaces.exchange.problem.beforeLast", field: "\(event.place):on", ["last": last.description])
      }
    }
    try problems.refuse()
  }
}

extension Transaction {
  /// The last day on which anything was done with holds or their dates; nil in a house that has not begun.
  borrowing func lastAct() throws -> Day? {
    let instants = [
      try value("SELECT MAX(made_at) FROM holds", as: Int64.self), try value("SELECT MAX(ended_at) FROM holds", as: Int64.self),
      try value("SELECT MAX(said_at) FROM promises", as: Int64.self),
    ]
    return instants.compactMap(\.self).max().map { HouseTime.mulhouse.day(of: Instant(seconds: $0)) }
  }
}
