import Kernel
import People
import Store

extension DemandImportWork {
  /// Sessions with their members and agenda, as they were held or are to be.
  mutating func sessions(
    _ lines: [DemandLine<DemandEntries.Session>], items: [DemandLine<DemandEntries.Item>], in transaction: borrowing Transaction,
    at now: Instant
  ) throws {
    var made: [String: ID<CommitteeSession>] = [:]
    for line in lines {
      let entry = line.value
      let known: ID<CommitteeSession>? = try transaction.value(
        "SELECT id FROM committee_sessions WHERE external_key = \(entry.key) OR id = \(entry.key) ORDER BY id LIMIT 1")
      if known != nil {
        unchanged += 1
        continue
      }
      let members = try entry.members.compactMap { try (transaction.person(key: $0) ?? transaction.person(PersonID($0)))?.id }
      if members.count != entry.members.count {
        problems.add("kernel.problem.choice", field: "\(line.place):members")
        continue
      }
      let id = ID<CommitteeSession>.fresh(at: now)
      try transaction.run(
        """
        INSERT INTO committee_sessions (id, external_key, day, meeting_place, title, made_by, minutes, closed_at, closed_by)
        VALUES (\(id), \(entry.key), \(entry.day), \(entry.meetingPlace), \(entry.title), \(entry.closedBy ?? ""), \(entry.minutes), \(entry.closed),
          \(entry.closedBy))
        """)
      for member in Set(members).sorted() {
        try transaction.run("INSERT INTO committee_members (session, person) VALUES (\(id), \(member))")
      }
      made[entry.key] = id
      added += 1
    }
    try agenda(items, made, in: transaction, at: now)
  }

  private mutating func agenda(
    _ lines: [DemandLine<DemandEntries.Item>], _ made: [String: ID<CommitteeSession>], in transaction: borrowing Transaction,
    at now: Instant
  ) throws {
    var places: [String: Int] = [:]
    for line in lines {
      let entry = line.value
      guard let session = made[entry.session] else {
        let isKnown: String? = try transaction.value(
          "SELECT id FROM committee_sessions WHERE external_key = \(entry.session) OR id = \(entry.session) ORDER BY id LIMIT 1")
        if isKnown != nil { unchanged += 1 } else { problems.add("kernel.problem.choice", field: "\(line.place):session") }
        continue
      }
      guard let file = try transaction.application(key: entry.application) ?? transaction.application(ID(entry.application)) else {
        problems.add("kernel.problem.choice", field: "\(line.place):application")
        continue
      }
      places[entry.session, default: 0] += 1
      try transaction.run(
        """
        INSERT INTO committee_items (id, session, application, place, decision, reasons, score, decided_at, decided_by)
        VALUES (\(ID<CommitteeItem>.fresh(at: now)), \(session), \(file.id), \(places[entry.session] ?? 1), \(entry.decision), \(entry.reasons),
          \(entry.score), \(entry.decided), \(entry.by))
        """)
      added += 1
    }
  }
}
