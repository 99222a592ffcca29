import Kernel
import Store

/// A mail that is to leave, plain text in one language.
package struct Letter: Hashable, Sendable {
  package let to: String
  package let toName: String
  package let subject: String
  package let body: String

  package init(to: String, toName: String, subject: String, body: String) {
    (self.to, self.toName, self.subject, self.body) = (to, toName, subject, body)
  }
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
  ]
}

/// A file that goes with a letter, made when the letter leaves: what never changes need not be kept twice.
package struct MailAttachment: Hashable, Sendable {
  /// In plain signs: `F-000012.pdf`.
  package let name: String
  package let type: String
  package let bytes: [UInt8]

  package init(name: String, type: String, bytes: [UInt8]) { (self.name, self.type, self.bytes) = (name, type, bytes) }
}

/// Makes the attachment that a letter names, as `invoice/0190…`; nil of what it does not know.
package typealias AttachmentMaker = @Sendable (_ subject: String, _ database: any Database) async throws -> MailAttachment?

extension Transaction {
  /// Puts a letter in the outbox. `about` is the subject of the change it tells, as in the audit.
  /// `attachment` names the file that goes with it, made when it leaves.
  package borrowing func post(_ letter: Letter, about: String, attaching attachment: String? = nil, at now: Instant) throws {
    try run(
      """
      INSERT INTO outbox (id, queued_at, to_address, to_name, subject, body, about, next_try_at, attachment)
      VALUES (\(ID<Letter>.fresh(at: now)), \(now), \(letter.to), \(letter.toName), \(letter.subject), \(letter.body), \(about), \(now),
        \(attachment))
      """)
  }
}
