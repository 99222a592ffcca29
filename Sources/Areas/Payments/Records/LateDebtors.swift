import Invoicing
import Kernel
import People
import Store

extension LateRegime: Bindable, Fetchable {}

/// What is known of debtors that decides which rule of late payment holds against them.
package struct LateDebtors: Sendable {
  fileprivate(set) var found: [OrganisationID: LateRegime] = [:]
  fileprivate(set) var associations: Set<OrganisationID> = []

  package func regime(of customer: OrganisationID, _ nature: CustomerNature?) -> LateRegime {
    LateRegime.of(isBusiness: nature == .business, isAssociation: associations.contains(customer), found: found[customer])
  }
}

extension Transaction {
  package borrowing func lateDebtors() throws -> LateDebtors {
    var debtors = LateDebtors()
    for row in try rows("SELECT customer, regime FROM late_regimes WHERE regime IS NOT NULL") {
      debtors.found[try row.get("customer")] = try row.get("regime") as LateRegime
    }
    for row in try rows("SELECT id FROM organisations WHERE legal_form IN \(list: LegalForm.associations.map(\.rawValue))") {
      debtors.associations.insert(try row.get("id"))
    }
    return debtors
  }
  /// Of one debtor alone.
  package borrowing func lateDebtor(_ debtor: Organisation) throws -> LateDebtors {
    var debtors = LateDebtors()
    debtors.found[debtor.id] = try foundRegime(of: debtor.id)
    if debtor.facts.legalForm?.isAssociation ?? false { debtors.associations = [debtor.id] }
    return debtors
  }

  /// What the house found out of a debtor.
  package borrowing func foundRegime(of customer: OrganisationID) throws -> LateRegime? {
    try value("SELECT regime FROM late_regimes WHERE customer = \(customer)", as: LateRegime?.self) ?? nil
  }
}
