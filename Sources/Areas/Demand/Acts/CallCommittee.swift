import Kernel
import People
import Store
import Web

/// Calls a meeting of the committee: a day, its members, the files to speak of. The members are written to.
package struct CallCommittee: Act {
  package let day: Day
  package let title: String
  package let meetingPlace: String
  package let members: [PersonID]
  package let applications: [ID<Application>]
  package let base: String

  package init(day: Day, title: String, meetingPlace: String, members: [PersonID], applications: [ID<Application>], base: String) {
    (self.day, self.title, self.meetingPlace) = (day, title, meetingPlace)
    (self.members, self.applications, self.base) = (members, applications, base)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<CommitteeSession> {
    try viewer.demand(.decideFiles)
    try transaction.lock(demandLock)
    var problems = Problems()
    if day < HouseTime.mulhouse.day(of: now) { problems.add("demand.problem.sessionPast", field: "day") }
    if members.isEmpty { problems.add("kernel.problem.missing", field: "member") }
    for member in Set(members).sorted() where try transaction.person(member) == nil {
      problems.add("kernel.problem.choice", field: "member")
    }
    try problems.refuse()
    let id = ID<CommitteeSession>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO committee_sessions (id, day, meeting_place, title, made_by) VALUES (\(id), \(day), \(meetingPlace), \(title), \(viewer.name))
      """)
    for member in Set(members).sorted() {
      try transaction.run("INSERT INTO committee_members (session, person) VALUES (\(id), \(member))")
    }
    for application in applications { try transaction.putOnAgenda(application, of: id, at: now) }
    try transaction.note("demand.committee.call", on: "committee/\(id)", by: viewer, at: now, after: day.description)
    guard let session = try transaction.session(id) else { throw Refusal.notFound }
    for member in try transaction.members(of: id) { try transaction.call(member, to: session, base: base, at: now) }
    return id
  }
}

/// Calls one more member to a session that is still open: where fewer come than have to score, nothing could be decided.
package struct AddCommitteeMember: Act {
  package let session: ID<CommitteeSession>
  package let member: PersonID
  package let base: String

  package init(_ session: ID<CommitteeSession>, _ member: PersonID, base: String) {
    (self.session, self.member, self.base) = (session, member, base)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.decideFiles)
    try transaction.lock(demandLock)
    let session = try transaction.openSession(session)
    if try transaction.person(member) == nil { throw Refusal.invalid("kernel.problem.choice", field: "member") }
    if try transaction.members(of: session.id).contains(where: { $0.person == member }) {
      throw Refusal.conflict("demand.problem.memberAlready", field: "member")
    }
    try transaction.run("INSERT INTO committee_members (session, person) VALUES (\(session.id), \(member))")
    try transaction.note("demand.committee.member", on: session.subject, by: viewer, at: now, after: "person/\(member)")
    for called in try transaction.members(of: session.id) where called.person == member {
      try transaction.call(called, to: session, base: base, at: now)
    }
  }
}

/// Puts a submitted file on the agenda of a session that is still open, or takes one off of which nothing was decided.
package struct ChangeAgenda: Act {
  package let session: ID<CommitteeSession>
  package let application: ID<Application>
  package let isOn: Bool

  package init(_ session: ID<CommitteeSession>, _ application: ID<Application>, isOn: Bool) {
    (self.session, self.application, self.isOn) = (session, application, isOn)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.decideFiles)
    try transaction.lock(demandLock)
    let session = try transaction.openSession(session)
    if isOn {
      try transaction.putOnAgenda(application, of: session.id, at: now)
    } else {
      guard let item = try transaction.items(of: session.id).first(where: { $0.application == application }) else { throw Refusal.notFound }
      if item.decision != nil { throw Refusal.conflict("demand.problem.decided") }
      try transaction.run("DELETE FROM committee_scores WHERE item = \(item.id)")
      try transaction.run("DELETE FROM committee_recusals WHERE item = \(item.id)")
      try transaction.run("DELETE FROM committee_items WHERE id = \(item.id)")
    }
    try transaction.note(
      "demand.committee.agenda", on: session.subject, by: viewer, at: now, after: "\(isOn ? "on" : "off") application/\(application)")
  }
}

/// Ends a session with its minutes; from then on nothing of it changes.
package struct CloseCommittee: Act {
  package let session: ID<CommitteeSession>
  package let minutes: String

  package init(_ session: ID<CommitteeSession>, minutes: String) { (self.session, self.minutes) = (session, minutes) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.decideFiles)
    try transaction.lock(demandLock)
    let session = try transaction.openSession(session)
    let open = try transaction.items(of: session.id).filter { $0.decision == nil }
    if !open.isEmpty {
      throw Refusal.conflict("demand.problem.undecided", ["names": open.map(\.applicant).joined(separator: ", ")])
    }
    try transaction.run(
      "UPDATE committee_sessions SET minutes = \(minutes), closed_at = \(now), closed_by = \(viewer.name) WHERE id = \(session.id)")
    try transaction.note("demand.committee.close", on: session.subject, by: viewer, at: now)
  }
}

extension Transaction {
  borrowing func openSession(_ id: ID<CommitteeSession>) throws -> CommitteeSession {
    guard let session = try session(id) else { throw Refusal.notFound }
    if session.closedAt != nil { throw Refusal.conflict("demand.problem.sessionClosed") }
    return session
  }

  fileprivate borrowing func call(_ member: CommitteeMember, to session: CommitteeSession, base: String, at now: Instant) throws {
    let arguments = [
      "title": session.title, "day": Format(member.language).weekday(session.day), "place": session.meetingPlace,
      "link": "\(base)/committees/\(session.id)", "count": "\(try items(of: session.id).count)",
    ]
    try post(
      DemandLetters.letter("session", to: member.email, named: member.name, in: member.language, arguments), about: session.subject, at: now
    )
  }

  /// The session that is still open and has to decide the file; nil when none has.
  private borrowing func openAgenda(of application: ID<Application>) throws -> CommitteeSession? {
    try one(
      """
      SELECT s.* FROM committee_items i JOIN committee_sessions s ON s.id = i.session
      WHERE i.application = \(application) AND i.decision IS NULL AND s.closed_at IS NULL ORDER BY s.day DESC, s.id DESC LIMIT 1
      """)
  }
  /// Submitted files that no open session has to decide.
  borrowing func filesForAgenda() throws -> [Application] {
    let waiting: [ID<Application>] = try rows(
      """
      SELECT i.application FROM committee_items i JOIN committee_sessions s ON s.id = i.session
      WHERE i.decision IS NULL AND s.closed_at IS NULL
      """
    ).map { try $0.get("application") }
    let taken = Set(waiting)
    return try applications(in: [.submitted]).filter { !taken.contains($0.id) }
  }

  borrowing func putOnAgenda(_ application: ID<Application>, of session: ID<CommitteeSession>, at now: Instant) throws {
    guard let file = try self.application(application) else { throw Refusal.invalid("kernel.problem.choice", field: "application") }
    if file.state != .submitted { throw Refusal.conflict("demand.problem.notSubmitted", field: "application", ["name": file.facts.name]) }
    let items = try items(of: session)
    if items.contains(where: { $0.application == application }) { return }
    // Two sessions would decide the same file, the second of them nothing.
    if let other = try openAgenda(of: application) {
      throw Refusal.conflict(
        "demand.problem.onOtherAgenda", field: "application", ["name": file.facts.name, "title": other.title, "day": other.day.description])
    }
    try run(
      """
      INSERT INTO committee_items (id, session, application, place)
      VALUES (\(ID<CommitteeItem>.fresh(at: now)), \(session), \(application), \((items.map(\.place).max() ?? 0) + 1))
      """)
  }
}
