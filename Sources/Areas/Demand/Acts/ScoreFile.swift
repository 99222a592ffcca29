import Kernel
import Paper
import Post
import Store

/// A member says what they think of a file, criterion by criterion; nil is "not applicable". Said again, it counts anew.
package struct ScoreFile: Act {
  package let item: ID<CommitteeItem>
  package let points: [String: Int64?]

  package init(_ item: ID<CommitteeItem>, points: [String: Int64?]) { (self.item, self.points) = (item, points) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    let seat = try transaction.seat(of: viewer, at: item)
    if try transaction.isRecused(seat.person, from: item) { throw Refusal.conflict("demand.problem.recused") }
    if seat.item.decision != nil { throw Refusal.conflict("demand.problem.decided") }
    let criteria = try transaction.committeeCriteria(on: seat.session.day).map(\.criterion)
    var problems = Problems()
    for criterion in criteria {
      if let points = points[criterion.key] ?? nil, !(0...criterion.most).contains(points) {
        problems.add("kernel.problem.range", field: "score_\(criterion.key)", ["low": "0", "high": "\(criterion.most)"])
      }
    }
    try problems.refuse()
    try transaction.run("DELETE FROM committee_scores WHERE item = \(item) AND person = \(seat.person)")
    for criterion in criteria {
      guard let given = points[criterion.key] else { continue }
      try transaction.run(
        """
        INSERT INTO committee_scores (item, person, criterion, points, at) VALUES (\(item), \(seat.person), \(criterion.key), \(given), \(now))
        """)
    }
    try transaction.note(
      "demand.committee.score", on: seat.session.subject, by: viewer, at: now, after: "application/\(seat.item.application)")
  }
}

/// A member leaves the room for one file: what they had given is struck, and they neither see nor give scores of it any more.
package struct RecuseFromFile: Act {
  package let item: ID<CommitteeItem>
  package let reason: String

  package init(_ item: ID<CommitteeItem>, reason: String) { (self.item, self.reason) = (item, reason) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    let seat = try transaction.seat(of: viewer, at: item)
    if seat.item.decision != nil { throw Refusal.conflict("demand.problem.decided") }
    if try transaction.isRecused(seat.person, from: item) { return }
    try transaction.run("DELETE FROM committee_scores WHERE item = \(item) AND person = \(seat.person)")
    try transaction.run(
      "INSERT INTO committee_recusals (item, person, reason, at) VALUES (\(item), \(seat.person), \(reason), \(now))")
    try transaction.note(
      "demand.committee.recuse", on: seat.session.subject, by: viewer, at: now, after: "application/\(seat.item.application)")
  }
}

/// The committee decides on a file, with reasons: the file moves, and its applicant gets a letter by mail and as PDF.
package struct DecideFile: Act {
  package let item: ID<CommitteeItem>
  package let decision: CommitteeDecision
  package let reasons: String
  package let base: String

  package init(_ item: ID<CommitteeItem>, _ decision: CommitteeDecision, reasons: String, base: String) {
    (self.item, self.decision, self.reasons, self.base) = (item, decision, reasons, base)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.decideFiles)
    try transaction.lock(demandLock)
    guard let found = try transaction.item(item) else { throw Refusal.notFound }
    let session = try transaction.openSession(found.session)
    if found.decision != nil { throw Refusal.conflict("demand.problem.decided") }
    // Who left the room does not write its decision either.
    if let person = viewer.person, try transaction.isRecused(person, from: item) { throw Refusal.conflict("demand.problem.recused") }
    guard let file = try transaction.application(found.application) else { throw Refusal.notFound }
    let score = try transaction.score(of: found, on: session.day)
    if let move = decision.move {
      let quorum = try transaction.demandRules(on: session.day).days("committee.quorum")
      if score.members.count < quorum {
        throw Refusal.conflict("demand.problem.quorum", field: "decision", ["count": "\(score.members.count)", "quorum": "\(quorum)"])
      }
      try transaction.refuseMove(move, of: file)
      try transaction.run("UPDATE applications SET score = \(score.hundredths) WHERE id = \(file.id)")
      try transaction.move(file, move, reason: reasons, by: viewer.name, viewer: viewer, base: base, at: now)
    }
    try transaction.run(
      """
      UPDATE committee_items SET decision = \(decision), reasons = \(reasons), score = \(score.hundredths), decided_at = \(now),
        decided_by = \(viewer.name) WHERE id = \(item)
      """)
    try transaction.note(
      "demand.committee.decide", on: session.subject, by: viewer, at: now, after: "\(decision.rawValue) application/\(file.id)")
    if decision.move != nil, let letter = try transaction.decisionLetter(of: item) {
      let paper = Enclosure(name: letter.fileName, type: "application/pdf", bytes: try letter.document(at: now).printed())
      try transaction.tell(decision.rawValue, to: file, base: base, at: now, enclosures: [paper]) { _ in ["reason": reasons] }
    }
  }
}

/// A member of a committee before one file of its agenda.
struct CommitteeSeat {
  let person: PersonID
  let item: CommitteeItem
  let session: CommitteeSession
}

extension Transaction {
  /// The first line of what members do: they are members of this session, which is still open.
  borrowing func seat(of viewer: Viewer, at item: ID<CommitteeItem>) throws -> CommitteeSeat {
    guard let person = viewer.person else { throw Refusal.notSignedIn }
    try lock(demandLock)
    guard let found = try self.item(item), try members(of: found.session).contains(where: { $0.person == person }) else {
      throw Refusal.notFound
    }
    return CommitteeSeat(person: person, item: found, session: try openSession(found.session))
  }
  package borrowing func isRecused(_ person: PersonID, from item: ID<CommitteeItem>) throws -> Bool {
    try first("SELECT 1 AS one FROM committee_recusals WHERE item = \(item) AND person = \(person)") != nil
  }
}
