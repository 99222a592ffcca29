import Kernel

extension Format {
  /// `24 novembre 2026`, `24 November 2026`, `24. November 2026`; the first of a month is `1er` in French.
  package func day(_ day: Day) -> String {
    let (year, month, date) = day.parts
    return "\(ordinal(date)) \(CalendarNames.months(language)[month - 1]) \(year)"
  }
  /// `24/11/2026`, `24/11/2026`, `24.11.2026`
  package func shortDay(_ day: Day) -> String {
    let (year, month, date) = day.parts
    let point = language == .german ? "." : "/"
    return (date < 10 ? "0" : "") + "\(date)\(point)" + (month < 10 ? "0" : "") + "\(month)\(point)\(year)"
  }
  /// `mardi 24 novembre 2026`
  package func weekday(_ day: Day) -> String {
    let name = CalendarNames.weekdays(language)[day.weekday - 1]
    return language == .german ? "\(name), \(self.day(day))" : "\(name) \(self.day(day))"
  }
  /// `novembre 2026`
  package func month(_ month: Month) -> String { "\(CalendarNames.months(language)[month.month - 1]) \(month.year)" }
  /// `nov. 2026`
  package func shortMonth(_ month: Month) -> String { "\(CalendarNames.shortMonths(language)[month.month - 1]) \(month.year)" }

  /// `du 1er janvier 2026 au 31 mars 2026 inclus`, `le 1er janvier 2026`, or `à partir du 1er janvier 2026`.
  package func span(_ span: DaySpan) -> String {
    let first = day(span.from)
    let last = span.last.map { day($0) }
    switch language {
    case .french: return last.map { $0 == first ? "le \(first)" : "du \(first) au \($0) inclus" } ?? "à partir du \(first)"
    case .english: return last.map { $0 == first ? "on \(first)" : "from \(first) to \($0) inclusive" } ?? "from \(first)"
    case .german: return last.map { $0 == first ? "am \(first)" : "vom \(first) bis einschließlich \($0)" } ?? "ab dem \(first)"
    }
  }
  /// `01/01/2026 – 31/03/2026`, or `01/01/2026 –` without an end.
  package func shortSpan(_ span: DaySpan) -> String { "\(shortDay(span.from)) –" + (span.last.map { " \(shortDay($0))" } ?? "") }

  /// `24 novembre 2026 à 09:30`, by the clock of the house.
  package func moment(_ instant: Instant, in house: HouseTime) -> String {
    let day = day(house.day(of: instant))
    let clock = house.clock(of: instant)
    switch language {
    case .french: return "\(day) à \(clock)"
    case .english: return "\(day) at \(clock)"
    case .german: return "\(day) um \(clock)"
    }
  }
  /// `24/11/2026 09:30`
  package func shortMoment(_ instant: Instant, in house: HouseTime) -> String {
    shortDay(house.day(of: instant)) + " " + house.clock(of: instant)
  }

  private func ordinal(_ date: Int) -> String {
    switch language {
    case .french: date == 1 ? "1er" : String(date)
    case .english: String(date)
    case .german: "\(date)."
    }
  }
}

extension Visit {
  /// Formats for this visitor.
  package var format: Format { Format(language) }
}
