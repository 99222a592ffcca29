import Kernel

extension Permission {
  /// On the house all leases; residents and schools see their own.
  package static let seeLeases = Permission("leasing.leases.see", [.director, .development, .rental, .resident, .school])
  /// Prepare, offer, withdraw.
  package static let prepareLeases = Permission("leasing.leases.prepare", [.director, .development, .rental])
  /// Everything that changes what a signed lease says: amend, revise, renew, freeze, move, end.
  package static let writeLeases = Permission("leasing.leases.write", [.director, .rental])
  /// Accept an offered lease, give notice of one's own, hand in one's insurance certificate.
  package static let acceptLeases = Permission("leasing.leases.accept", [.director, .rental, .resident, .school])
  package static let keepSchemes = Permission("leasing.schemes.keep", [.director, .rental])
  package static let keepIndices = Permission("leasing.indices.keep", [.director, .rental])

  package static let ofLeasing: [Permission] = [seeLeases, prepareLeases, writeLeases, acceptLeases, keepSchemes, keepIndices]
}
