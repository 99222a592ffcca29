import Kernel
import Leasing
import Spaces
import Store

/// A file is submitted, given back, put back on the list, taken off it, or withdrawn: what is done by hand, with a word why.
package struct MoveApplication: Act {
  package let key: FileKey
  package let move: ApplicationMove
  package let reason: String
  /// Why a wish is given up; nil lets the days say it.
  package let cause: LossCause?
  package let base: String

  package init(_ key: FileKey, _ move: ApplicationMove, reason: String = "", cause: LossCause? = nil, base: String) {
    (self.key, self.move, self.reason, self.cause, self.base) = (key, move, reason, cause, base)
  }

  /// What an applicant does with their own file.
  static let ofApplicants: Set<ApplicationMove> = [.submit, .resume, .withdraw]

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    let opened = try transaction.open(key, for: viewer)
    guard key.isApplicant ? MoveApplication.ofApplicants.contains(move) : move.isByHand || move == .submit else {
      throw Refusal.invalid("kernel.problem.choice", field: "move")
    }
    if move.needsReason, reason.isEmpty { throw Refusal.invalid("kernel.problem.missing", field: "reason") }
    try transaction.settleOffers(base: base, at: now)
    guard let file = try transaction.application(opened.file.id) else { throw Refusal.notFound }
    try transaction.refuseMove(move, of: file)
    let today = HouseTime.mulhouse.day(of: now)
    if move == .submit { try transaction.refuseIncomplete(file, on: today) }
    try transaction.move(file, move, reason: reason, cause: cause, by: opened.by, viewer: viewer, base: base, at: now)
    try transaction.tell(move.rawValue, to: file, base: base, at: now) { _ in ["reason": reason, "count": ""] }
  }
}

extension Transaction {
  borrowing func refuseMove(_ move: ApplicationMove, of file: Application) throws {
    if move.isAllowed(from: file.state) { return }
    throw Refusal.conflict("demand.problem.move.\(file.state.rawValue)", field: "move")
  }

  /// All that a file lacks to be submitted, at once.
  borrowing func refuseIncomplete(_ file: Application, on day: Day) throws {
    var problems = Problems()
    if file.facts.wish.cells == nil, file.facts.wish.area == nil { problems.add("demand.problem.noSize", field: "wanted_cells") }
    let missing = try demandRules(on: day).papers.missing(try papers(of: file.id).map(\.fact), on: day)
    for kind in missing { problems.add("demand.problem.paper.\(kind.rawValue)", field: "paper") }
    try problems.refuse()
  }

  /// The one way a state changes. What a file that leaves still holds is given back first.
  borrowing func move(
    _ file: Application, _ move: ApplicationMove, reason: String, cause: LossCause? = nil, by name: String, viewer: Viewer, base: String,
    at now: Instant
  ) throws {
    try refuseMove(move, of: file)
    let today = HouseTime.mulhouse.day(of: now)
    if file.state == .agreed, move != .agree { try giveBackAgreed(file, reason: reason, at: now) }
    if file.state.isListed, !move.target.isListed, move != .agree {
      for offer in try openHouseOffers() where offer.application == file.id {
        try finish(offer, .withdrawn, by: name, reason: reason, continues: true, leaving: true, base: base, at: now)
      }
    }
    let isStay = move.beginsStay(from: file.state)
    try run(
      """
      UPDATE applications SET state = \(move.target), asked_on = \(nil as Day?),
        listed_at = \(isStay ? now : file.listedAt), confirmed_on = \(isStay ? today : file.confirmedOn) WHERE id = \(file.id)
      """)
    try run(
      """
      INSERT INTO application_moves (id, application, move, state, at, by_name, reason, cause)
      VALUES (\(ID<ApplicationStep>.fresh(at: now)), \(file.id), \(move), \(move.target), \(now), \(name), \(reason),
        \(lossCause(move, of: file, named: cause, on: today)))
      """)
    try note(
      "demand.file.\(move.rawValue)", on: file.subject, by: viewer, at: now, before: file.state.rawValue, after: move.target.rawValue)
  }

  private borrowing func lossCause(_ move: ApplicationMove, of file: Application, named: LossCause?, on day: Day) -> LossCause? {
    switch move {
    case .refuse: .notAdmitted
    case .remove: .refusedOffers
    case .withdraw, .lapse: named ?? (day >= file.facts.wish.earliest ? .tooLate : .changedMind)
    default: nil
    }
  }

  /// An accepted offer that led to no lease: its cells are free again, and the lease in preparation is given up. One that was signed is ended
  /// by ending the lease.
  private borrowing func giveBackAgreed(_ file: Application, reason: String, at now: Instant) throws {
    let today = HouseTime.mulhouse.day(of: now)
    for offer in try houseOffers(of: file.id) where offer.endedHow == .accepted {
      let lease = try lease(of: offer)
      if lease?.signature != nil { throw Refusal.conflict("demand.problem.firmed") }
      guard let hold = try standing(of: offer) else { continue }
      if hold.kind == .let { throw Refusal.conflict("demand.problem.firmed") }
      // A promise that lapsed holds nothing: the lease in preparation may still be offered, if nobody else has the cells.
      if !hold.stands(on: today) { continue }
      if let lease, lease.state(on: today) == .draft || lease.state(on: today) == .offered {
        try WithdrawLease(lease.id, reason: reason.isEmpty ? file.facts.name : reason).perform(in: self, for: .house, at: now)
      }
      if try self.hold(hold.id)?.stands(on: today) ?? false {
        try ReleaseHold(hold.id, reason: reason, silently: true).perform(in: self, for: .house, at: now)
      }
    }
  }
}
