import Kernel
import Paper

extension InvoicePaper {
  var linesTable: Table {
    let columns: [Table.Column] = [
      .init(Words(wording(.item)), share: 5.6), .init(Words(wording(.quantity)), .end, share: 1),
      .init(Words(wording(.price)), .end, share: 1.5),
      .init(Words(wording(.rate)), .end, share: 0.8), .init(Words(wording(.net)), .end, share: 1.6),
    ]
    return Table(columns, invoice.lines.enumerated().map { row($0, $1) })
  }

  private func row(_ index: Int, _ line: InvoiceLine) -> Table.Row {
    var below = [line.description, line.note].compactMap(\.self)
    if let period = line.period, period != invoice.period { below.append(wording.span(period)) }
    if index < explanations.count { below += explanations[index] }
    for adjustment in line.adjustments { below.append(adjustment.reason + " " + wording.money(adjustment.signed)) }
    let words = below.isEmpty ? Words(line.name) : Words(line.name) + .fine("\n" + below.joined(separator: "\n"))
    return Table.Row([
      words, Words(wording.quantity(line)), Words(wording.price(line.price)), Words(rate(line.vat)), Words(wording.money(line.net)),
    ])
  }

  private func rate(_ vat: VATTreatment) -> String { vat.category == .outside ? "–" : wording.percent(vat.rate) }

  /// VAT by rate, with the law behind what bears none.
  var recapitulation: Table {
    let columns: [Table.Column] = [
      .init(Words(wording(.vat)), share: 1.7), .init(Words(wording(.base)), .end, share: 1.2),
      .init(Words(wording(.tax)), .end, share: 1.2),
    ]
    let rows = invoice.vat.map { group in
      let name = Words(group.treatment.category == .outside ? wording(.outside) : wording.percent(group.treatment.rate))
      let reason = group.treatment.exemptionReason.map { Words.fine("\n" + $0) } ?? ""
      return Table.Row([name + reason, Words(wording.money(group.base)), Words(wording.money(group.tax))])
    }
    return Table(columns, rows)
  }

  var totalsTable: Table {
    let totals = invoice.totals
    var rows = invoice.adjustments.map { Table.Row([Words($0.reason), Words(wording.money($0.signed))]) }
    rows.append(Table.Row([Words(wording(.totalNet)), Words(wording.money(totals.net))]))
    rows.append(Table.Row([Words(wording(.totalVAT)), Words(wording.money(totals.vat))]))
    rows.append(Table.Row([Words(wording(.totalGross)), Words(wording.money(totals.gross))], isTotal: true))
    if totals.prepaid != .zero {
      rows.append(Table.Row([Words(wording(.prepaid)), Words(wording.money(-totals.prepaid))]))
      rows.append(Table.Row([Words(wording(.toPay)), Words(wording.money(totals.due))], isTotal: true))
    }
    return Table([.init("", share: 1.4), .init("", .end)], rows)
  }

  /// What is to be done: the amount and the day first, then by which way.
  var payment: [Block] {
    let amount = wording.money(Money(cents: abs(invoice.totals.due.cents)))
    let day = invoice.due.map(wording.day)
    let label: InvoiceWording.Label
    if invoice.totals.due == .zero {
      label = .settled
    } else if invoice.type == .creditNote || invoice.totals.due < .zero {
      label = .refunded
    } else if invoice.payment?.means == .directDebit {
      label = .debited
    } else {
      label = day == nil ? .pay : .payBefore
    }
    let sentence = wording(label, ["amount": amount, "day": day ?? wording.day(invoice.issued)])
    let facts = means
    let half = (facts.count + 1) / 2
    let ways: [Block] =
      facts.isEmpty ? [] : [.beside([.facts(Array(facts.prefix(half)))], [.facts(Array(facts.dropFirst(half)))], share: 0.57)]
    return [.heading(Words(sentence), level: 2)] + ways
  }

  private var means: [Fact] {
    guard let payment = invoice.payment else { return [] }
    let way: InvoiceWording.Label
    switch payment.means {
    case .transfer: way = .transfer
    case .directDebit: way = .directDebit
    case .card: way = .card
    case .cheque: way = .cheque
    case .cash: way = .cash
    case .clearing: way = .clearing
    }
    var facts = [Fact(wording(.means), wording(way))]
    let isTransfer = payment.means == .transfer
    let values: [(InvoiceWording.Label, String?)] = [
      (.iban, payment.iban.map(spaced)), (.bic, payment.bic), (.holder, payment.accountName), (.debtor, payment.debtorIBAN.map(masked)),
      (.mandate, payment.mandate), (.creditor, payment.creditor), (.paymentReference, isTransfer ? payment.reference : nil),
    ]
    for (label, value) in values { if let value { facts.append(Fact(wording(label), value)) } }
    return facts
  }

  /// Terms, what the law wants said, and when VAT falls due.
  var mentions: [Block] {
    var texts = [invoice.terms].compactMap(\.self)
    for note in invoice.notes where note.subject != .treatment { texts.append(note.text) }
    switch invoice.vatPoint {
    // Who says it in a note of their own has said it.
    case .onDebits: if !invoice.notes.contains(where: { $0.subject == .regulatory }) { texts.append(wording(.onDebits)) }
    case .onPayment: texts.append(wording(.onPayment))
    case nil: break
    }
    return texts.isEmpty ? [] : [.note(Words(texts.map { $0.last?.isPunctuation == true ? $0 : $0 + "." }.joined(separator: " ")))]
  }

  /// In groups of four.
  private func spaced(_ iban: String) -> String {
    var text = ""
    for (index, sign) in iban.enumerated() {
      if index > 0, index % 4 == 0 { text += "\u{A0}" }
      text.append(sign)
    }
    return text
  }
  /// An account of somebody else's, told only by its ends.
  private func masked(_ iban: String) -> String { iban.count < 12 ? iban : "\(iban.prefix(4)) … \(iban.suffix(4))" }
}
