import Kernel
import Spaces
import Store

/// Where what a lease carries out was agreed, as the areas know that made the promise: the house hands them over, as it does sources of charges.
package protocol LeaseOrigin: Sendable {
  /// The page on which a hold was promised; nil of one that is none of theirs, or that the viewer may not see.
  func page(
    of hold: ID<Hold>, for viewer: Viewer, in language: Language, _ transaction: borrowing Transaction
  ) throws -> LeaseOriginPage?
}

package struct LeaseOriginPage: Sendable, Hashable {
  package let name: String
  package let path: String

  package init(name: String, path: String) { (self.name, self.path) = (name, path) }
}

extension Transaction {
  /// The promise a lease was prepared from, before its own offer took over; nil of one that nobody promised anything for.
  borrowing func promise(behind lease: Lease) throws -> Hold? {
    let found = try leaseHolds(of: lease.id).filter { $0.purpose == .offer }.compactMap { try hold($0.hold) }
    // What was made for the lease itself says its number.
    return found.filter { $0.reason != lease.number }.min { ($0.madeAt, $0.id) < ($1.madeAt, $1.id) }
  }
}
