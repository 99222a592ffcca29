import Kernel
import Store

/// What a paper is filed for: `amendment-2`, `notice-1`, each by its number within the lease.
package enum FiledMatter: Sendable, Hashable, CustomStringConvertible {
  case amendment(Int)
  case notice(Int)

  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[1]), number > 0 else { return nil }
    switch parts[0] {
    case "amendment": self = .amendment(number)
    case "notice": self = .notice(number)
    default: return nil
    }
  }
  package var description: String {
    switch self {
    case .amendment(let place): "amendment-\(place)"
    case .notice(let place): "notice-\(place)"
    }
  }
}

/// Keeps the signed copy of an amendment, or the letter of a notice, with its lease.
package struct FilePaper: Act {
  package let lease: ID<Lease>
  package let matter: FiledMatter
  package let paper: LeaseUpload

  package init(_ lease: ID<Lease>, for matter: FiledMatter, _ paper: LeaseUpload) {
    (self.lease, self.matter, self.paper) = (lease, matter, paper)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<LeaseFile> {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    guard let lease = try transaction.lease(self.lease) else { throw Refusal.notFound }
    try transaction.state(of: lease, on: HouseTime.mulhouse.day(of: now)).demand(.paper)
    return try transaction.file(paper, for: matter, of: lease, by: viewer, at: now)
  }
}

extension Transaction {
  /// A paper may have several pages, each a file; the same one twice is refused.
  @discardableResult
  borrowing func file(
    _ paper: LeaseUpload, for matter: FiledMatter, of lease: Lease, by viewer: Viewer, at now: Instant
  ) throws -> ID<LeaseFile> {
    var amendment: ID<LeaseAmendment>?
    var notice: ID<LeaseNotice>?
    switch matter {
    case .amendment(let place): amendment = try amendments(of: lease.id).first { $0.place == place }?.id
    case .notice(let place): notice = try notices(of: lease.id).dropFirst(place - 1).first?.id
    }
    if amendment == nil, notice == nil { throw Refusal.invalid("kernel.problem.choice", field: "matter") }
    let file = try keep(paper, of: lease.id, as: .signature, for: viewer, at: now)
    let twice: Int? = try value(
      """
      SELECT COUNT(*) FROM lease_filings g JOIN lease_files f ON f.id = g.file
      WHERE f.digest = \(file.digest) AND (g.amendment = \(amendment) OR g.notice = \(notice))
      """)
    if twice != 0 { throw Refusal.conflict("leasing.problem.filedAlready", field: "file") }
    try run("INSERT INTO lease_filings (file, amendment, notice) VALUES (\(file.id), \(amendment), \(notice))")
    try note(
      "leasing.paper.file", on: lease.subject, by: viewer, at: now, after: try audited(["paper": "\(matter)", "digest": file.digest]))
    return file.id
  }
}
