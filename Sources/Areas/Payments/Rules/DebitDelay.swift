import Kernel

/// Until when what is to be debited is in time (docs/dunning.md): as long as the house could have collected and did not, the delay is its own.
package enum DebitDelay {
  /// A collection that the bank was asked for.
  package struct Taking: Hashable, Sendable {
    package let day: Day
    package let cameBack: Bool

    package init(_ day: Day, cameBack: Bool = false) { (self.day, self.cameBack) = (day, cameBack) }
  }
  /// The days on which a mandate may be used, the last not counted.
  package struct Allowed: Hashable, Sendable {
    package let from: Day
    package let until: Day

    package init(_ from: Day, _ until: Day) { (self.from, self.until) = (from, until) }
  }

  /// The first day from `day` on for which no mandate is good; a mandate that takes over from another leaves no gap.
  package static func end(of mandates: [Allowed], from day: Day) -> Day {
    var end = day
    while let further = mandates.filter({ $0.from <= end && $0.until > end }).map(\.until).max() { end = further }
    return end
  }

  /// The last day on which the debtor was in time; nil while nothing but the house keeps the money from coming.
  /// - Parameters:
  ///   - announced: the day that the debtor was told of.
  ///   - end: the first day on which it could no longer be collected.
  package static func lastDay(announced: Day, end: Day, takings: [Taking], on day: Day) -> Day? {
    let failed = takings.filter(\.cameBack).map(\.day).min().map { min($0, end) } ?? end
    if failed > day { return nil }
    // Asked of the bank before anything failed: whatever passed until then was up to the house.
    if let taken = takings.filter({ !$0.cameBack }).map(\.day).min(), taken <= failed { return nil }
    return max(announced, failed)
  }
}
