import Banking
import Kernel

/// One thing that is done at one moment of the history.
struct HistoryStep: Sendable {
  enum Deed: Sendable {
    case setUp
    case revise(Month)
    case issue(Month)
    case callDeposits(Month)
    case useCredits
    /// The lines that wait since the statement before are looked at by a person, then the new statement is taken in.
    case statement(Day, Day)
    case remind
    case collect(Day)
    case giveBack(Day)
    case settle(year: Int)
    case close(Month)
    case closeYear(Int)
    case seal
    /// A line of `history.csv`, by its place.
    case byHand(Int)
  }
  let at: Instant
  let deed: Deed
  /// What is remembered of it: the moment, and its place among those of that moment.
  let key: String
}

/// The months of a house that bills ahead: rents on the 1st, due on the 15th, collected on the first bank day from then; two statements a month;
/// the books of a month closed on the 24th of the next.
struct HistoryCalendar {
  let first: Month
  private let house = HouseTime.mulhouse

  init(first: Month) { self.first = first }

  /// The bank day on which the debits of a month are collected.
  static func collection(of month: Month) -> Day { TargetCalendar.open(onOrAfter: month.first + 14) }

  /// Everything that is done up to a moment, in its order.
  func steps(until now: Instant, deeds: [Day]) -> [HistoryStep] {
    var all: [(at: Instant, deed: HistoryStep.Deed)] = [(house.instant(on: first.first, hour: 6), .setUp)]
    var month = first
    let last = house.day(of: now).month
    while month <= last {
      all += monthly(month)
      month = month + 1
    }
    all += deeds.enumerated().map { (house.instant(on: $0.element, hour: 11), .byHand($0.offset)) }
    let sorted = all.enumerated().filter { $0.element.at <= now }.sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
    return sorted.enumerated().map { place, step in
      HistoryStep(at: step.element.at, deed: step.element.deed, key: "\(step.element.at.iso) \(step.element.deed)")
    }
  }

  private func monthly(_ month: Month) -> [(at: Instant, deed: HistoryStep.Deed)] {
    func at(_ day: Int, _ hour: Int) -> Instant { house.instant(on: month.first + (day - 1), hour: hour) }
    let collected = HistoryCalendar.collection(of: month)
    var steps: [(at: Instant, deed: HistoryStep.Deed)] = [
      (at(1, 7), .revise(month)), (at(1, 8), .issue(month)), (at(1, 9), .callDeposits(month)), (at(2, 9), .useCredits),
      (at(3, 9), .statement(month.first + (-11), month.first - 1)), (at(12, 9), .remind),
      (house.instant(on: TargetCalendar.subtracting(2, from: collected), hour: 14), .collect(collected)),
      (at(21, 9), .statement(month.first, month.first + 19)), (at(25, 10), .giveBack(TargetCalendar.open(onOrAfter: month.first + 25))),
    ]
    if month > first { steps.append((at(24, 16), .close(month + (-1)))) }
    if month.month == 4, month.year > first.year { steps.append((at(25, 16), .closeYear(month.year - 1))) }
    if month.month == 9, month.year > first.year { steps.append((at(15, 15), .settle(year: month.year - 1))) }
    steps.append((house.instant(on: (month + 1).first - 1, hour: 20), .seal))
    return steps
  }
}
