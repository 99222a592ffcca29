import Kernel

/// Which rule of late payment holds against a debtor (docs/dunning.md).
package enum LateRegime: String, Sendable, CaseIterable {
  /// Between professionals: from the day after the due day, without reminder, with the fixed indemnity (C. com. L441-10, D441-5).
  case professional
  /// Against others: the legal rate, from the formal notice (C. civ. 1231-6).
  case civil
}
