import Kernel

/// What was agreed for later when a tenant moves, and whether the new lease has it too: nothing agreed falls away unsaid.
package struct LaterPrice: Hashable, Sendable {
  package let from: Day
  package let price: RentPrice
  /// What was agreed by the square metre and year.
  package let rate: Money?
  package let isKept: Bool

  /// As texts and programs name it.
  package var basis: String { rate == nil ? price.basis.rawValue : "rate" }

  init(_ step: PriceStep, isKept: Bool) { (from, price, rate, self.isKept) = (step.from, step.price, step.rate, isKept) }

  /// Prices agreed or amended for days after `day`. One after the entry is kept when the new lease has a price from that same day on; of those
  /// that come by the entry the last counts, and is kept when the new lease begins with it. Revisions by the index go on by themselves.
  package static func compare(old: RentSchedule, new: RentSchedule, entry: Day, after day: Day) -> [LaterPrice] {
    let opening = new.lines.compactMap { $0.step(on: entry) }
    let later = Set(new.lines.flatMap(\.steps).map(\.from).filter { $0 > entry })
    func begins(with step: PriceStep) -> Bool {
      opening.contains { step.rate == nil ? $0.price == step.price : $0.rate == step.rate }
    }
    let found = old.lines.flatMap { line -> [LaterPrice] in
      let steps = line.steps.filter { $0.from > day && $0.cause != .index }
      let atEntry = [steps.last { $0.from <= entry }].compactMap(\.self).map { LaterPrice($0, isKept: begins(with: $0)) }
      return atEntry + steps.filter { $0.from > entry }.map { LaterPrice($0, isKept: later.contains($0.from)) }
    }
    return found.sorted { $0.from < $1.from }
  }

  /// Agreed reductions that reach beyond the entry: a move agrees prices anew, and does not take them along.
  package static func fallen(_ reductions: [Reduction], entry: Day) -> [Reduction] {
    reductions.filter { $0.kind != .ladder && $0.span.until.map { $0 > entry } ?? true }.sorted { $0.span.from < $1.span.from }
  }
}
