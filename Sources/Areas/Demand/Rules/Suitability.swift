import Kernel

/// What an applicant needs, as constraints that a set of cells meets or breaks.
package struct Wish: Hashable, Sendable {
  package var cells: Int?
  package var area: FloorArea?
  /// Raw names, as Spaces has them; nil when any will do.
  package var kind: String?
  package var level: String?
  package var isContiguous = true
  /// The loudest zone that is borne.
  package var noise: Int64?
  package var needsWindow = false
  /// Kilowatts.
  package var power: Int?
  package var monthlyBudget: Money?
  package var earliest: Day
  package var latest: Day?

  package init(earliest: Day) { self.earliest = earliest }

  /// How many cells it comes to: an area without a number is divided by the module of 15 m², rounded up.
  package var size: Int { cells ?? area.map { max(1, Int(($0.hundredths + Wish.module - 1) / Wish.module)) } ?? 1 }
  /// The area it comes to.
  package var wholeArea: FloorArea { area ?? FloorArea(hundredths: Int64(cells ?? 1) * Wish.module) }
  /// Hundredths of m² of the base module.
  package static let module: Int64 = 15_00
}

/// A cell as a wish looks at it.
package struct WishedCell: Hashable, Sendable {
  package let kind: String
  package let level: String
  package let area: FloorArea
  package let noise: Int64
  package let hasWindow: Bool
  /// Kilowatts; nil when nobody wrote it down.
  package let power: Int?

  package init(kind: String, level: String, area: FloorArea, noise: Int64, hasWindow: Bool, power: Int?) {
    (self.kind, self.level, self.area) = (kind, level, area)
    (self.noise, self.hasWindow, self.power) = (noise, hasWindow, power)
  }
}

/// A constraint that is not met.
package enum Misfit: String, Sendable, CaseIterable, Codable {
  case count, area, kind, level, noise, window, power, contiguity, budget, early, late
}

/// A constraint that is not met, and by how much where that can be said.
package struct Broken: Hashable, Sendable {
  package enum Gap: Hashable, Sendable { case none, money(Money), area(FloorArea), number(Int), days(Int) }
  package let misfit: Misfit
  package let gap: Gap

  package init(_ misfit: Misfit, _ gap: Gap = .none) { (self.misfit, self.gap) = (misfit, gap) }
}

extension Wish {
  /// Which constraints these cells break, in their order; none when they will do. Less than a tenth too small an area is no reason.
  /// A power nobody wrote down is a broken constraint: what is not known is not promised.
  package func broken(_ offered: [WishedCell], from: Day, monthlyRent: Money?, isConnected: Bool) -> [Broken] {
    let whole = offered.reduce(FloorArea.zero) { $0 + $1.area }
    let power = offered.reduce(0) { $0 + ($1.power ?? 0) }
    let found: [Broken?] = [
      cells.flatMap { offered.count == $0 ? nil : Broken(.count, .number(offered.count - $0)) },
      area.flatMap { whole.hundredths * 10 < $0.hundredths * 9 ? Broken(.area, .area($0 - whole)) : nil },
      kind.flatMap { kind in offered.contains { $0.kind != kind } ? Broken(.kind) : nil },
      level.flatMap { level in offered.contains { $0.level != level } ? Broken(.level) : nil },
      noise.flatMap { most in offered.contains { $0.noise > most } ? Broken(.noise) : nil },
      needsWindow && offered.contains { !$0.hasWindow } ? Broken(.window) : nil,
      self.power.flatMap { power < $0 ? Broken(.power, .number($0 - power)) : nil },
      isContiguous && !isConnected ? Broken(.contiguity) : nil,
      monthlyBudget.flatMap { budget in monthlyRent.flatMap { $0 > budget ? Broken(.budget, .money($0 - budget)) : nil } },
      from < earliest ? Broken(.early, .days(earliest - from)) : nil,
      latest.flatMap { from > $0 ? Broken(.late, .days(from - $0)) : nil },
    ]
    return found.compactMap(\.self)
  }
  package func misfits(_ offered: [WishedCell], from: Day, monthlyRent: Money?, isConnected: Bool) -> [Misfit] {
    broken(offered, from: from, monthlyRent: monthlyRent, isConnected: isConnected).map(\.misfit)
  }
}
