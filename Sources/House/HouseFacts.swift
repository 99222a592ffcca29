import Kernel
import Store

/// The few things the house remembers of itself, shared by all its servers.
package enum HouseFacts {
  package static let migrations = [
    Migration(
      "house 001: facts",
      """
      CREATE TABLE house_facts (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL,
        known_since BIGINT NOT NULL
      )
      """)
  ]
}

extension Transaction {
  package borrowing func houseFact(_ name: String) throws -> String? {
    try value("SELECT value FROM house_facts WHERE name = \(name)")
  }
  package borrowing func remember(_ name: String, _ fact: String, at now: Instant) throws {
    try run(
      """
      INSERT INTO house_facts (name, value, known_since) VALUES (\(name), \(fact), \(now))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, known_since = excluded.known_since
      """)
  }
}

/// What signs the forms of every server of this house: made once, by the first that starts. Whoever reads it still lacks the visitor's cookie.
struct FormSecret: Act {
  let fresh: [UInt8]

  static func random() -> FormSecret {
    var generator = SystemRandomNumberGenerator()
    return FormSecret(fresh: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> [UInt8] {
    guard viewer.kind == .house else { throw Refusal.notAllowed }
    try transaction.lock("house facts")
    if let known = try transaction.houseFact("form secret") { return Array(known.utf8) }
    let text = fresh.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    try transaction.remember("form secret", text, at: now)
    return Array(text.utf8)
  }
}
