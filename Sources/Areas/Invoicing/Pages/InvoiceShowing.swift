import Banking
import EInvoice
import Kernel
import People
import Store
import Web

extension InvoiceRoutes {
  func show(_ visit: Visit) async throws -> Answer {
    let reading = try await reading(visit, try visit.id("invoice"))
    let (invoice, document, format) = (reading.invoice, reading.frozen.document, visit.format)
    let mayIssue = visit.viewer.may(.issueInvoices)
    let money = { (amount: Money) in format.money(amount) }
    return .page(
      InvoicePage(
        title: "\(visit.text("invoicing.type.\(invoice.type.name)")) \(invoice.number)",
        state: visit.text("invoicing.state.\(reading.state.rawValue)"), stateStyle: reading.state.badge, openText: openText(reading, visit),
        files: files(of: invoice, visit), deeds: mayIssue ? deeds(reading, visit) : [], seller: party(document.seller, visit),
        buyer: party(document.buyer, visit), facts: facts(reading, visit), lines: lines(reading, visit), net: money(document.totals.net),
        vat: document.vat.map { group in
          InvoicePage.Group(
            text: vatText(group.treatment, base: group.base, visit), amount: money(group.tax))
        }, total: money(document.totals.gross), payment: payment(document, visit),
        notes: document.notes.filter { $0.subject != .treatment }.map { InvoicePage.Text(text: $0.text) },
        hasRelated: !reading.related.isEmpty,
        related: reading.related.map { related in
          let other = related.related.invoice
          return InvoicePage.Related(
            relation: visit.text("invoicing.relation.\(related.related.relation.rawValue).\(related.isLater ? "later" : "earlier")"),
            path: "/invoices/\(other.id)", number: other.number, day: format.shortDay(other.issueDay), total: money(other.total))
        }, sendPath: mayIssue ? "/invoices/\(invoice.id)/send" : nil,
        sendFields: [visit.field("address", .email, label: "invoicing.invoice.address", value: reading.email, required: true)],
        hasSendings: !reading.sendings.isEmpty,
        sendings: reading.sendings.map { sending in
          InvoicePage.Text(
            text: visit.text(
              "invoicing.invoice.sentTo", ["address": sending.address, "day": format.moment(sending.at, in: visit.house)]))
        }, hasHistory: mayIssue,
        proof: [
          visit.fact("invoicing.proof.digest", reading.digest), visit.fact("invoicing.proof.previous", reading.previous),
          visit.fact("invoicing.proof.place", format.number(invoice.place)),
        ].compactMap(\.self),
        history: reading.history.map { line in
          InvoicePage.Text(
            text:
              "\(format.shortMoment(line.at, in: visit.house)) · \(visit.text("invoicing.audit.\(line.verb.split(separator: ".").last ?? "issue")")) · \(line.personName)"
          )
        }))
  }

  func openText(_ reading: InvoiceReading, _ visit: Visit) -> String {
    if reading.open > .zero { return visit.text("invoicing.invoice.toPay", ["amount": visit.format.money(reading.open)]) }
    if reading.open < .zero { return visit.text("invoicing.invoice.toGet", ["amount": visit.format.money(-reading.open)]) }
    return ""
  }

  func deeds(_ reading: InvoiceReading, _ visit: Visit) -> [PageLink] {
    let path = "/invoices/\(reading.invoice.id)"
    if reading.invoice.type == .creditNote { return reading.open < .zero ? [refund(reading, visit)] : [] }
    guard reading.state != .replaced, reading.state != .credited else { return [] }
    let isSettled = reading.related.contains { $0.isLater && $0.related.relation == .settles }
    if isSettled { return [] }
    var deeds = [PageLink(visit.text("invoicing.credit.menu"), path + "/credit")]
    let isGivenBack = reading.credited.contains { $0.credited != .zero }
    if reading.invoice.type == .downPayment {
      deeds.append(PageLink(visit.text("invoicing.final.menu"), path + "/final"))
    } else if !isGivenBack {
      deeds.append(PageLink(visit.text("invoicing.correct.menu"), path + "/correct"))
    }
    return deeds
  }

  /// To the form of a refund, filled with what is left of a credit note.
  private func refund(_ reading: InvoiceReading, _ visit: Visit) -> PageLink {
    let invoice = reading.invoice
    return PageLink(
      visit.text("invoicing.credit.refund"),
      "/refunds/new?entity=\(invoice.entity)&customer=\(invoice.customer)&document=\(percentEncoded(invoice.number))"
        + "&amount=\(percentEncoded(visit.format.typed(-reading.open)))&holder=\(percentEncoded(reading.frozen.document.buyer.name))"
        + "&reason=\(percentEncoded(invoice.number))")
  }

  func facts(_ reading: InvoiceReading, _ visit: Visit) -> [PageFact] {
    let (invoice, document, format) = (reading.invoice, reading.frozen.document, visit.format)
    let seesOrganisation = visit.viewer.may(.seeOrganisations, for: invoice.customer)
    return [
      visit.fact("invoicing.column.issued", format.day(invoice.issueDay)),
      visit.fact("invoicing.column.due", invoice.type == .creditNote ? nil : format.day(invoice.dueDay)),
      visit.fact("invoicing.invoice.settled", visit.settled(reading.payments)),
      visit.fact("invoicing.column.contract", document.contract), visit.fact("invoicing.customer.order", document.order),
      visit.fact("invoicing.customer.reference", document.buyerReference),
      visit.fact("invoicing.invoice.span", document.period.map { format.span($0) }),
      visit.fact(
        "invoicing.column.customer", document.buyer.tradingName ?? document.buyer.name,
        path: seesOrganisation ? "/organisations/\(invoice.customer)" : nil),
      visit.fact("invoicing.invoice.buyerSIREN", document.buyer.siren), visit.fact("invoicing.invoice.buyerVAT", document.buyer.vatNumber),
    ].compactMap(\.self)
  }

  func lines(_ reading: InvoiceReading, _ visit: Visit) -> [InvoicePage.Line] {
    let format = visit.format
    return zip(reading.frozen.document.lines, reading.frozen.reasons).map { line, reason in
      let steps = reason.explanation.map { InvoicePage.Text(text: ExplanationText.of($0, visit)) }
      return InvoicePage.Line(
        text: line.note.map { "\(line.name) (\($0))" } ?? line.name, span: line.period.map { format.shortSpan($0) },
        ask: visit.text("invoicing.explain.ask", ["amount": format.money(line.net)]), hasSteps: !steps.isEmpty, steps: steps,
        quantity: ExplanationText.quantity(line.quantity, line.unit, visit), price: ExplanationText.price(line.price, visit),
        rate: line.vat.rate == Percentage(basisPoints: 0)
          ? visit.text("invoicing.category.\(line.vat.category.rawValue)") : format.percentage(line.vat.rate),
        net: format.money(line.net))
    }
  }

  private func vatText(_ treatment: VATTreatment, base: Money, _ visit: Visit) -> String {
    if treatment.rate.basisPoints > 0 {
      return visit.text(
        "invoicing.invoice.vat", ["rate": visit.format.percentage(treatment.rate), "base": visit.format.money(base)])
    }
    let name = visit.text("invoicing.category.\(treatment.category.rawValue)")
    return [name, treatment.exemptionReason].compactMap(\.self).joined(separator: " · ")
  }

  func payment(_ document: SemanticInvoice, _ visit: Visit) -> String? {
    guard let payment = document.payment else { return nil }
    if let mandate = payment.mandate {
      // Of an invoice that named a day on which banks are closed, the one on which it can be.
      let day = document.due.map { visit.format.day(TargetCalendar.open(onOrAfter: $0)) } ?? ""
      return visit.text("invoicing.invoice.byDebit", ["mandate": mandate, "day": day])
    }
    return payment.iban.map {
      visit.text("invoicing.invoice.byTransfer", ["iban": ExplanationText.grouped($0), "reference": document.number])
    }
  }

  private func party(_ party: InvoiceParty, _ visit: Visit) -> InvoicePage.Party {
    let city = [party.address.postcode, party.address.city].compactMap(\.self).joined(separator: " ")
    let siren = party.siren.map { "SIREN \($0)" }
    let vat = party.vatNumber.map { "\(visit.text("invoicing.invoice.vatNumber")) \($0)" }
    let lines = party.address.lines + [city, siren, vat, party.legalText].compactMap(\.self)
    return InvoicePage.Party(name: party.name, lines: lines.filter { !$0.isEmpty }.map { InvoicePage.Text(text: $0) })
  }

  func files(of invoice: Invoice, _ visit: Visit) -> [PageLink] {
    InvoiceFormat.allCases.map { format in
      PageLink(visit.text("invoicing.format.\(format.rawValue)"), "/invoices/\(invoice.id)/files/\(format.rawValue)")
    }
  }
}
