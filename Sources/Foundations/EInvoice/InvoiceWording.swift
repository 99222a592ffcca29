import Kernel

/// What the page says besides the invoice's own values, in the reader's language. The texts are the area's; here they have their names.
package struct InvoiceWording: Sendable {
  package enum Label: String, Sendable, CaseIterable {
    // What it is, with its number: `{number}`.
    case invoice, creditNote, corrected, downPayment
    /// `{number}` of `{day}`.
    case about, correcting, following
    case issued, due, contract, order, reference, period, delivered
    /// `{name}`, `{siren}`, `{vat}`.
    case siren, vatNumber
    case item, quantity, price, rate, net
    case vat, base, tax, outside
    case totalNet, totalVAT, totalGross, prepaid, toPay
    /// With `{amount}` and `{day}`.
    case payBefore, pay, debited, refunded, settled
    case transfer, directDebit, card, cheque, cash, clearing
    case means, iban, bic, holder, paymentReference, mandate, creditor, debtor
    case services, goods, mixed, onDebits, onPayment
    /// `Page {page} / {pages}`, kept as they are for the paper.
    case page

    /// The key of its text.
    package var key: String { "invoicing.paper.\(rawValue)" }
  }
  package let language: Language
  /// Where a text names a value between braces, it finds it under that name.
  package let text: @Sendable (Label, [String: String]) -> String
  package let money: @Sendable (Money) -> String
  /// `24/11/2026`
  package let day: @Sendable (Day) -> String

  package init(
    language: Language, text: @escaping @Sendable (Label, [String: String]) -> String, money: @escaping @Sendable (Money) -> String,
    day: @escaping @Sendable (Day) -> String
  ) {
    (self.language, self.text, self.money, self.day) = (language, text, money, day)
  }

  func callAsFunction(_ label: Label, _ arguments: [String: String] = [:]) -> String { text(label, arguments) }

  func span(_ span: DaySpan) -> String { day(span.from) + " – " + (span.last.map(day) ?? "") }
  func decimal(_ value: Int64, places: Int, least: Int) -> String {
    let text = Figures.decimal(value, places: places, least: least).replacing("-", with: "\u{2212}")
    return language == .english ? text : text.replacing(".", with: ",")
  }
  /// `20 %`
  func percent(_ rate: Percentage) -> String {
    decimal(rate.basisPoints, places: 2, least: 0) + (language == .english ? "%" : "\u{A0}%")
  }
  /// `30 m²`, `2,25 h`; a piece has no sign.
  func quantity(_ line: InvoiceLine) -> String {
    let signs = ["MTK": "m²", "HUR": "h", "KWH": "kWh", "MTR": "m", "KGM": "kg", "GB": "Go"]
    let number = decimal(line.quantity, places: 3, least: 0)
    return signs[line.unit].map { number + "\u{A0}" + $0 } ?? number
  }
  /// To the cent, or as many of six decimals as it has; without a sign of currency, which the column bears.
  func price(_ price: UnitPrice) -> String {
    if price.millionths % 10_000 == 0 { return money(Money(cents: price.millionths / 10_000)) }
    let digits = decimal(price.millionths, places: 6, least: 2)
    return language == .english ? "€" + digits : digits + "\u{A0}€"
  }
}
