import Kernel
import Paper

/// Writes UBL 2.1, an `Invoice` or a `CreditNote`, in the order of its schemas.
struct UBL {
  let invoice: SemanticInvoice
  private let profile: InvoiceProfile

  init(_ invoice: SemanticInvoice) { (self.invoice, profile) = (invoice, invoice.profile) }

  var isCreditNote: Bool { invoice.type == .creditNote }
  private var root: String { isCreditNote ? "CreditNote" : "Invoice" }

  func written() -> [UInt8] {
    var xml = XMLWriter()
    let common = "urn:oasis:names:specification:ubl:schema:xsd:Common"
    let namespaces: KeyValuePairs = [
      "": "urn:oasis:names:specification:ubl:schema:xsd:\(root)-2", "cac": common + "AggregateComponents-2",
      "cbc": common + "BasicComponents-2",
    ]
    xml.element(root, namespaces: namespaces) {
      head(&$0)
      references(&$0)
      party("cac:AccountingSupplierParty", invoice.seller, isSeller: true, &$0)
      party("cac:AccountingCustomerParty", invoice.buyer, isSeller: false, &$0)
      if let day = invoice.delivered { $0.element("cac:Delivery") { $0.element("cbc:ActualDeliveryDate", text: day.description) } }
      means(&$0)
      if let terms = invoice.terms { $0.element("cac:PaymentTerms") { $0.element("cbc:Note", text: terms) } }
      for adjustment in invoice.adjustments {
        self.adjustment(adjustment.isCharge, adjustment.amount, adjustment.reason, adjustment.code, vat: adjustment.vat, &$0)
      }
      taxes(&$0)
      totals(&$0)
      for (index, line) in invoice.lines.enumerated() { self.line(index + 1, line, &$0) }
    }
    return xml.bytes
  }

  private func head(_ xml: inout XMLWriter) {
    xml.element("cbc:CustomizationID", text: profile.name)
    xml.element("cbc:ProfileID", text: invoice.process.rawValue)
    xml.element("cbc:ID", text: invoice.number)
    xml.element("cbc:IssueDate", text: invoice.issued.description)
    if !isCreditNote, let due = invoice.due { xml.element("cbc:DueDate", text: due.description) }
    xml.element("cbc:\(root)TypeCode", text: String(invoice.type.rawValue))
    // UBL gives a note no subject, so its code stands before it (XP Z12-012).
    for note in invoice.notes { xml.element("cbc:Note", text: (note.subject.map { "#\($0.rawValue)#" } ?? "") + note.text) }
    xml.element("cbc:DocumentCurrencyCode", text: "EUR")
    xml.optional("cbc:BuyerReference", invoice.buyerReference)
  }

  private func references(_ xml: inout XMLWriter) {
    period(invoice.period, code: invoice.vatPoint?.ubl, &xml)
    if let order = invoice.order { xml.element("cac:OrderReference") { $0.element("cbc:ID", text: order) } }
    for earlier in invoice.preceding {
      xml.element("cac:BillingReference") {
        $0.element("cac:InvoiceDocumentReference") {
          $0.element("cbc:ID", text: earlier.number)
          $0.element("cbc:IssueDate", text: earlier.issued.description)
        }
      }
    }
    if let contract = invoice.contract { xml.element("cac:ContractDocumentReference") { $0.element("cbc:ID", text: contract) } }
  }

  private func line(_ number: Int, _ line: InvoiceLine, _ xml: inout XMLWriter) {
    xml.element("cac:\(root)Line") {
      $0.element("cbc:ID", text: String(number))
      $0.optional("cbc:Note", line.note)
      let quantity = isCreditNote ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity"
      $0.element(quantity, ["unitCode": line.unit], text: Figures.quantity(line.quantity))
      amount("cbc:LineExtensionAmount", line.net, &$0)
      period(line.period, code: nil, &$0)
      for adjustment in line.adjustments {
        self.adjustment(adjustment.isCharge, adjustment.amount, adjustment.reason, adjustment.code, vat: nil, &$0)
      }
      $0.element("cac:Item") {
        $0.optional("cbc:Description", line.description)
        $0.element("cbc:Name", text: line.name)
        category("cac:ClassifiedTaxCategory", line.vat, withReason: profile == .extended, &$0)
      }
      $0.element("cac:Price") { $0.element("cbc:PriceAmount", ["currencyID": "EUR"], text: Figures.price(line.price)) }
    }
  }

  // MARK: What several parts are made of

  func amount(_ name: String, _ amount: Money, _ xml: inout XMLWriter) {
    xml.element(name, ["currencyID": "EUR"], text: Figures.amount(amount))
  }

  private func period(_ period: DaySpan?, code: String?, _ xml: inout XMLWriter) {
    if period == nil, code == nil { return }
    xml.element("cac:InvoicePeriod") {
      if let period { $0.element("cbc:StartDate", text: period.from.description) }
      if let last = period?.last { $0.element("cbc:EndDate", text: last.description) }
      $0.optional("cbc:DescriptionCode", code)
    }
  }

  func category(_ name: String, _ vat: VATTreatment, withReason: Bool, _ xml: inout XMLWriter) {
    xml.element(name) {
      $0.element("cbc:ID", text: vat.category.rawValue)
      if vat.category != .outside { $0.element("cbc:Percent", text: Figures.percent(vat.rate)) }
      if withReason {
        $0.optional("cbc:TaxExemptionReasonCode", vat.exemptionCode)
        $0.optional("cbc:TaxExemptionReason", vat.exemptionReason)
      }
      $0.element("cac:TaxScheme") { $0.element("cbc:ID", text: "VAT") }
    }
  }

  private func adjustment(
    _ isCharge: Bool, _ amount: Money, _ reason: String, _ code: String?, vat: VATTreatment?, _ xml: inout XMLWriter
  ) {
    xml.element("cac:AllowanceCharge") {
      $0.element("cbc:ChargeIndicator", text: isCharge ? "true" : "false")
      $0.optional("cbc:AllowanceChargeReasonCode", code)
      $0.optional("cbc:AllowanceChargeReason", reason)
      self.amount("cbc:Amount", amount, &$0)
      if let vat { category("cac:TaxCategory", vat, withReason: profile == .extended, &$0) }
    }
  }
}
