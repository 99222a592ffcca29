import Kernel
import Paper

extension CII {
  func agreement(_ xml: inout XMLWriter) {
    xml.element("ram:ApplicableHeaderTradeAgreement") {
      $0.optional("ram:BuyerReference", invoice.buyerReference)
      party("ram:SellerTradeParty", invoice.seller, isSeller: true, &$0)
      party("ram:BuyerTradeParty", invoice.buyer, isSeller: false, &$0)
      for (name, text) in [("ram:BuyerOrderReferencedDocument", invoice.order), ("ram:ContractReferencedDocument", invoice.contract)] {
        if let text { $0.element(name) { $0.element("ram:IssuerAssignedID", text: text) } }
      }
    }
  }

  private func party(_ name: String, _ party: InvoiceParty, isSeller: Bool, _ xml: inout XMLWriter) {
    xml.element(name) {
      $0.optional("ram:GlobalID", ["schemeID": "0009"], party.siret)
      $0.element("ram:Name", text: party.name)
      if isSeller { $0.optional("ram:Description", party.legalText) }
      if party.siren != nil || party.tradingName != nil {
        $0.element("ram:SpecifiedLegalOrganization") {
          $0.optional("ram:ID", ["schemeID": "0002"], party.siren)
          $0.optional("ram:TradingBusinessName", party.tradingName)
        }
      }
      if let contact = party.contact { self.contact(contact, &$0) }
      address(party.address, &$0)
      if let electronic = party.electronicAddress {
        $0.element("ram:URIUniversalCommunication") { $0.element("ram:URIID", ["schemeID": electronic.scheme], text: electronic.value) }
      }
      if let number = party.vatNumber {
        $0.element("ram:SpecifiedTaxRegistration") { $0.element("ram:ID", ["schemeID": "VA"], text: number) }
      }
    }
  }

  private func contact(_ contact: InvoiceContact, _ xml: inout XMLWriter) {
    xml.element("ram:DefinedTradeContact") {
      $0.optional("ram:PersonName", contact.name)
      if let telephone = contact.telephone {
        $0.element("ram:TelephoneUniversalCommunication") { $0.element("ram:CompleteNumber", text: telephone) }
      }
      if let mail = contact.mail { $0.element("ram:EmailURIUniversalCommunication") { $0.element("ram:URIID", text: mail) } }
    }
  }

  private func address(_ address: InvoiceAddress, _ xml: inout XMLWriter) {
    xml.element("ram:PostalTradeAddress") {
      $0.optional("ram:PostcodeCode", address.postcode)
      for (name, line) in zip(["ram:LineOne", "ram:LineTwo", "ram:LineThree"], address.lines) { $0.element(name, text: line) }
      $0.element("ram:CityName", text: address.city)
      $0.element("ram:CountryID", text: address.country)
    }
  }

  func delivery(_ xml: inout XMLWriter) {
    xml.element("ram:ApplicableHeaderTradeDelivery") {
      if let day = invoice.delivered {
        $0.element("ram:ActualDeliverySupplyChainEvent") { date("ram:OccurrenceDateTime", day, &$0) }
      }
    }
  }

  func settlement(_ xml: inout XMLWriter) {
    xml.element("ram:ApplicableHeaderTradeSettlement") {
      $0.optional("ram:CreditorReferenceID", invoice.payment?.creditor)
      $0.optional("ram:PaymentReference", invoice.payment?.reference)
      $0.element("ram:InvoiceCurrencyCode", text: "EUR")
      if let payment = invoice.payment { means(payment, &$0) }
      for group in invoice.vat { self.group(group, &$0) }
      period(invoice.period, &$0)
      for adjustment in invoice.adjustments {
        self.adjustment(adjustment.isCharge, adjustment.amount, adjustment.reason, adjustment.code, vat: adjustment.vat, &$0)
      }
      terms(&$0)
      totals(&$0)
      for earlier in invoice.preceding {
        $0.element("ram:InvoiceReferencedDocument") {
          $0.element("ram:IssuerAssignedID", text: earlier.number)
          $0.element("ram:FormattedIssueDateTime") {
            $0.element("qdt:DateTimeString", ["format": "102"], text: Figures.compact(earlier.issued))
          }
        }
      }
    }
  }

  private func means(_ payment: PaymentInstructions, _ xml: inout XMLWriter) {
    xml.element("ram:SpecifiedTradeSettlementPaymentMeans") {
      $0.element("ram:TypeCode", text: String(payment.means.rawValue))
      if let iban = payment.debtorIBAN { $0.element("ram:PayerPartyDebtorFinancialAccount") { $0.element("ram:IBANID", text: iban) } }
      if let iban = payment.iban, !iban.isEmpty {
        $0.element("ram:PayeePartyCreditorFinancialAccount") {
          $0.element("ram:IBANID", text: iban)
          $0.optional("ram:AccountName", payment.accountName)
        }
      }
      if let bic = payment.bic { $0.element("ram:PayeeSpecifiedCreditorFinancialInstitution") { $0.element("ram:BICID", text: bic) } }
    }
  }

  private func group(_ group: VATGroup, _ xml: inout XMLWriter) {
    xml.element("ram:ApplicableTradeTax") {
      $0.element("ram:CalculatedAmount", text: Figures.amount(group.tax))
      $0.element("ram:TypeCode", text: "VAT")
      $0.optional("ram:ExemptionReason", group.treatment.exemptionReason)
      $0.element("ram:BasisAmount", text: Figures.amount(group.base))
      $0.element("ram:CategoryCode", text: group.treatment.category.rawValue)
      $0.optional("ram:ExemptionReasonCode", group.treatment.exemptionCode)
      $0.optional("ram:DueDateTypeCode", invoice.vatPoint?.cii)
      if group.treatment.category != .outside {
        $0.element("ram:RateApplicablePercent", text: Figures.percent(group.treatment.rate))
      }
    }
  }

  private func terms(_ xml: inout XMLWriter) {
    let mandate = invoice.payment?.mandate
    guard invoice.terms != nil || invoice.due != nil || mandate != nil else { return }
    xml.element("ram:SpecifiedTradePaymentTerms") {
      $0.optional("ram:Description", invoice.terms)
      if let due = invoice.due { date("ram:DueDateDateTime", due, &$0) }
      $0.optional("ram:DirectDebitMandateID", mandate)
    }
  }

  private func totals(_ xml: inout XMLWriter) {
    let totals = invoice.totals
    xml.element("ram:SpecifiedTradeSettlementHeaderMonetarySummation") {
      $0.element("ram:LineTotalAmount", text: Figures.amount(totals.lines))
      if totals.charges != .zero { $0.element("ram:ChargeTotalAmount", text: Figures.amount(totals.charges)) }
      if totals.allowances != .zero { $0.element("ram:AllowanceTotalAmount", text: Figures.amount(totals.allowances)) }
      $0.element("ram:TaxBasisTotalAmount", text: Figures.amount(totals.net))
      $0.element("ram:TaxTotalAmount", ["currencyID": "EUR"], text: Figures.amount(totals.vat))
      $0.element("ram:GrandTotalAmount", text: Figures.amount(totals.gross))
      if totals.prepaid != .zero { $0.element("ram:TotalPrepaidAmount", text: Figures.amount(totals.prepaid)) }
      $0.element("ram:DuePayableAmount", text: Figures.amount(totals.due))
    }
  }
}
