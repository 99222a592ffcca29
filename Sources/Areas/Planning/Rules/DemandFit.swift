import Kernel

/// What the house's own history says of demand: who came, how long they stayed, how often they grew. Counts, with the rates that follow from them.
package struct DemandFit: Sendable, Hashable, Codable {
  package struct Arrival: Sendable, Hashable {
    package let month: Month
    package let cells: Int
    package init(month: Month, cells: Int) { (self.month, self.cells) = (month, cells) }
  }
  /// One organisation's cells, month after month without a break of more than one.
  package struct Stay: Sendable, Hashable {
    /// By month, in their order.
    package let cells: [Int]
    /// Whether it has come to an end.
    package let isOver: Bool
    package init(cells: [Int], isOver: Bool) { (self.cells, self.isOver) = (cells, isOver) }
  }
  package struct Size: Sendable, Hashable, Codable {
    package var name: String
    /// The mean, rounded.
    package var cells: Int
    package var wishes: Int
    /// In a thousand months.
    package var arrivals: Int
    /// Tenths of months; of all stays together where fewer than three of this size have ended.
    package var stay: Int
    package var ended: Int
    /// Too few of this size have ended to tell how long they stay.
    package var isPooled: Bool { ended < 3 }
  }
  package let first: String
  package let months: Int
  package let sizes: [Size]
  /// Wishes by calendar month, January first, and what each is of the mean, per mille.
  package let byMonth: [Int]
  package let season: [Int]
  /// Wishes by year.
  package let byYear: [String: Int]
  /// Hundredths: the variance of the monthly numbers by their mean. 100 when they come by chance and independently.
  package let dispersion: Int
  /// Months stayed by all, ends among them.
  package let stayed: Int
  package let ended: Int
  /// Of a thousand who came, how many stay so many months and longer: as observed (Kaplan–Meier) and as the mean says.
  package let survival: [Survival]
  package struct Survival: Sendable, Hashable, Codable {
    package let months: Int
    package let observed: Int
    package let fitted: Int
    /// Stays that were seen up to there.
    package let atRisk: Int
  }
  /// Steps up in residents' years.
  package let growths: Int
  package let residentMonths: Int
  /// Of a hundred residents in a year.
  package var growth: Int {
    residentMonths == 0 ? 0 : (growths * 1200 + residentMonths / 2) / residentMonths
  }

  package init(
    arrivals: [Arrival], stays: [Stay], from first: Month, months: Int,
    classes: [(name: String, cells: ClosedRange<Int>)]
  ) {
    let span = max(1, months)
    let seen = arrivals.filter { $0.month >= first && $0.month < first + span }
    (self.first, self.months) = (first.description, span)
    let (stayed, ended) = (stays.reduce(0) { $0 + $1.cells.count }, stays.count { $0.isOver })
    (self.stayed, self.ended) = (stayed, ended)
    func mean(_ months: Int, _ ended: Int) -> Int {
      ended == 0 ? 600 : min(6000, max(10, months * 10 / ended))
    }
    let whole = mean(stayed, ended)
    sizes = classes.compactMap { line in
      let own = seen.filter { line.cells.contains($0.cells) }
      let of = stays.filter { line.cells.contains($0.cells.first ?? 0) }
      let over = of.count { $0.isOver }
      if own.isEmpty { return nil }
      return Size(
        name: line.name,
        cells: max(1, (own.reduce(0) { $0 + $1.cells } + own.count / 2) / own.count),
        wishes: own.count,
        arrivals: own.count * 1000 / span,
        stay: over < 3 ? whole : mean(of.reduce(0) { $0 + $1.cells.count }, over), ended: over)
    }
    let byMonth = (1...12).map { month in seen.count { $0.month.month == month } }
    self.byMonth = byMonth
    season = DemandFit.season(byMonth)
    byYear = Dictionary(grouping: seen) { String($0.month.year) }.mapValues(\.count)
    let monthly = (0..<span).map { place in seen.count { $0.month == first + place } }
    let sum = monthly.reduce(0, +)
    let squares = monthly.reduce(0) { $0 + $1 * $1 }
    // (Σx² − (Σx)²/n) / (n − 1) over Σx / n.
    dispersion =
      sum == 0 || span < 2 ? 100 : (squares * span - sum * sum) * 100 / ((span - 1) * sum)
    survival = DemandFit.survival(stays, mean: whole)
    growths = stays.reduce(0) { sum, stay in
      sum + zip(stay.cells, stay.cells.dropFirst()).count { $1 > $0 }
    }
    residentMonths = stayed
  }

  /// Drawn towards no season at all by two wishes a month: few wishes say little of it.
  static func season(_ byMonth: [Int]) -> [Int] {
    let all = byMonth.reduce(0, +) + 24
    return byMonth.map { ($0 + 2) * 12_000 / all }
  }

  private static func survival(_ stays: [Stay], mean: Int) -> [Survival] {
    var share = 1_000_000
    var fitted = 1_000_000.0
    var lines: [Survival] = []
    // The chance to stay another month, of a mean in tenths.
    let each = 1 - 10 / Double(max(11, mean))
    for month in 1...60 {
      let atRisk = stays.count { $0.cells.count >= month }
      let left = stays.count { $0.isOver && $0.cells.count == month }
      if atRisk > 0 { share = share * (atRisk - left) / atRisk }
      fitted *= each
      if [6, 12, 24, 36, 48, 60].contains(month), atRisk > 0 {
        lines.append(
          Survival(
            months: month, observed: (share + 500) / 1000, fitted: Int((fitted + 500) / 1000),
            atRisk: atRisk))
      }
    }
    return lines
  }
}
