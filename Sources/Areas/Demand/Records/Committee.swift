import Kernel
import Store

/// What a committee says of a file.
package enum CommitteeDecision: String, Sendable, CaseIterable, Codable, Bindable, Fetchable {
  case accept, wait, refuse, adjourn

  package var move: ApplicationMove? {
    switch self {
    case .accept: .accept
    case .wait: .wait
    case .refuse: .refuse
    case .adjourn: nil
    }
  }
}

/// A meeting of the committee.
package struct CommitteeSession: RowReadable, Sendable, Hashable {
  package let id: ID<CommitteeSession>
  package let day: Day
  package let meetingPlace: String
  package let title: String
  package let minutes: String
  package let closedAt: Instant?
  package let closedBy: String?

  package init(row: Row) throws {
    id = try row.get("id")
    day = try row.get("day")
    meetingPlace = try row.get("meeting_place")
    title = try row.get("title")
    minutes = try row.get("minutes")
    closedAt = try row.get("closed_at")
    closedBy = try row.get("closed_by")
  }
  package var subject: String { "committee/\(id)" }
}

/// A file on the agenda, and what became of it.
package struct CommitteeItem: RowReadable, Sendable, Hashable {
  package let id: ID<CommitteeItem>
  package let session: ID<CommitteeSession>
  package let application: ID<Application>
  package let applicant: String
  package let place: Int
  package let decision: CommitteeDecision?
  package let reasons: String
  package let score: Int64?
  package let decidedAt: Instant?
  package let decidedBy: String?

  package init(row: Row) throws {
    id = try row.get("id")
    session = try row.get("session")
    application = try row.get("application")
    applicant = try row.get("applicant")
    place = try row.get("place")
    decision = try row.get("decision")
    reasons = try row.get("reasons")
    score = try row.get("score")
    decidedAt = try row.get("decided_at")
    decidedBy = try row.get("decided_by")
  }
}

package struct CommitteeMember: RowReadable, Sendable, Hashable {
  package let person: PersonID
  package let name: String
  package let email: String
  package let language: Language

  package init(row: Row) throws {
    person = try row.get("person")
    name = try row.get("name")
    email = try row.get("email")
    language = try row.get("language")
  }
}

package struct Recusal: RowReadable, Sendable, Hashable {
  package let item: ID<CommitteeItem>
  package let person: PersonID
  package let name: String
  package let reason: String

  package init(row: Row) throws {
    item = try row.get("item")
    person = try row.get("person")
    name = try row.get("name")
    reason = try row.get("reason")
  }
}

extension Transaction {
  package borrowing func session(_ id: ID<CommitteeSession>) throws -> CommitteeSession? {
    try one("SELECT * FROM committee_sessions WHERE id = \(id)")
  }
  /// The latest first; only those of a member when one is named.
  package borrowing func sessions(of member: PersonID?) throws -> [CommitteeSession] {
    let mine: SQL = member.map { "WHERE id IN (SELECT session FROM committee_members WHERE person = \($0))" } ?? ""
    return try all("SELECT * FROM committee_sessions \(mine) ORDER BY day DESC, id DESC")
  }
  package borrowing func members(of session: ID<CommitteeSession>) throws -> [CommitteeMember] {
    try all(
      """
      SELECT m.person, p.name, p.email, p.language FROM committee_members m JOIN persons p ON p.id = m.person
      WHERE m.session = \(session) ORDER BY p.name_key, p.id
      """)
  }
  private var itemColumns: SQL { "SELECT i.*, a.name AS applicant FROM committee_items i JOIN applications a ON a.id = i.application" }
  package borrowing func items(of session: ID<CommitteeSession>) throws -> [CommitteeItem] {
    try all("\(itemColumns) WHERE i.session = \(session) ORDER BY i.place, i.id")
  }
  package borrowing func item(_ id: ID<CommitteeItem>) throws -> CommitteeItem? { try one("\(itemColumns) WHERE i.id = \(id)") }
  package borrowing func items(of application: ID<Application>) throws -> [CommitteeItem] {
    try all("\(itemColumns) JOIN committee_sessions s ON s.id = i.session WHERE i.application = \(application) ORDER BY s.day, i.id")
  }
  package borrowing func recusals(of session: ID<CommitteeSession>) throws -> [Recusal] {
    try all(
      """
      SELECT r.item, r.person, r.reason, p.name FROM committee_recusals r JOIN persons p ON p.id = r.person
      JOIN committee_items i ON i.id = r.item WHERE i.session = \(session) ORDER BY p.name_key, p.id
      """)
  }
  package borrowing func scores(of item: ID<CommitteeItem>) throws -> [GivenScore] {
    try rows("SELECT person, criterion, points FROM committee_scores WHERE item = \(item) ORDER BY person, criterion").map {
      GivenScore(member: try $0.get("person"), criterion: try $0.get("criterion"), points: try $0.get("points"))
    }
  }
  /// As the criteria stand on the day of the session, without those who recused themselves.
  package borrowing func score(of item: CommitteeItem, on day: Day) throws -> CommitteeScore {
    let recused: [PersonID] = try rows("SELECT person FROM committee_recusals WHERE item = \(item.id) ORDER BY person").map {
      try $0.get("person")
    }
    return CommitteeScore(
      try scores(of: item.id), criteria: try committeeCriteria(on: day).map(\.criterion), recused: Set(recused))
  }
}
