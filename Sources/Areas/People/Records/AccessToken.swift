import Kernel
import Store

package enum AccessTokens {}

/// A secret by which a program acts for a person, with the person's rights or only to read. Only its digest is kept.
package struct AccessToken: RowReadable, Sendable {
  package let id: ID<AccessTokens>
  package let person: PersonID
  package let name: String
  package let readOnly: Bool
  package let createdAt: Instant
  package let expiresAt: Instant?
  package let lastUsedAt: Instant?
  package let revokedAt: Instant?

  package init(row: Row) throws {
    id = try row.get("id")
    person = try row.get("person")
    name = try row.get(row.has("token_name") ? "token_name" : "name")
    readOnly = try row.get("read_only")
    createdAt = try row.get("created_at")
    expiresAt = try row.get("expires_at")
    lastUsedAt = try row.get("last_used_at")
    revokedAt = try row.get("revoked_at")
  }

  package func holds(at now: Instant) -> Bool { revokedAt == nil && (expiresAt.map { now < $0 } ?? true) }
}

extension Transaction {
  /// Those that were not revoked, the latest first; expired ones are among them.
  package borrowing func accessTokens(of person: PersonID) throws -> [AccessToken] {
    try all("SELECT * FROM access_tokens WHERE person = \(person) AND revoked_at IS NULL ORDER BY created_at DESC, id")
  }
  /// Makes all tokens of a person worthless; how many they were.
  @discardableResult borrowing func revokeTokens(of person: PersonID, at now: Instant) throws -> Int {
    try run("UPDATE access_tokens SET revoked_at = \(now) WHERE person = \(person) AND revoked_at IS NULL")
  }
}
