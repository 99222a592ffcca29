import Kernel
import Spaces
import Store

/// Moves a tenant from their space to another as one act: the new lease is signed, its cells are let, the old one ends after some days with both
/// keys, the guarantee goes along. Everything or nothing; `Database.rehearse` quotes it by the very same rules.
package struct MoveTenant: Act {
  package let lease: ID<Lease>
  package let cells: [ID<Cell>]
  package let entry: Day
  /// The first day on which the old space is no longer held: after the entry by the days with both keys.
  package let exit: Day
  package let lines: [LineDraft]
  package let deposit: Money
  package let signatory: String
  /// The signed paper; nil only while a move is rehearsed.
  package let paper: LeaseUpload?

  package init(
    _ lease: ID<Lease>, to cells: [ID<Cell>], entry: Day, exit: Day, lines: [LineDraft], deposit: Money, signatory: String = "",
    paper: LeaseUpload? = nil
  ) {
    (self.lease, self.cells, self.entry, self.exit) = (lease, cells, entry, exit)
    (self.lines, self.deposit, self.signatory, self.paper) = (lines, deposit, signatory, paper)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Moved {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let facts = try transaction.leaseFacts(lease) else { throw Refusal.notFound }
    let old = facts.lease
    try transaction.state(of: old, on: today).demand(.move)
    var problems = Problems()
    problems.demandNear(entry, field: "entry")
    problems.demandNear(exit, field: "exit")
    try problems.refuse()
    if exit < entry { problems.add("leasing.problem.reversed", field: "exit") }
    if let span = old.span, entry <= span.from || !span.contains(exit - 1) { problems.add("leasing.problem.outside", field: "exit") }
    if try transaction.leases(after: lease).contains(where: { $0.withdrawnAt == nil }) { problems.add("leasing.problem.followedAlready") }
    try problems.refuse()
    try transaction.demandRevised(facts, before: entry, on: today)
    var draft = try transaction.draft(after: facts, from: entry, asAgreed: true)
    (draft.cells, draft.succession) = (cells, .move)
    // The wording of the headings names the new cells.
    let codes = (old: try transaction.cells(of: lease).map(\.code), new: try transaction.cells(cells).map(\.code))
    draft.lines = lines.map { line in
      var renamed = line
      renamed.text = CellNaming.renamed(line.text, from: codes.old, to: codes.new)
      return renamed
    }
    draft.terms.deposit = deposit
    // The same contract in another place: its term does not move, and its length is not asked again.
    draft.until = old.until ?? old.term.flatMap { $0 > entry ? $0 : nil }
    let held = try transaction.depositMovements(of: lease).held
    let id = ID<Lease>.fresh(at: now)
    try transaction.write(try transaction.check(draft, on: today), as: id, for: viewer, at: now)
    if let paper {
      if signatory.allSatisfy(\.isWhitespace) { throw Refusal.invalid("kernel.problem.missing", field: "signatory") }
      let file = try transaction.keep(paper, of: id, as: .signature, for: viewer, at: now)
      try transaction.writeSignature(of: id, by: signatory, how: .paper, digest: file.digest, for: viewer, at: now)
    } else {
      try transaction.writeSignature(of: id, by: signatory, how: .paper, digest: nil, for: viewer, at: now)
    }
    try transaction.run("UPDATE leases SET offered_at = \(now), offer_expires_on = \(today + 1) WHERE id = \(id)")
    try transaction.end(facts, on: exit, reason: .moved, note: "", for: viewer, at: now)
    try transaction.takePossession(id, for: viewer, at: now)
    guard let fresh = try transaction.leaseFacts(id), let left = try transaction.leaseFacts(lease), let oldSchedule = left.schedule,
      let newSchedule = fresh.schedule
    else { throw Refusal.notFound }
    try transaction.note(
      "leasing.lease.move", on: old.subject, by: viewer, at: now,
      after: try audited(["to": id.text, "entry": entry.description, "exit": exit.description]))
    return Moved(
      lease: id,
      quote: MoveQuote(
        old: oldSchedule, new: newSchedule, entry: entry, exit: exit, oldDeposit: held, newDeposit: deposit,
        agreedOn: today))
  }
}

/// A move that was made, or rehearsed.
package struct Moved: Sendable {
  package let lease: ID<Lease>
  package let quote: MoveQuote
}

extension Database {
  /// What a move would come to, found by making it and taking it back.
  package func quote(_ act: MoveTenant, for viewer: Viewer, at now: Instant) async throws -> MoveQuote {
    try await rehearse(act, for: viewer, at: now) { _, moved in moved.quote }
  }
}

/// Makes a move that a paper was signed for.
package struct MoveBySignedPaper: Act {
  package let move: MoveTenant

  package init(_ move: MoveTenant) { self.move = move }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Lease> {
    try viewer.demand(.writeLeases)
    if move.paper == nil { throw Refusal.invalid("kernel.problem.missing", field: "file") }
    return try move.perform(in: transaction, for: viewer, at: now).lease
  }
}
