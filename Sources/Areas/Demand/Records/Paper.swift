import Kernel
import Store

/// A paper of a file; what stands in it is kept apart.
package struct FilePaper: RowReadable, Sendable, Hashable {
  package let id: ID<FilePaper>
  package let application: ID<Application>
  package let kind: PaperKind
  package let name: String
  package let type: String
  package let size: Int
  package let digest: String
  package let receivedAt: Instant
  /// The name of who brought it.
  package let receivedFrom: String
  package let expiresOn: Day?
  package let turnedDownAt: Instant?
  package let turnedDownWhy: String

  package init(row: Row) throws {
    id = try row.get("id")
    application = try row.get("application")
    kind = try row.get("kind")
    name = try row.get("name")
    type = try row.get("type")
    size = try row.get("size")
    digest = try row.get("digest")
    receivedAt = try row.get("received_at")
    receivedFrom = try row.get("received_from")
    expiresOn = try row.get("expires_on")
    turnedDownAt = try row.get("turned_down_at")
    turnedDownWhy = try row.get("turned_down_why")
  }

  package var fact: PaperFact {
    PaperFact(
      kind: kind, receivedOn: HouseTime.mulhouse.day(of: receivedAt), expiresOn: expiresOn, isTurnedDown: turnedDownAt != nil)
  }
}

extension Transaction {
  package borrowing func papers(of application: ID<Application>) throws -> [FilePaper] {
    try all("SELECT * FROM application_papers WHERE application = \(application) ORDER BY received_at, id")
  }
  package borrowing func paper(_ id: ID<FilePaper>, of application: ID<Application>) throws -> FilePaper? {
    try one("SELECT * FROM application_papers WHERE id = \(id) AND application = \(application)")
  }
  package borrowing func content(of paper: ID<FilePaper>) throws -> String? {
    try value("SELECT content FROM paper_contents WHERE paper = \(paper)")
  }
}
