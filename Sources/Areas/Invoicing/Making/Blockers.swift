import EInvoice
import Kernel
import People

extension InvoiceBook {
  /// Everything that keeps a document from being issued, said at once. Empty: it can be.
  func blockers(of draft: DocumentDraft) -> [Problem] {
    blockers(entity: draft.entity, chargesVAT: draft.lines.contains { $0.vat.category == .standard })
      + blockers(customer: draft.customer) + blockers(lines: draft)
  }

  func blockers(entity id: OrganisationID, chargesVAT: Bool, deposit: Bool = false) -> [Problem] {
    guard let entity = organisation(id) else { return [Problem("invoicing.blocker.entity")] }
    let name = ["name": entity.name]
    var problems: [Problem] = []
    if terms(of: id) == nil { problems.append(Problem("invoicing.blocker.terms", name)) }
    let series = deposit ? depositSeries(of: id) : series(of: id, for: .invoice)
    if series == nil { problems.append(Problem(deposit ? "invoicing.blocker.depositSeries" : "invoicing.blocker.series", name)) }
    if entity.facts.siren == nil { problems.append(Problem("invoicing.blocker.sellerSIREN", name)) }
    if entity.facts.address.city == nil { problems.append(Problem("invoicing.blocker.sellerAddress", name)) }
    if chargesVAT, entity.facts.vatNumber == nil { problems.append(Problem("invoicing.blocker.sellerVAT", name)) }
    return problems
  }

  func blockers(customer id: OrganisationID) -> [Problem] {
    guard let customer = organisation(id) else { return [Problem("invoicing.blocker.customer")] }
    let name = ["name": customer.name]
    var problems: [Problem] = []
    if customer.facts.address.city == nil { problems.append(Problem("invoicing.blocker.buyerAddress", name)) }
    let isAbroad = customer.facts.address.country != PostalAddress.home
    if customer.facts.siren == nil, nature(of: id) != .consumer, !isAbroad {
      problems.append(Problem("invoicing.blocker.buyerSIREN", name))
    }
    return problems
  }

  private func blockers(lines draft: DocumentDraft) -> [Problem] {
    var problems: [Problem] = []
    for line in draft.lines {
      let isTaxed = line.vat.category == .standard
      if isTaxed != (line.vat.rate.basisPoints > 0) { problems.append(Problem("invoicing.blocker.rate", ["line": line.text])) }
      let needsReason = line.vat.category != .standard && line.vat.category != .zero
      if needsReason, line.vat.exemptionCode == nil, line.vat.exemptionReason == nil {
        problems.append(Problem("invoicing.blocker.reason", ["line": line.text]))
      }
      if isTaxed, !VATRates.allowed.contains(line.vat.rate) {
        problems.append(Problem("invoicing.blocker.unknownRate", ["line": line.text]))
      }
    }
    if draft.type != .creditNote, draft.owed < .zero { problems.append(Problem("invoicing.blocker.negative")) }
    return problems
  }
}
