import Kernel

/// Why something owed is not in a collection; nil when it is.
package enum NotCollected: String, Sendable, CaseIterable {
  /// Due only after the day of the collection.
  case notDue
  /// The debtor was not told, or not long enough before.
  case notTold, toldLate
  /// Asked of the bank already, and the answer is not in.
  case underWay
  /// Came back before; it is taken again only when a person says so.
  case cameBack
  /// In a payment plan that is kept.
  case plan
}

package enum CollectionRule {
  /// - Parameters:
  ///   - told: when the debtor was told of amount and day, by the invoice or by a mail.
  package static func verdict(
    due: Day, told: Day?, noticeDays: Int, isUnderWay: Bool, cameBack: Bool, takesReturned: Bool, isInPlan: Bool, on day: Day
  ) -> NotCollected? {
    if isUnderWay { return .underWay }
    if isInPlan { return .plan }
    if cameBack, !takesReturned { return .cameBack }
    if due > day { return .notDue }
    guard let told else { return .notTold }
    return MandateRule.earliest(told: told, noticeDays: noticeDays) > day ? .toldLate : nil
  }
}
