import Foundation
import Kernel
import Secrets
import Store
import Web

/// A paper comes into a file, from its applicant or from the house.
package struct AddPaper: Act {
  package let key: FileKey
  package let kind: PaperKind
  package let name: String
  package let bytes: [UInt8]
  package let expiresOn: Day?

  package init(_ key: FileKey, kind: PaperKind, name: String, bytes: [UInt8], expiresOn: Day?) {
    (self.key, self.kind, self.name, self.bytes, self.expiresOn) = (key, kind, name, bytes, expiresOn)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<FilePaper> {
    let opened = try transaction.open(key, for: viewer)
    let file = opened.file
    if file.state.isOver { throw Refusal.conflict("demand.problem.notYours.\(file.state.rawValue)") }
    var problems = Problems()
    let type = PaperType(bytes)
    if bytes.isEmpty {
      problems.add("kernel.problem.missing", field: "file")
    } else if bytes.count > PaperType.mostBytes {
      problems.add("demand.problem.paperLarge", field: "file", ["limit": "5"])
    } else if type == nil {
      problems.add("demand.problem.paperType", field: "file")
    }
    let today = HouseTime.mulhouse.day(of: now)
    if let expiresOn, expiresOn <= today { problems.add("demand.problem.paperExpired", field: "expires_on") }
    let papers = try transaction.papers(of: file.id)
    if papers.count >= PaperType.mostPapers {
      problems.add("demand.problem.manyPapers", field: "file", ["limit": "\(PaperType.mostPapers)"])
    }
    try problems.refuse()
    let digest = Digest.sha256(bytes)
    // Sent again by a second press of the button, or really the same.
    if let same = papers.first(where: { $0.digest == digest && $0.kind == kind && $0.turnedDownAt == nil && $0.expiresOn == expiresOn }) {
      return same.id
    }
    let id = ID<FilePaper>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO application_papers (id, application, kind, name, type, size, digest, received_at, received_from, expires_on)
      VALUES (\(id), \(file.id), \(kind), \(String(name.prefix(200))), \(type?.rawValue ?? ""), \(bytes.count), \(digest), \(now), \(opened.by),
        \(expiresOn))
      """)
    try transaction.run(
      "INSERT INTO paper_contents (paper, content) VALUES (\(id), \(Data(bytes).base64EncodedString()))")
    try transaction.note("demand.paper.add", on: file.subject, by: viewer, at: now, after: kind.rawValue)
    return id
  }
}

/// The house turns a paper down: it counts no longer, and its applicant is told why.
package struct TurnDownPaper: Act {
  package let file: ID<Application>
  package let paper: ID<FilePaper>
  package let reason: String
  package let base: String

  package init(_ paper: ID<FilePaper>, of file: ID<Application>, reason: String, base: String) {
    (self.paper, self.file, self.reason, self.base) = (paper, file, reason, base)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    let file = try transaction.open(.file(file), for: viewer).file
    guard let found = try transaction.paper(paper, of: file.id) else { throw Refusal.notFound }
    if found.turnedDownAt != nil { throw Refusal.conflict("demand.problem.turnedDown") }
    try transaction.run(
      "UPDATE application_papers SET turned_down_at = \(now), turned_down_why = \(reason) WHERE id = \(found.id)")
    try transaction.note("demand.paper.turnDown", on: file.subject, by: viewer, at: now, before: found.kind.rawValue, after: reason)
    try transaction.tell("paperTurnedDown", to: file, base: base, at: now) { format in
      ["paper": DemandLetters.texts.text("demand.paper.\(found.kind.rawValue)", in: format.language), "reason": reason]
    }
  }
}
