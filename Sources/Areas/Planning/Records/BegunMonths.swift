import Kernel
import Spaces

/// A hold that begins within a month has all of it where its cells are there on the first and nobody else has one of them: whoever is planned
/// there before would have to leave on a day that no month of the plan knows.
struct BegunMonths: Sendable {
  private let months: PlanMonths
  /// By cell, the months in which somebody has it on the first.
  private let taken: [Int: [Range<Int>]]

  /// - Parameter holds: those that block their cells.
  init(_ holds: [PlanHold], _ months: PlanMonths) {
    self.months = months
    var taken: [Int: [Range<Int>]] = [:]
    for hold in holds {
      for one in hold.blocked {
        if let own = months.places(from: one.from, until: one.until) { taken[one.cell, default: []].append(own) }
      }
    }
    self.taken = taken
  }

  /// The months of a hold, and which of its cells it has in any of them; nil when it has none within the plan.
  ///
  /// - Parameter opens: when a cell is there.
  func kept(by hold: PlanHold, opens: (Int) -> Day) -> (months: Range<Int>, cells: [Int])? {
    guard let own = months(of: hold, opens) else { return nil }
    // What it has from its first day counts from the same month as the hold.
    let begins = months[own.lowerBound].first
    let cells = hold.blocked.filter { months.places(from: $0.from == hold.span.from ? begins : $0.from, until: $0.until) != nil }
    return (own, cells.map(\.cell))
  }

  private func months(of hold: PlanHold, _ opens: (Int) -> Day) -> Range<Int>? {
    let own = months.places(from: hold.span.from, until: hold.span.until)
    let begins = hold.span.from.month - months.first
    guard hold.span.from != hold.span.from.month.first, (0..<months.count).contains(begins), !hold.isWaiting,
      !hold.blocked.contains(where: { one in
        months.place(from: opens(one.cell)) > begins || taken[one.cell]?.contains { $0.contains(begins) } ?? false
      })
    else { return own }
    return begins..<max(begins + 1, own?.upperBound ?? begins + 1)
  }
}
