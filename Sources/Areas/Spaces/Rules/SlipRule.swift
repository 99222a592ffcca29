import Kernel

/// A standing hold whose first day hangs on a milestone.
package struct HangingHold: Hashable, Sendable {
  package let hold: ID<Hold>
  package let holder: String
  package let kind: HoldKind
  /// Days after the milestone on which it begins.
  package let offset: Int
  /// As last said.
  package let span: DaySpan
  package let expires: Day?
  /// None for "k among these": the pool is asked again by `PoolFeasibility` with the new days.
  package let cells: [PlacingCell]

  package init(
    hold: ID<Hold>, holder: String, kind: HoldKind, offset: Int, span: DaySpan, expires: Day? = nil, cells: [PlacingCell]
  ) {
    (self.hold, self.holder, self.kind, self.offset) = (hold, holder, kind, offset)
    (self.span, self.expires, self.cells) = (span, expires, cells)
  }

  /// An option, an offer or works promise a length of time; a let has the end that was signed.
  package var keepsLength: Bool { kind != .let }

  /// The days once the milestone is on `day`; nil when its start would pass its signed end.
  package func span(when day: Day) -> DaySpan? {
    let from = day + offset
    return DaySpan(checking: from, until: keepsLength ? span.length.map { from + $0 } : span.until)
  }
}

/// What a hold was promised before and is promised now: one row of its promises.
package struct Redated: Hashable, Sendable {
  package let hold: HangingHold
  package let before: DaySpan
  package let after: DaySpan

  package init(hold: HangingHold, before: DaySpan, after: DaySpan) { (self.hold, self.before, self.after) = (hold, before, after) }
  /// Days the start moves; below zero when it comes earlier.
  package var days: Int { after.from - before.from }
}

/// What follows when a milestone is said to be on another day: all holds that hang on it move, or none does. See docs/milestones.md.
package struct Slip: Hashable, Sendable {
  /// Those whose days change, by hold.
  package let redated: [Redated]
  /// Why it cannot be; empty when it can. Clashes are among them.
  package let problems: [Problem]
  package let clashes: [Clash]
  /// What somebody should know but does not stop it: an option that expires before it now begins, a dated hold that finds the doors closed.
  package let notices: [Problem]

  package var isPossible: Bool { problems.isEmpty }
}

package enum SlipRule {
  /// - Parameters:
  ///   - holds: all standing holds that hang on the milestone.
  ///   - blocked: everything that blocks any of their cells; lines of the hanging holds themselves are passed over.
  ///   - headLeases: those of the building of the milestone, which is that of the holds; none limits nothing.
  ///   - dated: standing holds that hang on nothing and whose cells open with this milestone (none when it opens no level).
  package static func slip(
    to day: Day, holds: [HangingHold], blocked: [BlockedSpan], dated: [HangingHold] = [], headLeases: [DaySpan] = []
  ) -> Slip {
    let holds = holds.sorted { $0.hold < $1.hold }
    var problems: [Problem] = []
    var notices: [Problem] = []
    var moved: [Redated] = []
    for hold in holds {
      guard let after = hold.span(when: day) else {
        let days = ["holder": hold.holder, "from": "\(day + hold.offset)", "last": hold.span.last.map { "\($0)" } ?? ""]
        problems.append(Problem("spaces.problem.slipPassesEnd", field: "day", days))
        continue
      }
      moved.append(Redated(hold: hold, before: hold.span, after: after))
      problems += limits(of: hold, after: after, headLeases: headLeases)
      if let expires = hold.expires, hold.span.from < expires, expires <= after.from {
        notices.append(Problem("spaces.notice.expiresBefore", ["holder": hold.holder, "expires": "\(expires)", "from": "\(after.from)"]))
      }
    }
    let clashes = clashes(of: moved, blocked: blocked, among: Set(holds.map(\.hold)))
    // The line says whose move it stops as well: `H1-014 (Alba)`.
    problems += clashes.map { $0.clash.problem(field: "day", ["cell": "\($0.clash.code) (\($0.mover))"]) }
    for hold in dated.sorted(by: { $0.hold < $1.hold }) where hold.span.from < day && hold.kind != .works {
      notices.append(Problem("spaces.notice.doorsClosed", ["holder": hold.holder, "from": "\(hold.span.from)", "day": "\(day)"]))
    }
    return Slip(redated: moved.filter { $0.before != $0.after }, problems: problems, clashes: clashes.map(\.clash), notices: notices)
  }

  /// A holder whose last let ends on `housedUntil` had the next on time, and has it no more.
  package static func gap(of holder: String, housedUntil end: Day, old: DaySpan, new: DaySpan) -> Problem? {
    guard old.from <= end, end < new.from else { return nil }
    return Problem("spaces.notice.gap", ["holder": holder, "from": "\(end)", "last": "\(new.from - 1)", "days": "\(new.from - end)"])
  }

  private static func limits(of hold: HangingHold, after: DaySpan, headLeases: [DaySpan]) -> [Problem] {
    var found: [Problem] = []
    let headLease = HeadLeaseDays.stretch(from: after.from, of: headLeases)
    if let first = headLease?.from, after.from < first {
      found.append(Problem("spaces.problem.slipBeforeHeadLease", field: "day", ["holder": hold.holder, "from": "\(first)"]))
    }
    if let end = headLease?.until, after.from >= end || (after.until.map { $0 > end } ?? false) {
      found.append(Problem("spaces.problem.slipPastHeadLease", field: "day", ["holder": hold.holder, "last": "\(end - 1)"]))
    }
    for cell in hold.cells where !cell.span.covers(after) {
      found.append(Problem("spaces.problem.slipCellGone", field: "day", ["holder": hold.holder, "cell": cell.code]))
    }
    return found
  }

  /// The moved against those that stay, and against each other: two that hang on one milestone may move into each other's way.
  private static func clashes(
    of moved: [Redated], blocked: [BlockedSpan], among own: Set<ID<Hold>>
  ) -> [(mover: String, clash: Clash)] {
    var inTheWay = Dictionary(grouping: blocked.filter { !own.contains($0.hold) }, by: \.cell)
    var found: [(mover: String, clash: Clash)] = []
    for redated in moved {
      let hold = redated.hold
      for cell in hold.cells.sorted(by: { ($0.code, $0.id) < ($1.code, $1.id) }) {
        for other in inTheWay[cell.id, default: []] where other.hold != hold.hold {
          guard let days = redated.after.intersection(other.span) else { continue }
          found.append((hold.holder, Clash(cell: cell.id, code: cell.code, other: other, days: days)))
        }
        let line = BlockedSpan(cell: cell.id, hold: hold.hold, holder: hold.holder, kind: hold.kind, span: redated.after)
        inTheWay[cell.id, default: []].append(line)
      }
    }
    return found
  }
}
