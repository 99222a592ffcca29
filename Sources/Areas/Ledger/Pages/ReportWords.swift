import Kernel
import Web

/// The cells of a report in words, for a reader of one language.
struct ReportWords {
  let texts: Texts
  let format: Format

  init(_ texts: Texts, _ language: Language) { (self.texts, format) = (texts, Format(language)) }

  func text(_ key: String, _ arguments: [String: String] = [:]) -> String { texts.text(key, in: format.language, arguments) }
  func titles(of report: Report) -> [String] { report.columns.map { text("\(report.texts).\($0.key)") } }

  func shown(_ cell: Report.Cell) -> String {
    switch cell {
    case .none: ""
    case .text(let text), .link(let text, _): text
    case .key(let key), .way(let key, _): text(key)
    case .day(let day): format.shortDay(day)
    case .money(let money): format.money(money)
    case .number(let number): format.number(number)
    case .rate(let rate): exact(rate)
    case .value(let fact): value(fact)
    }
  }

  /// As a table for a spreadsheet: amounts without their sign, days as files have them.
  func plain(_ cell: Report.Cell) -> String {
    switch cell {
    case .day(let day): day.description
    case .money(let money): format.typed(money)
    case .number(let number): String(number)
    default: shown(cell)
    }
  }

  /// With both decimals: legal rates have them.
  func exact(_ rate: Percentage) -> String {
    let typed = format.typed(Money(cents: rate.basisPoints))
    return format.language == .english ? "\(typed)%" : "\(typed)\u{A0}%"
  }

  private func value(_ fact: ParameterFact) -> String {
    switch fact.parameter.unit {
    case .rate: exact(fact.rate)
    case .cents: format.money(fact.amount)
    case .yearDay:
      text("ledger.unit.year-day", ["month": CalendarWords.month(Int(fact.value / 100), format), "day": String(fact.value % 100)])
    case .times, .months, .days, .years: text("ledger.unit.\(fact.parameter.unit.rawValue)", ["count": String(fact.value)])
    }
  }
}

private enum CalendarWords {
  /// `septembre`: the name of the month alone.
  static func month(_ month: Int, _ format: Format) -> String {
    guard (1...12).contains(month) else { return String(month) }
    return format.month(Month(year: 2000, month: month)).split(separator: " ").first.map(String.init) ?? ""
  }
}
