import Kernel

/// Every change leaves a line: who, what, on what, when, before and after, in the transaction of the change itself.
package enum Audit {
  package static let migrations = [
    Migration(
      "store 001: audit",
      """
      CREATE TABLE audit (
        id TEXT PRIMARY KEY,
        at BIGINT NOT NULL,
        person TEXT,
        person_name TEXT NOT NULL,
        verb TEXT NOT NULL,
        subject TEXT NOT NULL,
        before TEXT,
        after TEXT
      )
      ;;
      CREATE INDEX audit_by_subject ON audit (subject, at)
      ;;
      CREATE INDEX audit_by_time ON audit (at)
      """)
  ]
}

/// One line of the audit.
package struct AuditLine: RowReadable, Sendable {
  package let at: Instant
  package let person: PersonID?
  package let personName: String
  package let verb: String
  package let subject: String
  package let before: String?
  package let after: String?

  package init(row: Row) throws {
    at = try row.get("at")
    person = try row.get("person")
    personName = try row.get("person_name")
    verb = try row.get("verb")
    subject = try row.get("subject")
    before = try row.get("before")
    after = try row.get("after")
  }
}

/// What a line of the audit says of a change, besides who made it and when.
package struct AuditNote: Sendable {
  let verb: String
  let subject: String
  let before: String?
  let after: String?

  package init(_ verb: String, on subject: String, before: String? = nil, after: String? = nil) {
    (self.verb, self.subject, self.before, self.after) = (verb, subject, before, after)
  }
}

extension Transaction {
  /// Writes the audit line of a change. `verb` is `area.thing.verb`, `subject` is `thing/id`;
  /// `before` and `after` are short facts as text or JSON, without secrets.
  package borrowing func note(
    _ verb: String, on subject: String, by viewer: Viewer, at now: Instant, before: String? = nil, after: String? = nil
  ) throws {
    try note([AuditNote(verb, on: subject, before: before, after: after)], by: viewer, at: now)
  }

  /// The lines of several changes that are made together.
  package borrowing func note(_ notes: [AuditNote], by viewer: Viewer, at now: Instant) throws {
    try insert(
      "INSERT INTO audit (id, at, person, person_name, verb, subject, before, after) VALUES",
      rows: notes.map { note in
        """
        (\(ID<AuditLine>.fresh(at: now)), \(now), \(viewer.person), \(viewer.name), \(note.verb), \(note.subject), \(note.before),
          \(note.after))
        """
      })
  }

  /// The history of one thing, newest first.
  package borrowing func auditLines(of subject: String, limit: Int = 100) throws -> [AuditLine] {
    try all("SELECT * FROM audit WHERE subject = \(subject) ORDER BY at DESC, id DESC LIMIT \(limit)")
  }
}
