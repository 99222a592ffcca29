import Kernel

/// One lease in the row of those by which a contract went on.
package struct ContractStage: Hashable, Sendable {
  package let from: Day
  /// The end of its term; nil of one without.
  package let end: Day?
  /// Whether it follows the one before by a move.
  package let isMove: Bool

  package init(from: Day, end: Day?, isMove: Bool) { (self.from, self.end, self.isMove) = (from, end, isMove) }

  /// The first day of the contract, from which its periods of three years count (C. com. L145-4): a move that keeps the term carries the
  /// contract on in another place; a renewal, or another term, begins anew. nil of no lease.
  /// - Parameter stages: the newest first.
  package static func begin(_ stages: [ContractStage]) -> Day? {
    guard var found = stages.first else { return nil }
    for before in stages.dropFirst() {
      guard found.isMove, found.end == before.end else { break }
      found = before
    }
    return found.from
  }
}
