import Kernel
import Store

/// Turns an option into an offer or a let, an offer into a let or into an offer on other terms: a new hold takes over from the old one, and
/// nobody can come between.
package struct FirmUpHold: Act {
  package let hold: ID<Hold>
  package let kind: HoldKind
  /// The key of the new hold.
  package let key: String?
  /// The cells chosen, when the hold was for so many among others; other cells when it was not. nil keeps those it has.
  package let cells: [ID<Cell>]?
  /// nil keeps the start it has, with its milestone.
  package let start: HoldStart?
  package let until: HoldUntil
  /// For an offer.
  package let expiresOn: Day?
  /// nil keeps the rent that was promised.
  package let monthlyRent: Money?
  package let reason: String
  package let silently: Bool

  package init(
    _ hold: ID<Hold>, into kind: HoldKind = .let, key: String? = nil, cells: [ID<Cell>]? = nil, start: HoldStart? = nil,
    until: HoldUntil = .asPromised, expiresOn: Day? = nil, monthlyRent: Money? = nil, reason: String = "", silently: Bool = false
  ) {
    (self.hold, self.kind, self.key, self.cells, self.start) = (hold, kind, key, cells, start)
    (self.until, self.expiresOn, self.monthlyRent) = (until, expiresOn, monthlyRent)
    (self.reason, self.silently) = (reason, silently)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Hold> {
    try viewer.demand(.writeHolds)
    try transaction.lock(planLock)
    try transaction.expireHolds(silently: silently, at: now)
    let today = HouseTime.mulhouse.day(of: now)
    let old = try transaction.standingHold(hold, on: today)
    guard old.kind == .option || old.kind == .offer, kind == .offer || kind == .let else {
      throw Refusal.conflict("spaces.problem.notFirmable")
    }
    if kind == .offer, expiresOn == nil { throw Refusal.invalid("kernel.problem.missing", field: "expires_on") }
    let placement = Placement(
      kind: kind, key: key, organisation: old.organisation, cells: .exactly(try chosen(by: old, in: transaction)),
      start: start ?? old.start, until: old.end(until), expiresOn: kind == .offer ? expiresOn : nil,
      monthlyRent: monthlyRent ?? old.monthlyRent, reason: reason, silently: silently)
    // It held until the new one begins or until today, whichever comes first: what lies before is its own history.
    let decided = try transaction.decide(placement, replacing: [old], on: today)
    let handover = Handover(hold: old, how: .firmed, day: min(today, decided.span.from))
    let new = try transaction.place(placement, replacing: [handover], for: viewer, at: now)
    try transaction.serveQueue(silently: silently, at: now)
    return new
  }

  private func chosen(by old: Hold, in transaction: borrowing Transaction) throws -> [ID<Cell>] {
    if let space = old.space {
      if let cells { return cells }
      return try transaction.cells(of: space).map(\.id)
    }
    let pool = try transaction.pool(of: old.id).map(\.id)
    if let problem = old.choice(of: cells, among: pool) { throw Refusal(.invalid, [problem]) }
    return old.wantedCount == nil ? pool : cells ?? pool
  }
}

extension Hold {
  /// What is wrong with the cells it is to have at last, when it was for so many of a pool.
  func choice(of cells: [ID<Cell>]?, among pool: [ID<Cell>]) -> Problem? {
    guard space == nil, let wantedCount, !(cells == nil && pool.count == wantedCount) else { return nil }
    guard let cells, Set(cells).count == wantedCount else {
      return Problem("spaces.problem.choose", field: "cells", ["count": "\(wantedCount)"])
    }
    return Set(cells).isSubset(of: pool) ? nil : Problem("spaces.problem.outsidePool", field: "cells")
  }

  /// As it was asked for.
  var start: HoldStart { milestone.map { .milestone($0, offset: milestoneOffset) } ?? .day(span.from) }

  func end(_ until: HoldUntil) -> Day? {
    switch until {
    case .asPromised: span.until
    case .withoutEnd: nil
    case .before(let day): day
    }
  }
}
