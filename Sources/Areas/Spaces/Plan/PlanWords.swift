import Kernel
import Web

/// Days, areas, amounts and short phrases in one language, as plans and histories say them.
package struct PlanWords: Sendable {
  package let texts: Texts
  package let language: Language
  private let months: [String]
  private let states: [CellState: String]
  private let kinds: [CellKind: String]

  package init(_ texts: Texts, _ language: Language) {
    (self.texts, self.language) = (texts, language)
    months = (1...12).map { texts.text("spaces.plan.month.\($0)", in: language) }
    states = Dictionary(uniqueKeysWithValues: CellState.allCases.map { ($0, texts.text("spaces.plan.state.\($0.rawValue)", in: language)) })
    kinds = Dictionary(uniqueKeysWithValues: CellKind.allCases.map { ($0, texts.text("spaces.plan.kind.\($0.rawValue)", in: language)) })
  }

  package func text(_ key: String, _ arguments: [String: String] = [:]) -> String { texts.text(key, in: language, arguments) }
  package func state(_ state: CellState) -> String { states[state] ?? "" }
  package func kind(_ kind: CellKind) -> String { kinds[kind] ?? "" }

  /// `1er mars 2019`, `1 March 2019`, `1. März 2019`.
  package func day(_ day: Day) -> String {
    let (year, month, number) = day.parts
    let name = months[month - 1]
    switch language {
    case .french: return (number == 1 ? "1er" : String(number)) + " \(name) \(year)"
    case .english: return "\(number) \(name) \(year)"
    case .german: return "\(number). \(name) \(year)"
    }
  }
  /// `mars 2019`.
  package func month(_ month: Month) -> String { months[month.month - 1] + " \(month.year)" }

  /// `15 m²`, `15,25 m²`.
  package func area(_ area: FloorArea) -> String { decimal(area.hundredths, places: 2, trimmed: true) + "\u{A0}m²" }
  /// Whole euros when there are no cents.
  package func money(_ money: Money) -> String {
    let amount = decimal(money.cents, places: 2, trimmed: money.cents % 100 == 0)
    return language == .english ? "€" + amount : amount + "\u{A0}€"
  }
  /// One decimal: `96,4 %`.
  package func percentage(_ percentage: Percentage?) -> String {
    guard let percentage else { return "–" }
    let tenths = (percentage.basisPoints + 5) / 10
    return decimal(tenths, places: 1, trimmed: false) + (language == .english ? "%" : "\u{A0}%")
  }
  package func count(_ count: Int64) -> String { decimal(count, places: 0, trimmed: true) }

  private func decimal(_ number: Int64, places: Int, trimmed: Bool) -> String {
    let scale: UInt64 = places == 2 ? 100 : places == 1 ? 10 : 1
    let magnitude = number.magnitude
    var whole = Substring(String(magnitude / scale))
    var groups: [Substring] = []
    while whole.count > 3 {
      groups.insert(whole.suffix(3), at: 0)
      whole = whole.dropLast(3)
    }
    let separator = language == .french ? "\u{202F}" : language == .german ? "." : ","
    var text = (number < 0 ? "−" : "") + ([whole] + groups).joined(separator: separator)
    let rest = magnitude % scale
    if places > 0, !(trimmed && rest == 0) {
      var digits = String(rest)
      digits = String(repeating: "0", count: places - digits.count) + digits
      if trimmed, digits.hasSuffix("0") { digits.removeLast() }
      text += (language == .english ? "." : ",") + digits
    }
    return text
  }
}
