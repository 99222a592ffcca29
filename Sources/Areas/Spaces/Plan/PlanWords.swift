import Kernel
import Web

/// Days, areas, amounts and short phrases in one language, as plans and histories say them.
package struct PlanWords: Sendable {
  package let texts: Texts
  package let language: Language
  private let format: Format
  private let states: [CellState: String]
  private let kinds: [CellKind: String]

  package init(_ texts: Texts, _ language: Language) {
    (self.texts, self.language) = (texts, language)
    format = Format(language)
    states = Dictionary(uniqueKeysWithValues: CellState.allCases.map { ($0, texts.text("spaces.plan.state.\($0.rawValue)", in: language)) })
    kinds = Dictionary(uniqueKeysWithValues: CellKind.allCases.map { ($0, texts.text("spaces.plan.kind.\($0.rawValue)", in: language)) })
  }

  package func text(_ key: String, _ arguments: [String: String] = [:]) -> String { texts.text(key, in: language, arguments) }
  package func state(_ state: CellState) -> String { states[state] ?? "" }
  package func kind(_ kind: CellKind) -> String { kinds[kind] ?? "" }

  /// `1er mars 2019`, `1 March 2019`, `1. März 2019`.
  package func day(_ day: Day) -> String { format.day(day) }
  /// `mars 2019`.
  package func month(_ month: Month) -> String { format.month(month) }
  /// `mars`: 1 is January.
  package func monthName(_ number: Int) -> String {
    let name = format.month(Month(year: 2000, month: number))
    return String(name.prefix { $0 != " " })
  }
  /// `15 m²` when whole, else `15,25 m²`.
  package func area(_ area: FloorArea) -> String {
    area.hundredths % 100 == 0 ? format.number(area.hundredths / 100) + "\u{A0}m²" : format.area(area)
  }
  package func money(_ money: Money) -> String { money.cents % 100 == 0 ? format.euros(money) : format.money(money) }
  /// A dash of nothing.
  package func percentage(_ percentage: Percentage?) -> String { percentage.map { format.percentage($0) } ?? "–" }
  package func count(_ count: Int64) -> String { format.number(count) }
}
