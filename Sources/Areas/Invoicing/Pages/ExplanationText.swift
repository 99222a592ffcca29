import EInvoice
import Kernel
import Web

/// The steps of an explanation and the numbers of a line, in the visitor's language. Values are kept as files hold them; each is shown as
/// what it looks like: a day as a day, cents of an amount as euros, anything else as it is.
enum ExplanationText {
  static func of(_ step: ExplanationStep, _ visit: Visit) -> String { of(step, texts: visit.texts, in: visit.language) }

  static func of(_ step: ExplanationStep, texts: Texts, in language: Language) -> String {
    var values: [String: String] = [:]
    for (name, value) in step.values { values[name] = shown(value, named: name, Format(language), language) }
    return texts.text(step.text, in: language, values)
  }

  /// Names of values that hold cents.
  private static let amounts: Set<String> = [
    "amount", "before", "after", "net", "rent", "rate", "year", "price", "invoiced", "due", "total", "cap",
  ]

  private static func shown(_ value: String, named name: String, _ format: Format, _ language: Language) -> String {
    if let day = Day(value) { return format.day(day) }
    if let month = Month(value) { return format.month(month) }
    // `2026-Q2`, a quarter of an index, and `137.07`, its value.
    if value.count == 7, value.dropFirst(4).hasPrefix("-Q") {
      return (language == .french ? "T" : "Q") + value.suffix(1) + "\u{A0}" + value.prefix(4)
    }
    if name == "ratio" || name.hasSuffix("Value"), language != .english { return value.replacing(".", with: ",") }
    guard let number = Int64(value) else { return value }
    if amounts.contains(name) { return format.money(Money(cents: number)) }
    if name == "area" { return format.area(FloorArea(hundredths: number)) }
    if name == "share" { return format.percentage(Percentage(basisPoints: number)) }
    return value
  }

  /// `30 m²`, `2,25 h`, `3`.
  static func quantity(_ thousandths: Int64, _ unit: String, _ visit: Visit) -> String {
    let name = ["MTK", "MON", "DAY", "HUR"].contains(unit) ? visit.text("invoicing.unit.\(unit)") : unit == "C62" ? "" : unit
    let number = decimal(thousandths, digits: 3, visit)
    return name.isEmpty ? number : "\(number)\u{A0}\(name)"
  }

  static func price(_ price: UnitPrice, _ visit: Visit) -> String {
    // Whole cents as money; what has more decimals with all of them.
    if price.millionths % 10_000 == 0 { return visit.format.money(Money(cents: price.millionths / 10_000)) }
    return "\(decimal(price.millionths, digits: 6, visit))\u{A0}€"
  }

  private static func decimal(_ number: Int64, digits: Int, _ visit: Visit) -> String {
    var scale: Int64 = 1
    for _ in 0..<digits { scale *= 10 }
    let magnitude = Int64(number.magnitude)
    var fraction = String(magnitude % scale)
    fraction = String(repeating: "0", count: digits - fraction.count) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    let whole = visit.format.number(magnitude / scale)
    let mark = visit.language == .english ? "." : ","
    return (number < 0 ? "\u{2212}" : "") + whole + (fraction.isEmpty ? "" : mark + fraction)
  }

  /// An account number in groups of four.
  static func grouped(_ iban: String) -> String {
    var text = ""
    for (index, sign) in iban.enumerated() {
      if index > 0, index % 4 == 0 { text += "\u{A0}" }
      text.append(sign)
    }
    return text
  }
}
