import Kernel

/// Which rule of late payment holds against a debtor (docs/dunning.md).
package enum LateRegime: String, Sendable, CaseIterable {
  /// Between professionals: from the day after the due day, without reminder, with the fixed indemnity (C. com. L441-10, D441-5).
  case professional
  /// Against others: the legal rate, from the formal notice (C. civ. 1231-6).
  case civil

  /// An association is presumed to act outside a profession, whatever number the register gave it and however it is invoiced
  /// (Cass. 1re civ. 5 February 2020, 18-18.854); what the house found out of a debtor goes before.
  package static func of(isBusiness: Bool, isAssociation: Bool, found: LateRegime?) -> LateRegime {
    found ?? (isBusiness && !isAssociation ? .professional : .civil)
  }
}
