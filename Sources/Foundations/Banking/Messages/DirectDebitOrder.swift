import Kernel

/// Between whom a direct debit is agreed: with anybody, or between businesses, which cannot ask for it back.
package enum DebitScheme: String, Sendable, CaseIterable, Codable {
  case core = "CORE"
  case business = "B2B"
}

/// Where a collection stands among those of its mandate.
package enum DebitSequence: String, Sendable, CaseIterable, Codable {
  case first = "FRST"
  case recurrent = "RCUR"
  case once = "OOFF"
  case last = "FNAL"
}

/// The debtor has another account than the mandate was signed for.
package enum MandateAmendment: Hashable, Sendable {
  case account(was: IBAN)
  /// At another bank, or the old account is not known: `SMNDA`.
  case bank
}

/// One collection.
package struct DirectDebit: Sendable {
  /// EndToEndId: what the statement says again, by which it is matched.
  package let reference: String
  package let amount: Money
  package let mandate: MandateReference
  package let signed: Day
  package let amendment: MandateAmendment?
  package let scheme: DebitScheme
  package let sequence: DebitSequence
  package let debtor: BankParty
  package let text: String

  package init(
    reference: String, amount: Money, mandate: MandateReference, signed: Day, amendment: MandateAmendment? = nil, scheme: DebitScheme,
    sequence: DebitSequence, debtor: BankParty, text: String
  ) {
    (self.reference, self.amount, self.mandate, self.signed, self.amendment) = (reference, amount, mandate, signed, amendment)
    (self.scheme, self.sequence, self.debtor, self.text) = (scheme, sequence, debtor, text)
  }
}

/// Collections of one creditor on one day, about to become a file for the bank (pain.008.001.08).
package struct DirectDebitOrder: Sendable {
  package let message: String
  package let made: Instant
  package let creditor: BankParty
  package let identifier: CreditorIdentifier
  package let day: Day
  package let debits: [DirectDebit]

  /// Throws every fault at once, as `MessageFaults`.
  package init(
    message: String, made: Instant, creditor: BankParty, identifier: CreditorIdentifier, day: Day, debits: [DirectDebit]
  ) throws(MessageFaults) {
    var faults = MessageFaults.of(message: message, day: day, payments: debits.map { ($0.reference, $0.amount) })
    faults += creditor.faults("")
    for debit in debits { faults += debit.debtor.faults(debit.reference) }
    if !faults.isEmpty { throw MessageFaults(faults: faults) }
    (self.message, self.made, self.creditor, self.identifier, self.day) = (message, made, creditor, identifier, day)
    self.debits = debits
  }

  package var total: Money { debits.reduce(.zero) { $0 + $1.amount } }
}

/// Everything that is wrong with a message.
package struct MessageFaults: Error, Hashable, Sendable {
  package let faults: [MessageFault]

  /// What orders of both kinds have in common.
  static func of(message: String, day: Day, payments: [(reference: String, amount: Money)]) -> [MessageFault] {
    var faults: [MessageFault] = []
    if payments.isEmpty { faults.append(MessageFault(.noPayments)) }
    if !SEPAText.isReference(message) { faults.append(MessageFault(.reference, message)) }
    if !TargetCalendar.isOpen(day) { faults.append(MessageFault(.bankDay, day.description)) }
    var seen: Set<String> = []
    for (reference, amount) in payments {
      if !SEPAText.isReference(reference) { faults.append(MessageFault(.reference, reference)) }
      if !seen.insert(reference).inserted { faults.append(MessageFault(.twice, reference)) }
      if amount < Euros.least || amount > Euros.most { faults.append(MessageFault(.amount, reference)) }
    }
    return faults
  }
}
