import EInvoice
import Kernel
import People

extension InvoiceBook {
  /// The document as it will be printed and sent, under the number it is given.
  func document(_ draft: DocumentDraft, number: String) -> SemanticInvoice? {
    guard let entity = organisation(draft.entity), let customer = organisation(draft.customer), let terms = terms(of: draft.entity) else {
      return nil
    }
    let bearsVAT = draft.lines.contains { $0.vat.rate.basisPoints > 0 }
    let settings = self.customer(draft.customer)
    let manyContracts = draft.contract == nil
    return SemanticInvoice(
      type: DocumentType(rawValue: draft.type.rawValue) ?? .invoice, number: number, issued: day,
      due: draft.type == .creditNote ? day : dueDay(of: draft),
      process: draft.isFinal ? .servicesFinal : .services,
      vatPoint: bearsVAT ? (terms.vat == .debits ? .onDebits : .onPayment) : nil, buyerReference: settings?.buyerReference,
      contract: draft.contract, order: draft.order ?? settings?.purchaseOrder,
      notes: notes(draft, terms, bearsVAT: bearsVAT, buyer: customer),
      preceding: draft.predecessors.map { PrecedingInvoice($0.invoice.number, issued: $0.invoice.issueDay) },
      seller: seller(entity, terms), buyer: buyer(customer), period: draft.span,
      payment: draft.type == .creditNote ? nil : payment(draft, terms, entity, number: number),
      lines: draft.lines.map { line in
        EInvoice.InvoiceLine(
          name: line.text, note: manyContracts ? line.contract : nil, quantity: line.quantity, unit: line.unit,
          net: Money(cents: line.net.cents * draft.sign), period: line.span, vat: line.vat)
      })
  }

  private func notes(_ draft: DocumentDraft, _ terms: EntityTerms, bearsVAT: Bool, buyer: Organisation) -> [InvoiceNote] {
    let language = language(of: draft.customer)
    var notes = [
      InvoiceNote(.recovery, terms.indemnityNote), InvoiceNote(.penalties, terms.penaltyNote), InvoiceNote(.discount, terms.discountNote),
      .treatment(treatment(draft, buyer)),
    ]
    if bearsVAT, terms.vat == .debits { notes.append(InvoiceNote(.regulatory, InvoiceWords.text("debits", in: language))) }
    if let remark = draft.remark { notes.append(InvoiceNote(.general, remark)) }
    if !terms.footer.isEmpty { notes.append(InvoiceNote(.seller, terms.footer)) }
    return notes
  }

  /// Which way it goes (BR-FR-20): what bears no VAT is no matter of the reform.
  private func treatment(_ draft: DocumentDraft, _ buyer: Organisation) -> InvoiceNote.Treatment {
    if draft.lines.allSatisfy({ $0.vat.category == .exempt || $0.vat.category == .outside }) { return .outOfScope }
    let isAbroad = buyer.facts.address.country != PostalAddress.home
    if nature(of: buyer.id) == .consumer { return isAbroad ? .consumerAbroad : .consumer }
    return isAbroad ? .abroad : .business
  }

  private func payment(_ draft: DocumentDraft, _ terms: EntityTerms, _ entity: Organisation, number: String) -> PaymentInstructions? {
    if let mandate = debit(of: draft.customer, for: draft.entity), let creditor = terms.ics {
      return .directDebit(mandate: mandate.reference, creditor: creditor, debtorIBAN: mandate.debtorIBAN, reference: number)
    }
    return terms.iban.map { .transfer(iban: $0, bic: terms.bic, accountName: entity.facts.legalName, reference: number) }
  }

  func seller(_ entity: Organisation, _ terms: EntityTerms) -> InvoiceParty {
    party(
      entity, electronic: terms.electronicAddress ?? entity.facts.siren, mail: nil,
      contact: terms.email.map { InvoiceContact(mail: $0) }, legalText: InvoiceWords.legalText(of: entity))
  }

  func buyer(_ customer: Organisation) -> InvoiceParty {
    let settings = self.customer(customer.id)
    return party(
      customer, electronic: settings?.electronicAddress ?? customer.facts.siren, mail: mail(of: customer.id), contact: nil, legalText: nil)
  }

  private func party(
    _ organisation: Organisation, electronic: String?, mail: String?, contact: InvoiceContact?, legalText: String?
  ) -> InvoiceParty {
    let facts = organisation.facts
    return InvoiceParty(
      name: facts.legalName, tradingName: facts.usualName == facts.legalName ? nil : facts.usualName,
      address: InvoiceAddress(
        lines: facts.address.lines, postcode: facts.address.postcode, city: facts.address.city ?? "", country: facts.address.country),
      siren: facts.siren, siret: facts.siret, vatNumber: facts.vatNumber,
      electronicAddress: electronic.map { .directory($0) } ?? mail.map { .mail($0) }, legalText: legalText, contact: contact)
  }
}
