import Kernel
import People
import Store

/// A hold as it is asked for, before it is decided whether it can be.
struct Placement {
  let kind: HoldKind
  let key: String?
  let organisation: OrganisationID?
  let cells: WantedCells
  let start: HoldStart
  let until: Day?
  var expiresOn: Day?
  var monthlyRent: Money?
  var reason = ""
  var queuePosition: Int?
  /// Without letters, to anyone.
  var silently = false

  /// In a queue behind others for the same cells: it keeps them from nobody.
  var isWaiting: Bool { queuePosition != nil }
}

/// What is asked, with what it speaks of looked up.
struct AskedHold {
  let placement: Placement
  let cells: [Cell]
  /// How many of the cells; nil for all of them.
  let choosing: Int?
  let from: Day
  let milestone: ID<Milestone>?
}

extension Transaction {
  /// The one way to give cells to anyone: lock, write down what expired, look, decide by the rule, write.
  borrowing func place(_ placement: Placement, replacing handovers: [Handover] = [], for viewer: Viewer, at now: Instant) throws -> ID<Hold>
  {
    try lock(planLock)
    try expireHolds(silently: placement.silently, at: now)
    let decided = try decide(placement, replacing: handovers.map(\.hold), on: HouseTime.mulhouse.day(of: now))
    let id = try write(decided, handovers: handovers, for: viewer, at: now)
    try note(
      "spaces.\(placement.kind.rawValue).make", on: "hold/\(id)", by: viewer, at: now,
      after: try audited([
        "cells": decided.cells.map(\.code).joined(separator: " "), "pool": decided.pool.map(\.code).joined(separator: " "),
        "span": decided.span.description, "expires": placement.expiresOn?.description, "organisation": placement.organisation?.text,
        "rent": placement.monthlyRent.map { "\($0.cents)" }, "reason": placement.reason,
      ]))
    return id
  }

  borrowing func decide(_ placement: Placement, replacing replaced: [Hold], on today: Day) throws -> DecidedHold {
    var problems = Problems()
    try check(placement, &problems)
    let start = try beginning(placement.start, &problems)
    let cells = try wantedCells(placement.cells, &problems)
    guard let from = start.from, !cells.isEmpty else { throw Refusal(.invalid, problems.items) }
    var choosing: Int?
    if case .among(let count, _) = placement.cells { choosing = count } else if placement.isWaiting { choosing = cells.count }
    let asked = AskedHold(placement: placement, cells: cells, choosing: choosing, from: from, milestone: start.milestone)
    try refuse(asked, replacing: Set(replaced.map(\.id)), &problems, on: today)
    return DecidedHold(
      placement: placement, span: DaySpan(from: from, until: placement.until), cells: choosing == nil ? cells : [],
      pool: choosing == nil ? [] : cells, wantedCount: choosing, milestone: start.milestone, offset: start.offset, milestoneDate: start.said
    )
  }

  private borrowing func check(_ placement: Placement, _ problems: inout Problems) throws {
    if let key = placement.key, try hold(key: key) != nil { problems.add("spaces.problem.keyTaken", field: "key", ["key": key]) }
    if let organisation = placement.organisation, try self.organisation(organisation) == nil {
      problems.add("kernel.problem.choice", field: "organisation")
    }
    if let rent = placement.monthlyRent, rent < .zero { problems.add("kernel.problem.amount", field: "monthly_rent") }
    if let position = placement.queuePosition, !(1...1000).contains(position) {
      problems.add("kernel.problem.range", field: "queue_position", ["low": "1", "high": "1000"])
    }
  }

  private borrowing func beginning(
    _ start: HoldStart, _ problems: inout Problems
  ) throws -> (from: Day?, milestone: ID<Milestone>?, offset: Int, said: ID<MilestoneDate>?) {
    switch start {
    case .day(let day): return (day, nil, 0, nil)
    case .milestone(let milestone, let offset):
      guard let said = try dates(of: milestone).last else {
        problems.add("kernel.problem.choice", field: "milestone")
        return (nil, nil, 0, nil)
      }
      if !(-3650...3650).contains(offset) {
        problems.add("kernel.problem.range", field: "offset", ["low": "-3650", "high": "3650"])
        return (nil, nil, 0, nil)
      }
      return (said.day + offset, milestone, offset, said.id)
    }
  }

  private borrowing func wantedCells(_ wanted: WantedCells, _ problems: inout Problems) throws -> [Cell] {
    let asked = Set(wanted.cells)
    if asked.isEmpty { problems.add("spaces.problem.noCells", field: "cells") }
    let found = try cells(asked.sorted())
    if found.count != asked.count { problems.add("kernel.problem.choice", field: "cells") }
    if case .among(let count, _) = wanted, !(1...max(1, found.count)).contains(count) {
      problems.add("kernel.problem.range", field: "count", ["low": "1", "high": "\(max(1, found.count))"])
    }
    return found
  }
}
