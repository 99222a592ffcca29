import Kernel
import Secrets
import Store
import Web

/// Finds who knocks by session or by access token, with the roles that hold today: one query each time, so that a session that was
/// ended or a role that was taken back counts at once, on every server of the house.
package struct PeopleDoorkeeper: Doorkeeper {
  private let database: any Database
  private let house: HouseTime

  package init(database: any Database, house: HouseTime = .mulhouse) { (self.database, self.house) = (database, house) }

  package func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? {
    if let bearerToken { return try await guest(token: Digest.sha256(bearerToken), at: now) }
    guard let sessionSecret else { return nil }
    return try await guest(session: Digest.sha256(sessionSecret), at: now)
  }

  private func guest(session digest: String, at now: Instant) async throws -> Guest? {
    let rows = try await rows(
      """
      SELECT s.*, p.name, p.language, g.role, g.organisation, g.from_day, g.until_day
      FROM sessions s JOIN persons p ON p.id = s.person LEFT JOIN role_grants g ON g.person = p.id
      WHERE s.digest = \(digest)
      """)
    guard let first = rows.first else { return nil }
    let session = try Session(row: first)
    guard session.holds(at: now) else { return nil }
    if now - session.seenAt >= SessionLifetime.grain {
      try await touch("UPDATE sessions SET seen_at = \(now) WHERE digest = \(digest) AND seen_at < \(now)")
    }
    let language: Language = try first.get("language")
    return Guest(viewer: try viewer(session.person, rows, at: now), session: SessionKey(digest: digest), language: language)
  }

  private func guest(token digest: String, at now: Instant) async throws -> Guest? {
    let rows = try await rows(
      """
      SELECT a.id, a.person, a.name AS token_name, a.read_only, a.created_at, a.expires_at, a.last_used_at, a.revoked_at, p.name, p.language,
        g.role, g.organisation, g.from_day, g.until_day
      FROM access_tokens a JOIN persons p ON p.id = a.person LEFT JOIN role_grants g ON g.person = p.id
      WHERE a.digest = \(digest)
      """)
    guard let first = rows.first else { return nil }
    let token = try AccessToken(row: first)
    guard token.holds(at: now) else { return nil }
    if token.lastUsedAt.map({ now - $0 >= SessionLifetime.grain }) ?? true {
      try await touch("UPDATE access_tokens SET last_used_at = \(now) WHERE digest = \(digest)")
    }
    return Guest(
      viewer: try viewer(token.person, rows, at: now), session: nil, language: try first.get("language"), isReadOnly: token.readOnly)
  }

  private func rows(_ sql: SQL) async throws -> [Row] { try await database.read { transaction in try transaction.rows(sql) } }
  private func touch(_ sql: SQL) async throws { _ = try await database.write { transaction in try transaction.run(sql) } }

  private func viewer(_ person: PersonID, _ rows: [Row], at now: Instant) throws -> Viewer {
    let today = house.day(of: now)
    let grants = try rows.compactMap { row -> Grant? in
      guard let role: Role = try row.get("role"), let from: Day = try row.get("from_day") else { return nil }
      let span = HeldSpan(from: from, until: try row.get("until_day"))
      return span.holds(on: today) ? Grant(role, on: try row.get("organisation")) : nil
    }
    let first = rows[0]
    return Viewer(person: person, name: try first.get("name"), grants: grants, language: try first.get("language"))
  }
}
