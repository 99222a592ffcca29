import Kernel

/// The price of a stay by its years: what share of the reference rent is paid in the first, the second, … The last share holds on.
package struct PriceLadder: Hashable, Sendable, CustomStringConvertible {
  package let shares: [Percentage]

  /// `5000 7500 10000`; nil unless every share is from 0 to 100 %.
  package init?(_ text: String) {
    let parts = text.split(separator: " ").map { Int64($0) }
    guard parts.count <= 20, parts.allSatisfy({ $0.map { (0...10_000).contains($0) } ?? false }) else { return nil }
    shares = parts.compactMap { $0.map(Percentage.init(basisPoints:)) }
  }
  package var description: String { shares.map { "\($0.basisPoints)" }.joined(separator: " ") }

  /// What is remitted over the days of a lease, to someone who came in on `entry`.
  package func reductions(entry: Day, over span: DaySpan) -> [Reduction] {
    shares.enumerated().compactMap { place, share in
      let from = entry.adding(months: place * 12)
      let isLast = place + 1 == shares.count
      guard share.basisPoints < 10_000,
        let year = DaySpan(checking: from, until: isLast ? nil : entry.adding(months: (place + 1) * 12)), let days = year.intersection(span)
      else { return nil }
      return Reduction(place == 0 && isLast ? .discount : .ladder, days, Percentage(basisPoints: 10_000 - share.basisPoints))
    }
  }
}

/// How long one tenant stayed in the same premises, and how long they may. Leases that follow each other count as one stay; others add up.
package struct StayCounter: Hashable, Sendable {
  package let spans: [DaySpan]
  package let months: Int

  /// - Parameters:
  ///   - spans: of the leases to be counted together, the last included.
  ///   - months: at most.
  package init(_ spans: [DaySpan], months: Int) {
    var joined: [DaySpan] = []
    for span in spans.sorted(by: { $0.from < $1.from }) {
      guard let last = joined.last, let end = last.until, span.from <= end else {
        if joined.last == nil || joined.last?.until != nil { joined.append(span) }
        continue
      }
      joined[joined.count - 1] = DaySpan(from: last.from, until: span.until.map { max(end, $0) })
    }
    (self.spans, self.months) = (joined, months)
  }

  /// The first day that would be too many; nil of no stay.
  package var limit: Day? {
    guard let last = spans.last else { return nil }
    let earlier = spans.dropLast().reduce(0) { $0 + ($1.length ?? 0) }
    return last.from.adding(months: months) - earlier
  }
  package var exceeds: Bool {
    guard let limit, let last = spans.last else { return false }
    return last.until.map { $0 > limit } ?? true
  }
  /// Days stayed before a day.
  package func days(before day: Day) -> Int { spans.reduce(0) { $0 + max(0, min($1.until ?? day, day) - $1.from) } }

  /// The days on which somebody has to think of the term: twelve, six, three and one month before.
  package static func alarms(before term: Day) -> [(months: Int, day: Day)] { [12, 6, 3, 1].map { ($0, term.adding(months: -$0)) } }
  /// Whoever is left in place until this day after a derogatory lease has a statutory one (C. com. L145-5).
  package static func hardStop(after term: Day) -> Day { term.adding(months: 1) }
}

/// The guarantee of a lease. See docs/deposits.md.
package enum DepositRule {
  /// The most that may be asked: so many months of rent, rounded to the cent.
  package static func cap(yearlyRent: Money, months: Int64) -> Money { yearlyRent.fraction(months, of: 12) }
  /// So many hundredths of a month of rent.
  package static func usual(yearlyRent: Money, monthHundredths: Int64) -> Money { yearlyRent.fraction(monthHundredths, of: 1200) }
}

/// What moving from one space to another comes to, before anything is done.
package struct MoveQuote: Hashable, Sendable {
  package let entry: Day
  /// The first day on which the old space is no longer held.
  package let exit: Day
  /// What the old space still asks, from the first of the month of entry to the exit.
  package let oldRent: Money
  /// What the new space asks, from the entry to the end of the month of the exit.
  package let newRent: Money
  package let oldMonthly: Money
  package let newMonthly: Money
  package let oldDeposit: Money
  package let newDeposit: Money
  /// What was agreed for later, kept or not, and the reductions that fall away.
  package let later: [LaterPrice]
  package let fallen: [Reduction]
  package var overlapDays: Int { max(0, exit - entry) }
  package var depositDifference: Money { newDeposit - oldDeposit }

  /// - Parameters:
  ///   - old: as it will end at the exit.
  ///   - new: as it will begin at the entry.
  ///   - day: on which the move is agreed; what was agreed for later days is told. nil: the entry.
  package init(
    old: RentSchedule, new: RentSchedule, entry: Day, exit: Day, oldDeposit: Money, newDeposit: Money, agreedOn day: Day? = nil
  ) {
    later = LaterPrice.compare(old: old, new: new, entry: entry, after: day ?? entry)
    fallen = LaterPrice.fallen(old.reductions, entry: entry)
    (self.entry, self.exit, self.oldDeposit, self.newDeposit) = (entry, exit, oldDeposit, newDeposit)
    let first = entry.month.first
    let end = ((exit - 1).month + 1).first
    oldRent = DaySpan(checking: first, until: exit).map { old.amount(over: $0) } ?? .zero
    newRent = DaySpan(checking: entry, until: max(end, (entry.month + 1).first)).map { new.amount(over: $0) } ?? .zero
    oldMonthly = old.monthly(on: max(old.span.from, entry - 1), rentOnly: false)
    newMonthly = new.monthly(on: entry, rentOnly: false)
  }
}
