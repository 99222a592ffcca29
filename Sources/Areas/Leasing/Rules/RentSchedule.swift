import Kernel

/// Why a price is what it is, from a day on.
package struct PriceStep: Hashable, Sendable {
  package enum Cause: String, Sendable, CaseIterable { case agreed, amended, index }
  package struct IndexValues: Hashable, Sendable {
    package let index: RentIndex
    package let base: Quarter
    package let baseValue: Int64
    package let new: Quarter
    package let newValue: Int64
    package let ratio: String
    package let before: Money
    package let bound: Indexation.Bound?

    package init(
      _ index: RentIndex, base: Quarter, _ baseValue: Int64, new: Quarter, _ newValue: Int64, ratio: String, before: Money,
      bound: Indexation.Bound? = nil
    ) {
      (self.index, self.base, self.baseValue, self.new, self.newValue) = (index, base, baseValue, new, newValue)
      (self.ratio, self.before, self.bound) = (ratio, before, bound)
    }
  }
  package let from: Day
  package let price: RentPrice
  package let cause: Cause
  package let index: IndexValues?
  /// What was agreed by the square metre and year.
  package let rate: Money?
  package let area: FloorArea?

  package init(
    from: Day, _ price: RentPrice, _ cause: Cause = .agreed, index: IndexValues? = nil, rate: Money? = nil, area: FloorArea? = nil
  ) {
    (self.from, self.price, self.cause, self.index, self.rate, self.area) = (from, price, cause, index, rate, area)
  }
}

/// Days on which less is asked, or nothing.
package struct Reduction: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// The price by year of stay of a scheme.
    case ladder
    case discount
    /// Months without rent.
    case free
    /// Nothing at all is charged, services neither.
    case freeze
    package var concernsServices: Bool { self == .freeze }
  }
  package let kind: Kind
  package let span: DaySpan
  /// What is remitted.
  package let share: Percentage

  package init(_ kind: Kind, _ span: DaySpan, _ share: Percentage) { (self.kind, self.span, self.share) = (kind, span, share) }
}

/// What a lease charges under one heading, over its days.
package struct ScheduledLine: Hashable, Sendable {
  package let id: String
  package let span: DaySpan
  /// In the order of their days; the first is not after the first day of the span.
  package let steps: [PriceStep]
  /// Whether it is rent, which reductions other than a freeze concern.
  package let isRent: Bool

  package init(id: String, span: DaySpan, steps: [PriceStep], isRent: Bool) {
    (self.id, self.span, self.isRent) = (id, span, isRent)
    self.steps = steps.sorted { $0.from < $1.from }
  }
  package func step(on day: Day) -> PriceStep? { steps.last { $0.from <= day } ?? steps.first }
}

/// Days of one month at one price: what any euro is explained by.
package struct RentPart: Hashable, Sendable {
  package let span: DaySpan
  package let step: PriceStep
  package let reduction: Reduction?
  package let days: Int64
  package let of: Int64
  package let amount: Money
  package var isWholeMonth: Bool { days == of }
}

/// What one line asks for one period.
package struct ScheduledCharge: Hashable, Sendable {
  package let line: String
  /// The civil month or quarter, by which the charge is known once and for ever.
  package let period: DaySpan
  /// The days it is for.
  package let span: DaySpan
  package let chargeableFrom: Day
  package let parts: [RentPart]
  package var net: Money { parts.reduce(.zero) { $0 + $1.amount } }
}

/// What a lease asks over time: from its facts alone, for any span, past or to come. See docs/proration.md.
package struct RentSchedule: Sendable {
  /// The days on which the tenant has the premises.
  package let span: DaySpan
  package let proration: Proration
  package let rhythm: Rhythm
  /// What amendments made of both, in the order of their days.
  package let amended: [ScheduledTerms]
  package let lines: [ScheduledLine]
  package let reductions: [Reduction]
  /// Nothing is asked for before.
  package let signedOn: Day?

  package init(
    span: DaySpan, proration: Proration, rhythm: Rhythm, amended: [ScheduledTerms] = [], lines: [ScheduledLine],
    reductions: [Reduction] = [], signedOn: Day? = nil
  ) {
    (self.span, self.proration, self.rhythm, self.lines, self.reductions) = (span, proration, rhythm, lines, reductions)
    (self.amended, self.signedOn) = (amended.sorted { $0.from < $1.from }, signedOn)
  }

  /// The charges that may be asked for from some day of the month on.
  package func charges(askedIn month: Month) -> [ScheduledCharge] {
    // What was signed late is asked for when it is signed: everything since the first day at once.
    let longest = amended.reduce(rhythm.frequency.months) { max($0, $1.rhythm.frequency.months) }
    var from = month.first.adding(months: -longest)
    if let signedOn, signedOn.month == month { from = min(from, span.from) }
    guard let asked = DaySpan(checking: from, until: (month + 1).first) else { return [] }
    return periods(touching: asked).flatMap { charges(of: $0) }.filter { $0.chargeableFrom.month == month }
  }

  package func charges(of period: DaySpan) -> [ScheduledCharge] {
    lines.compactMap { line in
      guard let days = held(line)?.intersection(period) else { return nil }
      let parts = parts(of: line, over: days)
      if parts.allSatisfy({ $0.amount == .zero }) { return nil }
      let asked = rhythm(on: period.from).chargeableFrom(period, holding: days)
      return ScheduledCharge(
        line: line.id, period: period, span: days, chargeableFrom: signedOn.map { max($0, asked) } ?? asked, parts: parts)
    }
  }

  /// Everything charged for the days of a span with an end, whenever it is asked for.
  package func amount(over span: DaySpan) -> Money {
    lines.reduce(.zero) { sum, line in
      guard let days = held(line)?.intersection(span) else { return sum }
      return parts(of: line, over: days).reduce(sum) { $0 + $1.amount }
    }
  }

  /// What a month costs at the prices of a day, rent only or all of it.
  package func monthly(on day: Day, rentOnly: Bool) -> Money {
    lines.filter { $0.span.contains(day) && ($0.isRent || !rentOnly) }.reduce(.zero) { sum, line in
      guard let step = line.step(on: day) else { return sum }
      return sum + reduced(step.price, of: line, on: day).monthly
    }
  }

  package func held(_ line: ScheduledLine) -> DaySpan? { span.intersection(line.span) }

  private func reduced(_ price: RentPrice, of line: ScheduledLine, on day: Day) -> RentPrice {
    reduction(of: line, on: day).map { price.less($0.share) } ?? price
  }
  /// Of several the greatest; they do not add up.
  private func reduction(of line: ScheduledLine, on day: Day) -> Reduction? {
    reductions.filter { $0.span.contains(day) && (line.isRent || $0.kind.concernsServices) }.max { $0.share < $1.share }
  }

  /// The days cut at every change of month, of price and of reduction.
  package func parts(of line: ScheduledLine, over span: DaySpan) -> [RentPart] {
    guard let end = span.until else { return [] }
    var cuts: Set<Day> = [end]
    var month = span.from.month + 1
    while month.first < end {
      cuts.insert(month.first)
      month = month + 1
    }
    for day in line.steps.map(\.from) + reductions.flatMap({ [$0.span.from, $0.span.until].compactMap(\.self) })
    where day > span.from && day < end { cuts.insert(day) }
    var parts: [RentPart] = []
    var from = span.from
    for cut in cuts.sorted() {
      defer { from = cut }
      guard let step = line.step(on: from) else { continue }
      let days = DaySpan(from: from, until: cut)
      let remitted = reduction(of: line, on: from)
      let price = remitted.map { step.price.less($0.share) } ?? step.price
      let counted = proration(on: from)
      parts.append(
        RentPart(
          span: days, step: step, reduction: remitted, days: counted.days(of: days, in: from.month),
          of: counted.length(of: from.month),
          amount: counted.part(of: price.amount(of: from.month), for: days, in: from.month)))
    }
    return parts
  }
}
