import Kernel
import Web

/// The facts of a record as an audit line keeps them: JSON with sorted keys.
enum AuditFacts {
  static func text(_ facts: some Encodable) throws -> String { String(decoding: try JSON.bytes(of: facts), as: UTF8.self) }
}

/// Everyone who decides about names, addresses, roles and identifiers takes this lock, so that what they looked at still holds.
let peopleLock = "people"
