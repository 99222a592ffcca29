import Kernel
import Store

/// Promises cells to an organisation before anything is signed (pré-allocation), up to a day on which the promise expires.
/// With a queue position it waits behind others for the same cells, and keeps them from nobody until its turn comes.
package struct GrantOption: Act {
  package let key: String?
  package let organisation: OrganisationID
  package let cells: WantedCells
  package let start: HoldStart
  package let until: Day?
  /// The first day on which it holds no longer.
  package let expiresOn: Day
  package let monthlyRent: Money?
  package let reason: String
  package let queuePosition: Int?
  /// Without a letter to the organisation, as when the past is imported.
  package let silently: Bool

  package init(
    key: String? = nil, organisation: OrganisationID, cells: WantedCells, start: HoldStart, until: Day? = nil, expiresOn: Day,
    monthlyRent: Money? = nil, reason: String = "", queuePosition: Int? = nil, silently: Bool = false
  ) {
    (self.key, self.organisation, self.cells, self.start, self.until) = (key, organisation, cells, start, until)
    (self.expiresOn, self.monthlyRent, self.reason) = (expiresOn, monthlyRent, reason)
    (self.queuePosition, self.silently) = (queuePosition, silently)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Hold> {
    try viewer.demand(.writeHolds)
    let placement = Placement(
      kind: .option, key: key, organisation: organisation, cells: cells, start: start, until: until, expiresOn: expiresOn,
      monthlyRent: monthlyRent, reason: reason, queuePosition: queuePosition, silently: silently)
    let hold = try transaction.place(placement, for: viewer, at: now)
    if !silently { try transaction.writeGranted(hold, at: now) }
    return hold
  }
}

/// Makes an organisation a written offer of cells that awaits an answer until it expires.
package struct MakeOffer: Act {
  package let key: String?
  package let organisation: OrganisationID
  package let cells: WantedCells
  package let start: HoldStart
  package let until: Day?
  package let expiresOn: Day
  package let monthlyRent: Money?
  package let reason: String
  package let silently: Bool

  package init(
    key: String? = nil, organisation: OrganisationID, cells: WantedCells, start: HoldStart, until: Day? = nil, expiresOn: Day,
    monthlyRent: Money? = nil, reason: String = "", silently: Bool = false
  ) {
    (self.key, self.organisation, self.cells, self.start, self.until) = (key, organisation, cells, start, until)
    (self.expiresOn, self.monthlyRent, self.reason, self.silently) = (expiresOn, monthlyRent, reason, silently)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Hold> {
    try viewer.demand(.writeHolds)
    let placement = Placement(
      kind: .offer, key: key, organisation: organisation, cells: cells, start: start, until: until, expiresOn: expiresOn,
      monthlyRent: monthlyRent, reason: reason, silently: silently)
    return try transaction.place(placement, for: viewer, at: now)
  }
}

/// Lets cells to an organisation, without end unless one is given.
package struct LetSpace: Act {
  package let key: String?
  package let organisation: OrganisationID
  package let cells: [ID<Cell>]
  package let start: HoldStart
  package let until: Day?
  package let monthlyRent: Money?
  package let reason: String
  package let silently: Bool

  package init(
    key: String? = nil, organisation: OrganisationID, cells: [ID<Cell>], start: HoldStart, until: Day? = nil, monthlyRent: Money? = nil,
    reason: String = "", silently: Bool = false
  ) {
    (self.key, self.organisation, self.cells, self.start) = (key, organisation, cells, start)
    (self.until, self.monthlyRent, self.reason, self.silently) = (until, monthlyRent, reason, silently)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Hold> {
    try viewer.demand(.writeHolds)
    let placement = Placement(
      kind: .let, key: key, organisation: organisation, cells: .exactly(cells), start: start, until: until, monthlyRent: monthlyRent,
      reason: reason, silently: silently)
    return try transaction.place(placement, for: viewer, at: now)
  }
}

/// Takes cells out of service for works.
package struct TakeOutOfService: Act {
  package let key: String?
  package let cells: [ID<Cell>]
  package let start: HoldStart
  package let until: Day?
  package let reason: String
  package let silently: Bool

  package init(key: String? = nil, cells: [ID<Cell>], start: HoldStart, until: Day?, reason: String, silently: Bool = false) {
    (self.key, self.cells, self.start, self.until) = (key, cells, start, until)
    (self.reason, self.silently) = (reason, silently)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Hold> {
    try viewer.demand(.writeHolds)
    let placement = Placement(
      kind: .works, key: key, organisation: nil, cells: .exactly(cells), start: start, until: until, reason: reason, silently: silently)
    return try transaction.place(placement, for: viewer, at: now)
  }
}
