import Kernel
import Spaces
import Store

/// Demand as the files its import reads; papers, scores, sessions and visits travel with the backup.
package struct ExportDemand {
  package init() {}

  /// One without a line is left out. The same records make the same bytes.
  package func files(in transaction: borrowing Transaction) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    func add(_ file: DemandFile, _ rows: [[String?]]) {
      let sorted = rows.sorted { one, other in one.map { $0 ?? "" }.lexicographicallyPrecedes(other.map { $0 ?? "" }) }
      if !rows.isEmpty { files[file.rawValue] = CSVText.bytes(file.columns, sorted) }
    }
    add(.parameters, try transaction.demandParameters().map { [$0.name, $0.from.description, String($0.amount), $0.reference] })
    let all = try transaction.applications()
    let known = all.filter { $0.forgottenAt == nil }
    let keys = Dictionary(uniqueKeysWithValues: known.map { ($0.id, $0.externalKey ?? $0.id.text) })
    add(.applications, try rows(of: known, in: transaction))
    add(
      .moves,
      try transaction.steps().compactMap { step in
        keys[step.application].map { [$0, step.at.iso, step.move.rawValue, step.by, step.reason, step.cause?.rawValue] }
      })
    add(.offers, try offers(keys, in: transaction))
    add(.wishes, try past(in: transaction))
    let sessions = try committees(keys, in: transaction)
    add(.sessions, sessions.sessions)
    add(.items, sessions.items)
    return files
  }

  private func rows(of files: [Application], in transaction: borrowing Transaction) throws -> [[String?]] {
    let levels = Dictionary(uniqueKeysWithValues: try transaction.levels().map { ($0.id.text, $0.key) })
    var organisations: [OrganisationID: String] = [:]
    for row in try transaction.rows("SELECT id, external_key FROM organisations ORDER BY id") {
      let (id, key): (OrganisationID, String?) = (try row.get("id"), try row.get("external_key"))
      organisations[id] = key ?? id.text
    }
    var received: [ID<Application>: Instant] = [:]
    for row in try transaction.rows("SELECT id, received_at FROM applications ORDER BY id") {
      received[try row.get("id")] = try row.get("received_at")
    }
    return files.map { file in
      let (facts, wish) = (file.facts, file.facts.wish)
      return [
        file.externalKey ?? file.id.text, facts.name, facts.contact, facts.email, wish.earliest.description, received[file.id]?.iso,
        file.organisation.flatMap { organisations[$0] }, facts.phone, facts.language.rawValue, facts.siren, facts.activity,
        facts.programme.rawValue, String(facts.people), String(facts.jobs), wish.cells.map { String($0) }, wish.area?.decimal, wish.kind,
        wish.level.flatMap { levels[$0] }, wish.isContiguous ? "0" : "1", wish.noise.map { String($0) }, wish.needsWindow ? "1" : "0",
        wish.power.map { String($0) }, wish.monthlyBudget?.decimal, wish.latest?.description, facts.message,
        file.score.map { Money(cents: $0).decimal }, file.confirmedOn?.description, file.askedOn?.description,
      ]
    }
  }

  private func offers(_ keys: [ID<Application>: String], in transaction: borrowing Transaction) throws -> [[String?]] {
    var holds: [ID<Hold>: String] = [:]
    for row in try transaction.rows("SELECT h.id, h.external_key FROM holds h JOIN offers o ON o.hold = h.id ORDER BY h.id") {
      let (id, key): (ID<Hold>, String?) = (try row.get("id"), try row.get("external_key"))
      holds[id] = key ?? id.text
    }
    return try transaction.houseOffers().compactMap { offer in
      guard let application = keys[offer.application] else { return nil }
      return [
        offer.externalKey ?? offer.id.text, application, offer.cells, offer.madeAt.iso, offer.from.description, offer.expiresOn.description,
        offer.hold.flatMap { holds[$0] }, offer.area.decimal, offer.madeBy, offer.monthlyRent?.decimal,
        offer.misfits.map(\.rawValue).joined(separator: " "), offer.despite, offer.endedAt?.iso, offer.endedHow?.rawValue, offer.endedBy,
        offer.endedReason, offer.counts ? "1" : "0", offer.schemeCode,
      ]
    }
  }

  private func committees(
    _ keys: [ID<Application>: String], in transaction: borrowing Transaction
  ) throws -> (sessions: [[String?]], items: [[String?]]) {
    var persons: [PersonID: String] = [:]
    for row in try transaction.rows("SELECT id, external_key FROM persons ORDER BY id") {
      let (id, key): (PersonID, String?) = (try row.get("id"), try row.get("external_key"))
      persons[id] = key ?? id.text
    }
    var (sessions, items): ([[String?]], [[String?]]) = ([], [])
    for row in try transaction.rows("SELECT id, external_key FROM committee_sessions ORDER BY id") {
      let (id, external): (ID<CommitteeSession>, String?) = (try row.get("id"), try row.get("external_key"))
      guard let session = try transaction.session(id) else { continue }
      let key = external ?? id.text
      let members = try transaction.members(of: id).compactMap { persons[$0.person] }.sorted().joined(separator: " ")
      sessions.append([
        key, session.day.description, session.title, members, session.meetingPlace, session.minutes, session.closedAt?.iso,
        session.closedBy,
      ])
      for item in try transaction.items(of: id) {
        guard let file = keys[item.application] else { continue }
        items.append([
          key, file, item.decision?.rawValue, item.reasons, item.score.map { Money(cents: $0).decimal }, item.decidedAt?.iso,
          item.decidedBy,
        ])
      }
    }
    return (sessions, items)
  }

  /// With those whose applicant was forgotten: what they wished for stays.
  private func past(in transaction: borrowing Transaction) throws -> [[String?]] {
    let written = try transaction.rows("SELECT * FROM past_wishes ORDER BY external_key").map { row -> [String?] in
      let (cells, area): (Int, FloorArea) = (try row.get("cells"), try row.get("area"))
      return [
        try row.get("external_key"), try row.get("received_on"), String(cells), try row.get("earliest"), area.decimal, try row.get("kind"),
        try row.get("lost_on"), try row.get("cause"),
      ]
    }
    let forgotten = try transaction.rows(
      """
      SELECT a.id, m.at, m.cause FROM applications a JOIN application_moves m ON m.application = a.id
      WHERE a.forgotten_at IS NOT NULL AND m.cause IS NOT NULL ORDER BY a.id, m.at
      """)
    var last: [ID<Application>: (at: Instant, cause: String)] = [:]
    for row in forgotten { last[try row.get("id")] = (try row.get("at"), try row.get("cause")) }
    return written
      + (try transaction.applications().filter { $0.forgottenAt != nil }.map { file in
        let (wish, end) = (file.facts.wish, last[file.id])
        return [
          file.externalKey ?? file.id.text, file.receivedOn.description, String(wish.size), wish.earliest.description,
          wish.wholeArea.decimal,
          wish.kind, end.map { HouseTime.mulhouse.day(of: $0.at).description }, end?.cause,
        ]
      })
  }
}
