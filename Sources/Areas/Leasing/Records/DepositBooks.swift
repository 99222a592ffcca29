import Invoicing
import Kernel
import Ledger
import Store

/// What the books say of the guarantee of a lease. Money is booked once, where payments are; Leasing asks what is open of its calls.
extension Transaction {
  /// What was paid of the calls among these movements, as movements of its own: whoever booked the money, and as long as it was not sent back.
  borrowing func paid(of written: [DepositMovement]) throws -> [DepositMovement] {
    var found: [DepositMovement] = []
    for called in written where called.kind == .called {
      guard let number = called.document, let call = try depositCall(number: number) else { continue }
      // What somebody noted by hand as money for this call is not counted a second time.
      var noted = written.filter { $0.kind == .received && $0.document == number }.reduce(Money.zero) { $0 + $1.amount }
      for match in try settlements(ofEntry: call.subject, entity: call.entity) {
        let same = min(noted, match.amount)
        noted = noted - same
        if match.amount > same { found.append(DepositMovement(paid: match, less: same, of: called)) }
      }
    }
    return found
  }

  /// What account 165 holds for a lease, by the number of the call it came in by; calls of the leases before it first, as far as they were paid.
  borrowing func heldInBooks(for lease: Lease) throws -> [(document: String, amount: Money)] {
    var chain = [lease]
    while let previous = try chain.last?.previous.flatMap({ try self.lease($0) }) { chain.append(previous) }
    var found: [(document: String, amount: Money)] = []
    for one in chain.reversed() {
      for call in try depositCalls(of: one.id) where call.entity == lease.entity && call.customer == lease.payer {
        let held = try lines(ofDocument: call.number, entity: call.entity).filter { $0.account == Account.deposits }
          .reduce(Money.zero) { $0 - $1.amount }
        let unpaid = try open(document: call.number, entity: call.entity)
        if held - unpaid > .zero { found.append((call.number, held - unpaid)) }
      }
    }
    return found
  }

  /// What a settlement gave back and has not left the account yet: the credit that stands under the number of the lease.
  package borrowing func depositToReturn(of lease: Lease) throws -> Money {
    max(.zero, .zero - (try open(document: lease.number, entity: lease.entity)))
  }
}
