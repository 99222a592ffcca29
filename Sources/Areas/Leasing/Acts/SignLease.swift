import Kernel
import Secrets
import Spaces
import Store
import Web

/// A file as it came in.
package struct LeaseUpload: Sendable, Hashable {
  package let name: String
  package let type: String
  package let bytes: [UInt8]

  package init(name: String, type: String, bytes: [UInt8]) { (self.name, self.type, self.bytes) = (name, type, bytes) }
  package static let largest = 8 << 20
}

/// How a lease is accepted.
package enum Acceptance: Sendable, Hashable {
  /// By an account, of what bears this digest.
  case account(digest: String)
  /// On paper, which is kept.
  case paper(LeaseUpload)
}

/// Accepts an offered lease: its time, its account and the digest of what was accepted are kept, the cells are let, the deposit carried over.
package struct SignLease: Act {
  package let lease: ID<Lease>
  /// The name of who signs for the tenant.
  package let signatory: String
  package let acceptance: Acceptance

  package init(_ lease: ID<Lease>, signatory: String, _ acceptance: Acceptance) {
    (self.lease, self.signatory, self.acceptance) = (lease, signatory, acceptance)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    guard let lease = try transaction.lease(self.lease) else { throw Refusal.notFound }
    switch acceptance {
    case .account: try viewer.demand(.acceptLeases, for: lease.tenant)
    case .paper: try viewer.demand(.writeLeases)
    }
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let facts = try transaction.leaseFacts(self.lease) else { throw Refusal.notFound }
    if facts.lease.state(on: today) == .draft, facts.lease.offeredAt != nil { throw Refusal.conflict("leasing.problem.offerExpired") }
    try facts.lease.state(on: today).demand(.sign)
    if signatory.allSatisfy(\.isWhitespace) { throw Refusal.invalid("kernel.problem.missing", field: "signatory") }
    try transaction.checkStay(of: facts)
    let digest = try transaction.digest(of: facts)
    switch acceptance {
    case .account(let seen):
      if seen != digest { throw Refusal.conflict("leasing.problem.changedMeanwhile") }
      try transaction.writeSignature(of: self.lease, by: signatory, how: .account, digest: digest, for: viewer, at: now)
    case .paper(let upload):
      let file = try transaction.keep(upload, of: self.lease, as: .signature, for: viewer, at: now)
      try transaction.writeSignature(of: self.lease, by: signatory, how: .paper, digest: file.digest, for: viewer, at: now)
    }
    try transaction.takePossession(self.lease, for: viewer, at: now)
    try transaction.note(
      "leasing.lease.sign", on: lease.subject, by: viewer, at: now, after: try audited(["signatory": signatory, "digest": digest]))
  }
}

extension Transaction {
  /// The fingerprint of everything a lease says: parties, premises, days, terms, prices.
  package borrowing func digest(of facts: LeaseFacts) throws -> String {
    Digest.sha256(
      try JSON.bytes(of: LeasePrint(facts, cells: try cells(of: facts.lease.id), contract: try contractDigest(of: facts.lease))))
  }

  borrowing func writeSignature(
    of lease: ID<Lease>, by signatory: String, how: SignedHow, digest: String?, for viewer: Viewer, at now: Instant
  ) throws {
    try run(
      """
      UPDATE leases SET signed_at = \(now), signed_by = \(signatory), signed_person = \(viewer.person), signed_how = \(how),
        signed_digest = \(digest) WHERE id = \(lease)
      """)
  }

  /// What follows from a signature: the lease before gives way, the cells are let, the guarantee comes over and the rest of it is called.
  borrowing func takePossession(_ id: ID<Lease>, for viewer: Viewer, at now: Instant) throws {
    guard let facts = try leaseFacts(id) else { throw Refusal.notFound }
    let lease = facts.lease
    let today = HouseTime.mulhouse.day(of: now)
    if lease.succession == .renewal, let previous = lease.previous, let old = try leaseFacts(previous) {
      let offer = try standingOffer(of: id, on: today)
      if old.lease.span?.until.map({ $0 > lease.from }) ?? true, old.lease.ending == nil || offer == nil {
        try end(old, on: lease.from, reason: .renewed, note: lease.number, for: viewer, at: now)
      } else if old.lease.ending == nil {
        try writeEnding(of: old.lease, on: lease.from, reason: .renewed, note: lease.number, at: now)
      }
      try carryGrowth(from: old.lease.id, to: id, on: today)
    }
    if let offer = try standingOffer(of: id, on: today) {
      let hold = try FirmUpHold(
        offer.id, into: .let, until: lease.until.map { .before($0) } ?? .withoutEnd, monthlyRent: facts.monthlyRent(on: lease.from),
        reason: lease.number, silently: true
      ).perform(in: self, for: viewer.inSpaces, at: now)
      try link(hold, to: id, as: .let)
    } else {
      try letCells(of: facts, from: lease.from, until: lease.until, for: viewer, at: now)
    }
    try carryDeposit(to: facts, for: viewer, at: now)
    try callDepositAtSignature(of: lease, for: viewer, at: now)
  }

  /// Keeps a file with a lease.
  borrowing func keep(
    _ upload: LeaseUpload, of lease: ID<Lease>, as purpose: LeaseFile.Purpose, for viewer: Viewer, at now: Instant
  ) throws -> (id: ID<LeaseFile>, digest: String) {
    let allowed = ["application/pdf", "image/jpeg", "image/png", "image/webp"]
    if !allowed.contains(upload.type) { throw Refusal.invalid("leasing.problem.fileType", field: "file") }
    if upload.bytes.isEmpty || upload.bytes.count > LeaseUpload.largest { throw Refusal.invalid("leasing.problem.fileSize", field: "file") }
    if !upload.isWhatItSays { throw Refusal.invalid("leasing.problem.fileType", field: "file") }
    let id = ID<LeaseFile>.fresh(at: now)
    let digest = Digest.sha256(upload.bytes)
    try run(
      """
      INSERT INTO lease_files (id, lease, purpose, name, type, size, digest, content, made_at, made_by)
      VALUES (\(id), \(lease), \(purpose), \(String(upload.name.prefix(200))), \(upload.type), \(upload.bytes.count), \(digest),
        \(upload.base64), \(now), \(viewer.name))
      """)
    return (id, digest)
  }
}
