import Kernel

/// Days, amounts and areas as people of one language read them. Made by hand: a list formats hundreds of them.
package struct Format: Sendable {
  package let language: Language

  package init(_ language: Language) { self.language = language }

  /// Between the groups of a French number: a narrow blank that does not break.
  static let thin = "\u{202F}"
  static let blank = "\u{A0}"

  /// `Loué : Ada` in French, which sets a blank before the colon, and `Let: Ada`.
  package func pair(_ name: String, _ value: String) -> String { name + (language == .french ? Format.blank : "") + ": " + value }

  /// `12 345` in French, `12,345` in English, `12.345` in German.
  package func number(_ number: Int64) -> String { sign(number) + grouped(number.magnitude) }
  package func number(_ count: Int) -> String { number(Int64(count)) }

  /// `1 234,50 €`, `€1,234.50`, `1.234,50 €`.
  package func money(_ amount: Money) -> String {
    let digits = hundredths(amount.cents)
    return language == .english ? sign(amount.cents) + "€" + digits : sign(amount.cents) + digits + Format.blank + "€"
  }
  /// Whole euros, rounded half away from zero, for big figures.
  package func euros(_ amount: Money) -> String {
    let whole = amount.fraction(1, of: 100).cents
    return language == .english ? sign(whole) + "€" + grouped(whole.magnitude) : sign(whole) + grouped(whole.magnitude) + Format.blank + "€"
  }
  /// `15,00 m²`
  package func area(_ area: FloorArea) -> String { sign(area.hundredths) + hundredths(area.hundredths) + Format.blank + "m²" }
  /// `83,3 %`: tenths, rounded half up; whole when it is whole.
  package func percentage(_ share: Percentage) -> String {
    let tenths = (share.basisPoints.magnitude + 5) / 10
    let decimals = tenths % 10 == 0 ? "" : mark + String(tenths % 10)
    return sign(share.basisPoints) + grouped(tenths / 10) + decimals + (language == .english ? "" : Format.blank) + "%"
  }

  /// What a money or area field holds, as it can be typed again: `1234,50`.
  package func typed(_ amount: Money) -> String { typed(hundredths: amount.cents) }
  package func typed(_ area: FloorArea) -> String { typed(hundredths: area.hundredths) }
  private func typed(hundredths number: Int64) -> String {
    sign(number, minus: "-") + String(number.magnitude / 100) + mark + two(number.magnitude % 100)
  }

  /// A day, a month or an amount as a rule wrote it, in words of the language; anything else as it is.
  func said(_ plain: String) -> String {
    let bytes = plain.utf8
    guard let first = bytes.first, first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
      return plain
    }
    if bytes.count == 10, let date = Day(plain) { return day(date) }
    if bytes.count == 7, let month = Month(plain) { return self.month(month) }
    // Days in words and plain numbers begin with a digit too, and are far more often said than amounts.
    guard bytes.contains(UInt8(ascii: ".")), bytes.dropFirst().allSatisfy({ $0 == UInt8(ascii: ".") || (48...57).contains($0) }) else {
      return plain
    }
    let parts = plain.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    let isAmount =
      parts.count == 2 && parts[1].utf8.count == 2 && !parts[0].isEmpty
      && parts.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } }
    guard isAmount, let number = Int64(parts[0] + parts[1]) else { return plain }
    return sign(plain.hasPrefix("-") ? -1 : 1) + hundredths(number)
  }

  /// A number as a rule wrote it, `1000000` or `-0.5`, as the language sets numbers; anything else as `said` says it.
  func counted(_ plain: String) -> String {
    let isNegative = plain.hasPrefix("-")
    let parts = plain.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let whole = UInt64(parts[0])
    else { return said(plain) }
    return (isNegative ? sign(-1) : "") + grouped(whole) + (parts.count == 2 ? mark + parts[1] : "")
  }

  private var mark: String { language == .english ? "." : "," }
  private func sign(_ number: Int64, minus: String = "\u{2212}") -> String { number < 0 ? minus : "" }
  private func two(_ number: UInt64) -> String { (number < 10 ? "0" : "") + String(number) }
  private func hundredths(_ number: Int64) -> String { grouped(number.magnitude / 100) + mark + two(number.magnitude % 100) }

  private func grouped(_ number: UInt64) -> String {
    if number < 1000 { return String(number) }
    let digits = Array(String(number).utf8)
    let separator: String
    switch language {
    case .french: separator = Format.thin
    case .english: separator = ","
    case .german: separator = "."
    }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += separator }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }
}
