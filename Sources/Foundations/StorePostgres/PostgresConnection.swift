import Store

/// A transaction in the making on one link. It begins with its first statement, so that locks taken before are held before its snapshot.
final class PostgresConnection: Connection {
  enum Mode { case reading, writing }

  private let link: PostgresLink
  private let mode: Mode
  private let lockPrefix: String
  private var hasBegun = false
  private var holdsSessionLocks = false
  /// Locks are kept until the end: asking for one again is answered here.
  private var held: Set<String> = []
  /// Whether COMMIT was sent: from there on a lost connection leaves open whether it was kept.
  private(set) var isCommitting = false

  init(_ link: PostgresLink, _ mode: Mode, lockPrefix: String) {
    self.link = link
    self.mode = mode
    self.lockPrefix = lockPrefix
  }

  var engine: Engine { .postgres }

  func rows(_ sql: SQL) throws -> [Row] {
    try begin()
    return try link.run(sql) { try $0.rows() }
  }

  func eachRow(_ sql: SQL, _ body: (inout ValueReader) throws -> Void) throws {
    try begin()
    try link.run(sql) { try $0.eachRow(body) }
  }

  func change(_ sql: SQL) throws -> Int {
    try begin()
    return try link.run(sql) { $0.changes }
  }

  /// Before the first statement the session takes the lock: had the transaction begun, it would look at a state from before the lock was
  /// free, and had to be run again. Later ones belong to the transaction.
  func lock(_ key: String) throws {
    if held.contains(key) { return }
    let name = lockPrefix + key
    if hasBegun {
      _ = try link.run("SELECT pg_advisory_xact_lock(hashtextextended(\(name), 0))") { $0.changes }
    } else {
      holdsSessionLocks = true
      _ = try link.run("SELECT pg_advisory_lock(hashtextextended(\(name), 0))") { $0.changes }
    }
    held.insert(key)
  }

  private func begin() throws {
    if hasBegun { return }
    try link.command(
      mode == .reading ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE")
    hasBegun = true
  }

  func commit() throws {
    isCommitting = hasBegun && mode == .writing
    // Kept or refused, there is nothing left to roll back.
    let begun = hasBegun
    hasBegun = false
    if begun { try link.command("COMMIT") }
    isCommitting = false
    releaseLocks()
  }

  /// Leaves nothing behind; a link that cannot even roll back is closed.
  func rollBack() {
    if hasBegun, (try? link.command("ROLLBACK")) == nil { link.finish() }
    hasBegun = false
    releaseLocks()
  }

  private func releaseLocks() {
    held.removeAll()
    if holdsSessionLocks, (try? link.command("SELECT pg_advisory_unlock_all()")) == nil { link.finish() }
    holdsSessionLocks = false
  }
}
