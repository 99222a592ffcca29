import Kernel
import Paper

/// The page of an invoice for people: the same values as the file for programs, and for each line, in short, how its amount came about.
package struct InvoicePaper {
  let invoice: SemanticInvoice
  /// One list for each line; none is missing at the end.
  let explanations: [[String]]
  let wording: InvoiceWording
  let made: Instant

  package init(_ invoice: SemanticInvoice, explanations: [[String]] = [], wording: InvoiceWording, made: Instant) {
    (self.invoice, self.explanations, self.wording, self.made) = (invoice, explanations, wording, made)
  }

  package var document: Document {
    var body: [Block] = [.heading(Words(title), level: 1)]
    body += about
    body.append(.note(Words(client)))
    body.append(.table(linesTable))
    body.append(.together([.beside([.table(recapitulation)], [.table(totalsTable)], share: 0.56), .panel(payment)]))
    body += mentions
    return Document(
      title: title, language: wording.language, author: invoice.seller.name, made: made, letterhead: letterhead,
      address: AddressWindow(window), body: body, footer: footer)
  }

  /// As Factur-X: with the invoice for programs inside.
  package var facturX: Document { document.bearing(invoice) }

  private var title: String {
    switch invoice.type {
    case .invoice: wording(.invoice, ["number": invoice.number])
    case .creditNote: wording(.creditNote, ["number": invoice.number])
    case .corrected: wording(.corrected, ["number": invoice.number])
    case .downPayment: wording(.downPayment, ["number": invoice.number])
    }
  }

  /// The invoices it is about.
  private var about: [Block] {
    let label: InvoiceWording.Label = invoice.type == .creditNote ? .about : invoice.type == .corrected ? .correcting : .following
    return invoice.preceding.map { .paragraph(Words(wording(label, ["number": $0.number, "day": wording.day($0.issued)]))) }
  }

  private var client: String {
    let buyer = invoice.buyer
    var parts = [buyer.name]
    if let siren = buyer.siren { parts.append(wording(.siren, ["siren": grouped(siren)])) }
    if let number = buyer.vatNumber { parts.append(wording(.vatNumber, ["number": number])) }
    parts.append(wording(operation))
    return parts.joined(separator: " · ")
  }
  /// CGI, annexe II, 242 nonies A, 8° bis.
  private var operation: InvoiceWording.Label {
    switch invoice.process.rawValue.first {
    case "B": .goods
    case "M": .mixed
    default: .services
    }
  }

  private var letterhead: Letterhead {
    let seller = invoice.seller
    let name = seller.tradingName ?? seller.name
    var lines = seller.tradingName == nil ? [] : [seller.name]
    lines += seller.address.lines + [city(seller.address)]
    lines += [seller.contact?.telephone, seller.contact?.mail].compactMap(\.self)
    var references = [Fact(wording(.issued), wording.day(invoice.issued))]
    if let due = invoice.due, !invoice.process.isPaid, invoice.type != .creditNote {
      references.append(Fact(wording(.due), .strong(wording.day(due))))
    }
    if let period = invoice.period { references.append(Fact(wording(.period), wording.span(period))) }
    if let delivered = invoice.delivered { references.append(Fact(wording(.delivered), wording.day(delivered))) }
    for (label, value) in [
      (InvoiceWording.Label.contract, invoice.contract), (.order, invoice.order), (.reference, invoice.buyerReference),
    ] {
      if let value { references.append(Fact(wording(label), value)) }
    }
    return Letterhead(name: name, lines: lines.map { Words($0) }, references: references)
  }

  private var window: [String] {
    let address = invoice.buyer.address
    let country = address.country == invoice.seller.address.country ? [] : [address.country]
    return [invoice.buyer.name] + address.lines + [city(address)] + country
  }

  private var footer: Footer {
    let seller = invoice.seller
    var parts = [seller.name]
    if let text = seller.legalText { parts.append(text) }
    // The number in the register is the SIREN.
    let digits = (seller.legalText ?? "").filter(\.isNumber)
    if let siren = seller.siren, !digits.contains(siren) { parts.append(wording(.siren, ["siren": grouped(siren)])) }
    if let number = seller.vatNumber { parts.append(wording(.vatNumber, ["number": number])) }
    return Footer([Words(parts.joined(separator: " · "))], numbering: title + " · " + wording(.page))
  }

  private func city(_ address: InvoiceAddress) -> String { [address.postcode, address.city].compactMap(\.self).joined(separator: " ") }
  /// `834 512 675`
  func grouped(_ digits: String) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, index % 3 == 0 { text += "\u{A0}" }
      text.append(digit)
    }
    return text
  }
}
