import Foundation
import Kernel
import Store

/// A mail that is to leave, plain text in one language.
package struct Letter: Hashable, Sendable {
  package let to: String
  package let toName: String
  package let subject: String
  package let body: String
  package let enclosures: [Enclosure]

  package init(to: String, toName: String, subject: String, body: String, enclosures: [Enclosure] = []) {
    (self.to, self.toName, self.subject, self.body, self.enclosures) = (to, toName, subject, body, enclosures)
  }
}

/// A file that travels with a letter.
package struct Enclosure: Hashable, Sendable {
  package let name: String
  /// `application/pdf`, or `text/calendar; charset=utf-8; method=REQUEST`.
  package let type: String
  package let bytes: [UInt8]

  package init(name: String, type: String, bytes: [UInt8]) { (self.name, self.type, self.bytes) = (name, type, bytes) }
}

/// Mail leaves through this table, written in the transaction of what it tells, so that data and mail cannot disagree.
package enum Outbox {
  package static let migrations = [
    Migration(
      "post 001: outbox",
      """
      CREATE TABLE outbox (
        id TEXT PRIMARY KEY,
        queued_at BIGINT NOT NULL,
        to_address TEXT NOT NULL,
        to_name TEXT NOT NULL,
        subject TEXT NOT NULL,
        body TEXT NOT NULL,
        about TEXT NOT NULL,
        tries BIGINT NOT NULL DEFAULT 0,
        next_try_at BIGINT NOT NULL,
        sent_at BIGINT,
        failed_at BIGINT,
        last_error TEXT
      )
      ;;
      CREATE INDEX outbox_waiting ON outbox (next_try_at) WHERE sent_at IS NULL AND failed_at IS NULL
      ;;
      CREATE INDEX outbox_about ON outbox (about)
      """),
    Migration("post 002: the paper that goes with a letter", "ALTER TABLE outbox ADD COLUMN attachment TEXT"),
    Migration(
      "post 003: what travels with a letter",
      """
      CREATE TABLE outbox_enclosures (
        letter TEXT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE, place BIGINT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
        content TEXT NOT NULL, PRIMARY KEY (letter, place)
      )
      """),
  ]
}

/// Makes the file that a letter names, as `invoice/0190…`, when the letter leaves: what never changes need not be kept twice. nil of what it does not know.
package typealias AttachmentMaker = @Sendable (_ subject: String, _ database: any Database) async throws -> Enclosure?

extension Transaction {
  /// Puts a letter in the outbox. `about` is the subject of the change it tells, as in the audit.
  /// `attachment` names a file that goes with it and is made when it leaves.
  package borrowing func post(_ letter: Letter, about: String, attaching attachment: String? = nil, at now: Instant) throws {
    let id = ID<Letter>.fresh(at: now)
    try run(
      """
      INSERT INTO outbox (id, queued_at, to_address, to_name, subject, body, about, next_try_at, attachment)
      VALUES (\(id), \(now), \(letter.to), \(letter.toName), \(letter.subject), \(letter.body), \(about), \(now), \(attachment))
      """)
    for (place, enclosure) in letter.enclosures.enumerated() {
      try run(
        """
        INSERT INTO outbox_enclosures (letter, place, name, type, content)
        VALUES (\(id), \(place), \(enclosure.name), \(enclosure.type), \(Data(enclosure.bytes).base64EncodedString()))
        """)
    }
  }

  /// Letters that were written until a moment of the past, while it is lived again, count as sent when they were written.
  package borrowing func countAsSent(queuedUntil moment: Instant) throws {
    try run("UPDATE outbox SET sent_at = queued_at WHERE sent_at IS NULL AND failed_at IS NULL AND queued_at <= \(moment)")
  }

  /// What travels with a letter, in its order.
  borrowing func enclosures(of letter: String) throws -> [Enclosure] {
    try rows("SELECT name, type, content FROM outbox_enclosures WHERE letter = \(letter) ORDER BY place").map { row in
      let content: String = try row.get("content")
      return Enclosure(name: try row.get("name"), type: try row.get("type"), bytes: Array(Data(base64Encoded: content) ?? Data()))
    }
  }
}
