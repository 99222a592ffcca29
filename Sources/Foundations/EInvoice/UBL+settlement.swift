import Kernel
import Paper

extension UBL {
  func party(_ name: String, _ party: InvoiceParty, isSeller: Bool, _ xml: inout XMLWriter) {
    xml.element(name) {
      $0.element("cac:Party") {
        if let electronic = party.electronicAddress {
          $0.element("cbc:EndpointID", ["schemeID": electronic.scheme], text: electronic.value)
        }
        if let siret = party.siret { $0.element("cac:PartyIdentification") { $0.element("cbc:ID", ["schemeID": "0009"], text: siret) } }
        if isSeller, let creditor = invoice.payment?.creditor {
          $0.element("cac:PartyIdentification") { $0.element("cbc:ID", ["schemeID": "SEPA"], text: creditor) }
        }
        if let trading = party.tradingName { $0.element("cac:PartyName") { $0.element("cbc:Name", text: trading) } }
        address(party.address, &$0)
        if let number = party.vatNumber {
          $0.element("cac:PartyTaxScheme") {
            $0.element("cbc:CompanyID", text: number)
            $0.element("cac:TaxScheme") { $0.element("cbc:ID", text: "VAT") }
          }
        }
        $0.element("cac:PartyLegalEntity") {
          $0.element("cbc:RegistrationName", text: party.name)
          $0.optional("cbc:CompanyID", ["schemeID": "0002"], party.siren)
          if isSeller { $0.optional("cbc:CompanyLegalForm", party.legalText) }
        }
        if let contact = party.contact {
          $0.element("cac:Contact") {
            $0.optional("cbc:Name", contact.name)
            $0.optional("cbc:Telephone", contact.telephone)
            $0.optional("cbc:ElectronicMail", contact.mail)
          }
        }
      }
    }
  }

  private func address(_ address: InvoiceAddress, _ xml: inout XMLWriter) {
    xml.element("cac:PostalAddress") {
      for (name, line) in zip(["cbc:StreetName", "cbc:AdditionalStreetName"], address.lines) { $0.element(name, text: line) }
      $0.element("cbc:CityName", text: address.city)
      $0.optional("cbc:PostalZone", address.postcode)
      if address.lines.count > 2 { $0.element("cac:AddressLine") { $0.element("cbc:Line", text: address.lines[2]) } }
      $0.element("cac:Country") { $0.element("cbc:IdentificationCode", text: address.country) }
    }
  }

  /// A credit note says here until when it is paid, for want of a place at its head.
  func means(_ xml: inout XMLWriter) {
    guard let payment = invoice.payment else { return }
    xml.element("cac:PaymentMeans") {
      $0.element("cbc:PaymentMeansCode", text: String(payment.means.rawValue))
      if isCreditNote, let due = invoice.due { $0.element("cbc:PaymentDueDate", text: due.description) }
      $0.optional("cbc:PaymentID", payment.reference)
      if let iban = payment.iban, !iban.isEmpty {
        $0.element("cac:PayeeFinancialAccount") {
          $0.element("cbc:ID", text: iban)
          $0.optional("cbc:Name", payment.accountName)
          if let bic = payment.bic { $0.element("cac:FinancialInstitutionBranch") { $0.element("cbc:ID", text: bic) } }
        }
      }
      if let mandate = payment.mandate {
        $0.element("cac:PaymentMandate") {
          $0.element("cbc:ID", text: mandate)
          if let iban = payment.debtorIBAN { $0.element("cac:PayerFinancialAccount") { $0.element("cbc:ID", text: iban) } }
        }
      }
    }
  }

  func taxes(_ xml: inout XMLWriter) {
    xml.element("cac:TaxTotal") {
      amount("cbc:TaxAmount", invoice.totals.vat, &$0)
      for group in invoice.vat {
        $0.element("cac:TaxSubtotal") {
          amount("cbc:TaxableAmount", group.base, &$0)
          amount("cbc:TaxAmount", group.tax, &$0)
          category("cac:TaxCategory", group.treatment, withReason: true, &$0)
        }
      }
    }
  }

  func totals(_ xml: inout XMLWriter) {
    let totals = invoice.totals
    xml.element("cac:LegalMonetaryTotal") {
      amount("cbc:LineExtensionAmount", totals.lines, &$0)
      amount("cbc:TaxExclusiveAmount", totals.net, &$0)
      amount("cbc:TaxInclusiveAmount", totals.gross, &$0)
      if totals.allowances != .zero { amount("cbc:AllowanceTotalAmount", totals.allowances, &$0) }
      if totals.charges != .zero { amount("cbc:ChargeTotalAmount", totals.charges, &$0) }
      if totals.prepaid != .zero { amount("cbc:PrepaidAmount", totals.prepaid, &$0) }
      amount("cbc:PayableAmount", totals.due, &$0)
    }
  }
}
