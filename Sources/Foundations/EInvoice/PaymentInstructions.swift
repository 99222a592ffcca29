/// BG-16: how it is, or was, paid.
package struct PaymentInstructions: Hashable, Sendable, Codable {
  /// BT-81, codes of UNTDID 4461.
  package enum Means: Int, Sendable, CaseIterable, Codable {
    case cash = 10
    case cheque = 20
    case card = 48
    case transfer = 58
    case directDebit = 59
    /// Set off against another document.
    case clearing = 97
  }
  package let means: Means
  /// BT-84, of the seller, for a transfer.
  package let iban: String?
  /// BT-86.
  package let bic: String?
  /// BT-85.
  package let accountName: String?
  /// BT-83: what the payer must give as reference.
  package let reference: String?
  /// BT-89: the reference of the mandate (RUM).
  package let mandate: String?
  /// BT-90: the seller as creditor (ICS).
  package let creditor: String?
  /// BT-91: the account that is debited.
  package let debtorIBAN: String?

  private init(
    _ means: Means, iban: String? = nil, bic: String? = nil, accountName: String? = nil, reference: String? = nil, mandate: String? = nil,
    creditor: String? = nil, debtorIBAN: String? = nil
  ) {
    (self.means, self.iban, self.bic, self.accountName) = (means, iban, bic, accountName)
    (self.reference, self.mandate, self.creditor, self.debtorIBAN) = (reference, mandate, creditor, debtorIBAN)
  }

  /// A SEPA transfer to this account.
  package static func transfer(
    iban: String, bic: String? = nil, accountName: String? = nil, reference: String? = nil
  ) -> PaymentInstructions {
    PaymentInstructions(.transfer, iban: iban, bic: bic, accountName: accountName, reference: reference)
  }
  /// A SEPA direct debit under this mandate.
  package static func directDebit(
    mandate: String, creditor: String, debtorIBAN: String? = nil, reference: String? = nil
  ) -> PaymentInstructions {
    PaymentInstructions(.directDebit, reference: reference, mandate: mandate, creditor: creditor, debtorIBAN: debtorIBAN)
  }
  /// By card, cheque, cash or set off.
  package static func other(_ means: Means, reference: String? = nil) -> PaymentInstructions {
    PaymentInstructions(means, reference: reference)
  }
}
