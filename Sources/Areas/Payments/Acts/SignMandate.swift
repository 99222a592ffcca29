import Banking
import Invoicing
import Kernel
import Ledger
import Paper
import People
import Post
import Store

/// A customer allows an entity to collect from their account, by accepting the words of the mandate with their own account: the paper is made and kept
/// with it. The mandates it follows end with it. Between businesses only (B2B) the bank wants a paper of its own: the house records those.
package struct SignMandate: Act {
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let debtor: BankParty
  package let isAccepted: Bool

  package init(entity: OrganisationID, customer: OrganisationID, debtor: BankParty, isAccepted: Bool) {
    (self.entity, self.customer, self.debtor, self.isAccepted) = (entity, customer, debtor, isAccepted)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Mandate> {
    try viewer.demand(.signMandates, for: customer)
    try transaction.lock("payments/mandates/\(entity)")
    let today = HouseTime.mulhouse.day(of: now)
    var problems = Problems()
    if !isAccepted { problems.add("payments.problem.accept", field: "accepted") }
    let creditor = try transaction.creditors().first { $0.id == entity }
    let terms = try transaction.entityTerms(of: entity, on: today)
    if creditor == nil { problems.add("kernel.problem.choice", field: "entity") }
    if creditor != nil, terms?.ics == nil { problems.add("payments.problem.noCreditor", field: "entity") }
    try problems.refuse()
    guard let creditor, let ics = terms?.ics, let payer = try transaction.organisation(customer) else { throw Refusal.notFound }
    let lapse = Int(try transaction.parameter(.mandateLapse, on: today).value)
    let before = try transaction.mandates(of: customer).filter {
      $0.entity == entity && $0.state(lapseMonths: lapse, on: today) == .good
    }
    let reference = try transaction.nextMandateReference(of: entity)
    let paper = MandatePaper(
      creditor: creditor, ics: ics, payer: payer, debtor: debtor, reference: reference.text, signedOn: today, signedAt: now,
      signedBy: viewer.name, language: viewer.language)
    let bytes = try paper.document.printed()
    let id = try transaction.keep(
      KeepMandate(
        entity: entity, customer: customer, reference: reference, debtor: debtor, signedOn: today,
        paper: UploadedMandate(name: "\(reference.text).pdf", bytes: bytes)), for: viewer, at: now)
    for old in before {
      let reason = PaymentLetters.texts.text("payments.mandate.replacedBy", in: viewer.language, ["reference": reference.text])
      try transaction.revoke(old, on: today, reason: reason, for: viewer, at: now)
    }
    if let made = try transaction.mandate(id) {
      for reader in try transaction.holders(of: .collectDebits, on: today) where reader.id != viewer.person {
        try transaction.post(
          PaymentLetters.mandate("signed", made, by: viewer.name, reason: "", to: reader), about: "mandate/\(id)", at: now)
      }
    }
    return id
  }
}
