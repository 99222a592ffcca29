import Kernel

/// What a lease says of its index.
package struct IndexClause: Hashable, Sendable {
  package enum Comparison: String, Sendable, CaseIterable {
    /// The same quarter, as many years on as lie between two revisions; one at least.
    case sameQuarter = "same"
    /// Whatever is published last on the day of the revision.
    case latest
  }
  package let index: RentIndex
  /// The quarter written in the lease.
  package let base: Quarter
  package let comparison: Comparison
  /// The most a year may move the rent, up or down (C. com. L145-38-1): for the ILC alone.
  package let tunnel: Percentage?
  /// Whether the tenant is a small or medium firm, for the ceilings of the ILC.
  package let isSmallFirm: Bool

  package init(_ index: RentIndex, base: Quarter, _ comparison: Comparison, tunnel: Percentage? = nil, isSmallFirm: Bool = true) {
    (self.index, self.base, self.comparison, self.tunnel, self.isSmallFirm) = (index, base, comparison, tunnel, isSmallFirm)
  }
}

/// A ceiling the law sets on the movement of an index over a year, for the values of some quarters.
package struct IndexCeiling: Hashable, Sendable {
  package let index: RentIndex
  package let first: Quarter
  package let last: Quarter
  package let most: Percentage
  package let onlySmallFirms: Bool
  package let reference: String

  package init(_ index: RentIndex, _ first: Quarter, _ last: Quarter, most: Percentage, onlySmallFirms: Bool, reference: String) {
    (self.index, self.first, self.last) = (index, first, last)
    (self.most, self.onlySmallFirms, self.reference) = (most, onlySmallFirms, reference)
  }
}

/// One revision of rents, computed: which values, by what ratio. The rent itself is rounded, once; the ratio never.
package struct Indexation: Hashable, Sendable {
  package enum Bound: String, CaseIterable, Sendable { case ceiling, tunnel }
  package let index: RentIndex
  package let base: IndexPoint
  package let new: IndexPoint
  /// The ratio that is applied, as a fraction; another than that of the values only under a bound.
  package let numerator: Int64
  package let denominator: Int64
  package let bound: Bound?
  package let reference: String?

  package func applied(to rent: Money) -> Money { rent.fraction(numerator, of: denominator) }

  /// The ratio to ten decimals, cut and not rounded: `1.0062704 …`.
  package var ratio: String {
    let whole = numerator / denominator
    var rest = numerator % denominator
    var decimals = ""
    for _ in 0..<10 {
      rest *= 10
      decimals += "\(rest / denominator)"
      rest %= denominator
    }
    return "\(whole).\(decimals)"
  }
}

/// Which value a revision compares with, and what comes of it. See docs/indexation.md.
package struct IndexRule: Sendable {
  package let clause: IndexClause
  /// How many months lie between two revisions.
  package let months: Int
  private let points: [Quarter: IndexPoint]
  private let ceilings: [IndexCeiling]

  package init(_ clause: IndexClause, every months: Int = 12, points: [IndexPoint], ceilings: [IndexCeiling]) {
    (self.clause, self.months) = (clause, months)
    self.points = Dictionary(points.filter { $0.index == clause.index }.map { ($0.quarter, $0) }, uniquingKeysWith: { first, _ in first })
    self.ceilings = ceilings.filter { $0.index == clause.index }
  }

  /// - Parameters:
  ///   - base: the quarter of the last revision, or of the lease when there was none.
  ///   - since: the day of that revision, or the first day of the lease.
  ///   - day: the day of this revision.
  ///   - today: what is published later is not known.
  package func revision(from base: Quarter, since: Day, on day: Day, today: Day) throws(Refusal) -> Indexation {
    guard let old = points[base] else { throw unknown(base) }
    let quarter: Quarter
    switch clause.comparison {
    case .sameQuarter: quarter = base + 4 * max(1, months / 12)
    case .latest:
      let known = points.values.filter { $0.publication <= day }.map(\.quarter)
      guard let last = known.max(), last > base else { throw Refusal.conflict("leasing.problem.nothingNewer", ["base": "\(base)"]) }
      quarter = last
    }
    guard let new = points[quarter], new.publication <= today else { throw unknown(quarter) }
    // C. mon. fin. L112-1: an index that ran for longer than the rent did would bring in a rise that is not the tenant's.
    let elapsed = IndexRule.months(from: since, to: day)
    if (quarter - base) * 3 > elapsed {
      throw Refusal.conflict(
        "leasing.problem.distortion",
        ["index": "\((quarter - base) * 3)", "elapsed": "\(elapsed)", "base": "\(base)", "quarter": "\(quarter)"])
    }
    return bounded(old, new)
  }

  private func unknown(_ quarter: Quarter) -> Refusal {
    Refusal.conflict("leasing.problem.indexUnknown", ["index": clause.index.rawValue, "quarter": "\(quarter)"])
  }

  private func bounded(_ old: IndexPoint, _ new: IndexPoint) -> Indexation {
    func made(_ numerator: Int64, _ denominator: Int64, _ bound: Indexation.Bound?, _ reference: String?) -> Indexation {
      Indexation(
        index: clause.index, base: old, new: new, numerator: numerator, denominator: denominator, bound: bound, reference: reference)
    }
    // A year's change is what both bounds are about; a longer step has as many times the room.
    let years = max(1, Int64(new.quarter - old.quarter) / 4)
    if let ceiling = ceilings.first(where: { ($0.first...$0.last).contains(new.quarter) && (!$0.onlySmallFirms || clause.isSmallFirm) }) {
      let most = 10_000 + ceiling.most.basisPoints * years
      if new.hundredths * 10_000 > old.hundredths * most { return made(most, 10_000, .ceiling, ceiling.reference) }
    }
    if let tunnel = clause.tunnel {
      let (least, most) = (10_000 - tunnel.basisPoints * years, 10_000 + tunnel.basisPoints * years)
      if new.hundredths * 10_000 > old.hundredths * most { return made(most, 10_000, .tunnel, "C. com. L145-38-1") }
      if new.hundredths * 10_000 < old.hundredths * least { return made(least, 10_000, .tunnel, "C. com. L145-38-1") }
    }
    return made(new.hundredths, old.hundredths, nil, nil)
  }

  /// Whole months from one day to another.
  package static func months(from: Day, to: Day) -> Int {
    var count = to.month - from.month
    if from.adding(months: count) > to { count -= 1 }
    return max(0, count)
  }

  /// The first day of the rhythm on or after `first`.
  package static func next(since day: Day, every months: Int, from first: Day) -> Day {
    var count = 1
    while count < 1200, day.adding(months: months * count) < first { count += 1 }
    return day.adding(months: months * count)
  }

  /// The days on which rents are revised, from after the first to before `end`.
  package static func dates(first: Day, every months: Int, before end: Day) -> [Day] {
    var dates: [Day] = []
    var count = 0
    while count < 1200, first.adding(months: count) < end {
      dates.append(first.adding(months: count))
      count += months
    }
    return dates
  }

  /// An index clause that moved the rent by more than a quarter opens the way to a judge (C. com. L145-39).
  package static func movedByMoreThanAQuarter(from first: Money, to now: Money) -> Bool {
    now.cents * 4 > first.cents * 5 || now.cents * 4 < first.cents * 3
  }
}
