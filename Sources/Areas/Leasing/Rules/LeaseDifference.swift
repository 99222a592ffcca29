import Kernel

/// What makes good a period that was asked for otherwise than it is due (docs/proration.md, "Made good").
package enum LeaseDifference {
  /// - Parameters:
  ///   - due: what the lease asks of the period now.
  ///   - asked: what it asked so far, with the differences posted since, those included that the house cancelled.
  ///   - standing: what is left of that after credit notes, corrected invoices and cancelling.
  /// - Returns: how what is due changed, but never past what is due: what a person gave back, or asked for, already is not posted again.
  package static func amount(due: Money, asked: Money, standing: Money) -> Money {
    let (change, missing) = (due - asked, due - standing)
    return change > .zero ? max(.zero, min(change, missing)) : min(.zero, max(change, missing))
  }
}
