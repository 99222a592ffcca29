import Foundation
import Kernel
import Secrets
import Store
import Web

/// A paper as it was made once and for ever. Its bytes are read apart.
package struct MadePaper: RowReadable, Sendable, Hashable {
  package let id: ID<MadePaper>
  package let lease: ID<Lease>
  package let name: PaperName
  package let language: Language
  /// nil where the words were those of the program.
  package let text: ID<LeaseText>?
  package let digest: String
  package let size: Int
  package let madeAt: Instant
  package let madeBy: String

  package init(row: Row) throws {
    id = try row.get("id")
    lease = try row.get("lease")
    name = PaperName(try row.get("kind"), of: try row.get("matter"))
    language = try row.get("language")
    text = try row.get("text")
    digest = try row.get("digest")
    size = try row.get("size")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
  }
}

extension Transaction {
  /// Newest last.
  package borrowing func madePapers(of lease: ID<Lease>) throws -> [MadePaper] {
    try all(
      """
      SELECT id, lease, kind, matter, language, text, digest, size, made_at, made_by FROM lease_papers WHERE lease = \(lease)
      ORDER BY made_at, id
      """)
  }
  /// The one that stands. Of a contract, only what was made since it was last offered: what changed before has to be made again.
  package borrowing func madePaper(_ name: PaperName, of lease: Lease) throws -> MadePaper? {
    let made = try madePapers(of: lease.id).last { $0.name == name }
    guard name.kind == .contract, let made else { return made }
    return lease.offeredAt.map { made.madeAt >= $0 } ?? false ? made : nil
  }
  package borrowing func content(of paper: ID<MadePaper>) throws -> [UInt8]? {
    let content: String? = try value("SELECT content FROM lease_papers WHERE id = \(paper)")
    return content.flatMap { Data(base64Encoded: $0) }.map(Array.init)
  }
  /// What a signature is set under: the digest of the contract as it was made, if it was.
  borrowing func contractDigest(of lease: Lease) throws -> String? { try madePaper(PaperName(.contract), of: lease)?.digest }

  /// Everything a paper is printed from; nil where there is nothing to print.
  borrowing func leasePaper(
    _ name: PaperName, of id: ID<Lease>, in language: Language?, texts: Texts, at now: Instant
  ) throws -> (paper: LeasePaper, text: ID<LeaseText>?)? {
    guard let facts = try paperFacts(name, of: id, at: now) else { return nil }
    let language = language ?? facts.lease.lease.language
    let written = try leaseText(name.kind, scheme: facts.scheme.id, in: language, at: facts.made)
    let text = written.map { ClauseText($0.body) } ?? .shipped(name.kind, of: facts.scheme.kind, in: language, texts: texts)
    return (LeasePaper(facts: facts, text: text, language: language, texts: texts), written?.id)
  }
}

/// Makes a paper of a lease for good: its bytes are kept, and whoever asks for it later gets these. A contract is made while it is
/// offered, so that the signature is set under it.
package struct MakePaper: Act {
  package let lease: ID<Lease>
  package let name: PaperName
  package let texts: Texts

  package init(_ name: PaperName, of lease: ID<Lease>, texts: Texts) { (self.name, self.lease, self.texts) = (name, lease, texts) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<MadePaper> {
    try viewer.demand(name.kind == .contract ? .prepareLeases : .writeLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let lease = try transaction.lease(self.lease),
      let (paper, text) = try transaction.leasePaper(name, of: self.lease, in: nil, texts: texts, at: now)
    else { throw Refusal.notFound }
    if let made = try transaction.madePaper(name, of: lease), name.kind != .deposit { return made.id }
    if name.kind == .contract, lease.state(on: today) != .offered { throw Refusal.conflict("leasing.problem.paperOffered") }
    let bytes = try paper.document.printed()
    let digest = Digest.sha256(bytes)
    // The account of a guarantee is made again when money has moved, and only then.
    if let made = try transaction.madePaper(name, of: lease), made.digest == digest { return made.id }
    let id = ID<MadePaper>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO lease_papers (id, lease, kind, matter, language, text, digest, size, content, made_at, made_by)
      VALUES (\(id), \(lease.id), \(name.kind), \(name.of), \(paper.language), \(text), \(digest), \(bytes.count),
        \(Data(bytes).base64EncodedString()), \(now), \(viewer.name))
      """)
    try transaction.note(
      "leasing.paper.make", on: lease.subject, by: viewer, at: now, after: try audited(["paper": "\(name)", "digest": digest]))
    return id
  }
}
