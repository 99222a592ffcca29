import Kernel
import Store

extension Transaction {
  /// The first day of the contract a lease belongs to: its own, or that of the lease it was moved from with its term.
  package borrowing func contractBegin(of lease: Lease) throws -> Day {
    var row = [lease]
    while let last = row.last, last.succession == .move, let before = try last.previous.flatMap({ try self.lease($0) }) {
      row.append(before)
    }
    return ContractStage.begin(row.map { ContractStage(from: $0.from, end: $0.until ?? $0.term, isMove: $0.succession == .move) })
      ?? lease.from
  }
}
