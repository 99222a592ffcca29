import Kernel
import Store

/// Someone the house knows by name and address; with a way to sign in or without.
package struct Person: RowReadable, Sendable, Hashable {
  package let id: PersonID
  package let externalKey: String?
  package let facts: PersonFacts
  package let hasPassword: Bool
  package let createdAt: Instant

  package init(row: Row) throws {
    id = try row.get("id")
    externalKey = try row.get("external_key")
    facts = try PersonFacts(row: row)
    let digest: String? = try row.get("password_digest")
    hasPassword = digest != nil
    createdAt = try row.get("created_at")
  }

  package var name: String { facts.name }
  package var subject: String { "person/\(id)" }
}

/// What can be said of a person, already checked.
package struct PersonFacts: RowReadable, Sendable, Hashable, Codable {
  package var name: String
  package var email: String
  package var language: Language
  package var phone: String?
  /// Since when they agree to be named in the public directory beside their organisation; nil without consent.
  package var listedFrom: Day?

  package init(name: String, email: String, language: Language = .french, phone: String? = nil, listedFrom: Day? = nil) {
    (self.name, self.email, self.language, self.phone, self.listedFrom) = (name, email, language, phone, listedFrom)
  }
  package init(row: Row) throws {
    name = try row.get("name")
    email = try row.get("email")
    language = try row.get("language")
    phone = try row.get("phone")
    listedFrom = try row.get("listed_from")
  }

  var emailKey: String { EmailAddress.key(of: email) }
  var searchKey: String { [name, email, phone].compactMap(\.self).joined(separator: " ").folded }
}

extension Transaction {
  package borrowing func person(_ id: PersonID) throws -> Person? { try one("SELECT * FROM persons WHERE id = \(id)") }
  package borrowing func person(key: String) throws -> Person? { try one("SELECT * FROM persons WHERE external_key = \(key)") }
  package borrowing func person(email: String) throws -> Person? {
    try one("SELECT * FROM persons WHERE email_key = \(EmailAddress.key(of: email))")
  }
  package borrowing func personNames() throws -> [(id: PersonID, name: String)] {
    try rows("SELECT id, name FROM persons ORDER BY name_key, id").map { (try $0.get("id"), try $0.get("name")) }
  }

  borrowing func insert(_ facts: PersonFacts, as id: PersonID, key: String?, at now: Instant) throws {
    try run(
      """
      INSERT INTO persons (id, external_key, name, name_key, search_key, email, email_key, language, phone, listed_from, created_at)
      VALUES (\(id), \(key), \(facts.name), \(facts.name.folded), \(facts.searchKey), \(facts.email), \(facts.emailKey), \(facts.language),
        \(facts.phone), \(facts.listedFrom), \(now))
      """)
  }
  borrowing func update(_ facts: PersonFacts, of id: PersonID) throws {
    try run(
      """
      UPDATE persons SET name = \(facts.name), name_key = \(facts.name.folded), search_key = \(facts.searchKey), email = \(facts.email),
        email_key = \(facts.emailKey), language = \(facts.language), phone = \(facts.phone), listed_from = \(facts.listedFrom)
      WHERE id = \(id)
      """)
  }
}
