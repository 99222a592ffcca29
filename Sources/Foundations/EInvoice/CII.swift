import Kernel
import Paper

/// Writes UN/CEFACT Cross Industry Invoice D22B, in the order of its schema.
struct CII {
  let invoice: SemanticInvoice
  private let profile: InvoiceProfile
  private let isInsidePDF: Bool
  private var isExtended: Bool { profile == .extended }

  init(_ invoice: SemanticInvoice, insidePDF: Bool) { (self.invoice, isInsidePDF, profile) = (invoice, insidePDF, invoice.profile) }

  func written() -> [UInt8] {
    var xml = XMLWriter()
    let namespaces: KeyValuePairs = [
      "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
      "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
      "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
      "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    ]
    xml.element("rsm:CrossIndustryInvoice", namespaces: namespaces) {
      context(&$0)
      document(&$0)
      $0.element("rsm:SupplyChainTradeTransaction") {
        for (index, line) in invoice.lines.enumerated() { self.line(index + 1, line, &$0) }
        agreement(&$0)
        delivery(&$0)
        settlement(&$0)
      }
    }
    return xml.bytes
  }

  private func context(_ xml: inout XMLWriter) {
    xml.element("rsm:ExchangedDocumentContext") {
      $0.element("ram:BusinessProcessSpecifiedDocumentContextParameter") { $0.element("ram:ID", text: invoice.process.rawValue) }
      $0.element("ram:GuidelineSpecifiedDocumentContextParameter") {
        $0.element("ram:ID", text: isInsidePDF ? profile.facturXName : profile.name)
      }
    }
  }

  private func document(_ xml: inout XMLWriter) {
    xml.element("rsm:ExchangedDocument") {
      $0.element("ram:ID", text: invoice.number)
      $0.element("ram:TypeCode", text: String(invoice.type.rawValue))
      date("ram:IssueDateTime", invoice.issued, &$0)
      for note in invoice.notes {
        $0.element("ram:IncludedNote") {
          $0.element("ram:Content", text: note.text)
          $0.optional("ram:SubjectCode", note.subject?.rawValue)
        }
      }
    }
  }

  private func line(_ number: Int, _ line: InvoiceLine, _ xml: inout XMLWriter) {
    xml.element("ram:IncludedSupplyChainTradeLineItem") {
      $0.element("ram:AssociatedDocumentLineDocument") {
        $0.element("ram:LineID", text: String(number))
        if let note = line.note { $0.element("ram:IncludedNote") { $0.element("ram:Content", text: note) } }
      }
      $0.element("ram:SpecifiedTradeProduct") {
        $0.element("ram:Name", text: line.name)
        $0.optional("ram:Description", line.description)
      }
      $0.element("ram:SpecifiedLineTradeAgreement") {
        $0.element("ram:NetPriceProductTradePrice") { $0.element("ram:ChargeAmount", text: Figures.price(line.price)) }
      }
      $0.element("ram:SpecifiedLineTradeDelivery") {
        $0.element("ram:BilledQuantity", ["unitCode": line.unit], text: Figures.quantity(line.quantity))
      }
      $0.element("ram:SpecifiedLineTradeSettlement") {
        tax("ram:ApplicableTradeTax", line.vat, withReason: isExtended, &$0)
        period(line.period, &$0)
        for adjustment in line.adjustments {
          self.adjustment(adjustment.isCharge, adjustment.amount, adjustment.reason, adjustment.code, vat: nil, &$0)
        }
        $0.element("ram:SpecifiedTradeSettlementLineMonetarySummation") {
          $0.element("ram:LineTotalAmount", text: Figures.amount(line.net))
        }
      }
    }
  }

  // MARK: What several parts are made of

  func date(_ name: String, _ day: Day, _ xml: inout XMLWriter) {
    xml.element(name) { $0.element("udt:DateTimeString", ["format": "102"], text: Figures.compact(day)) }
  }

  func period(_ period: DaySpan?, _ xml: inout XMLWriter) {
    guard let period else { return }
    xml.element("ram:BillingSpecifiedPeriod") {
      date("ram:StartDateTime", period.from, &$0)
      if let last = period.last { date("ram:EndDateTime", last, &$0) }
    }
  }

  /// What is outside VAT has no rate (BR-O-05). Where groups differ by their reason alone, the reason tells to which a line belongs.
  func tax(_ name: String, _ vat: VATTreatment, withReason: Bool, _ xml: inout XMLWriter) {
    xml.element(name) {
      $0.element("ram:TypeCode", text: "VAT")
      if withReason { $0.optional("ram:ExemptionReason", vat.exemptionReason) }
      $0.element("ram:CategoryCode", text: vat.category.rawValue)
      if withReason { $0.optional("ram:ExemptionReasonCode", vat.exemptionCode) }
      if vat.category != .outside { $0.element("ram:RateApplicablePercent", text: Figures.percent(vat.rate)) }
    }
  }

  func adjustment(
    _ isCharge: Bool, _ amount: Money, _ reason: String, _ code: String?, vat: VATTreatment?, _ xml: inout XMLWriter
  ) {
    xml.element("ram:SpecifiedTradeAllowanceCharge") {
      $0.element("ram:ChargeIndicator") { $0.element("udt:Indicator", text: isCharge ? "true" : "false") }
      $0.element("ram:ActualAmount", text: Figures.amount(amount))
      $0.optional("ram:ReasonCode", code)
      $0.optional("ram:Reason", reason)
      if let vat { tax("ram:CategoryTradeTax", vat, withReason: isExtended, &$0) }
    }
  }
}

extension XMLWriter {
  /// An element that is left out when there is nothing to say.
  mutating func optional(_ name: String, _ attributes: KeyValuePairs<String, String>, _ text: String?) {
    if let text, !text.isEmpty { element(name, attributes, text: text) }
  }
  mutating func optional(_ name: String, _ text: String?) { optional(name, [:], text) }
}
