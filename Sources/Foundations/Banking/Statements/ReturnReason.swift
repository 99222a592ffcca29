/// Why a payment came back (ISO 20022, ExternalReturnReason), as far as the house acts on it.
package enum ReturnReason: String, Sendable, CaseIterable {
  /// The account number is wrong.
  case AC01
  /// The account is closed.
  case AC04
  /// The account is blocked.
  case AC06
  /// No direct debit is allowed on this account.
  case AC13
  /// Forbidden on this kind of account.
  case AG01
  case AG02
  /// There was not enough money.
  case AM04
  /// Collected twice.
  case AM05
  /// The account does not match its holder.
  case BE04
  case BE05
  case CNOR
  case DNOR
  case FF01
  case FF05
  /// There is no mandate.
  case MD01
  /// The mandate's data are wrong.
  case MD02
  /// The debtor asks for it back within eight weeks.
  case MD06
  /// The debtor has died.
  case MD07
  case MS02
  case MS03
  case RC01
  case RR01
  case RR02
  case RR03
  case RR04
  case SL01
  case FOCR

  /// Whether it would come back again: the mandate or the account is no longer good.
  package var endsMandate: Bool {
    switch self {
    case .AC01, .AC04, .AC06, .AC13, .AG01, .MD01, .MD02, .MD07: true
    default: false
    }
  }
}
