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

extension Wish {
  /// Which constraints these cells break, in their order; none when they will do. Less than a tenth too small an area is no reason.
  /// A power nobody wrote down is a broken constraint: what is not known is not promised.
  package func misfits(_ offered: [WishedCell], from: Day, monthlyRent: Money?, isConnected: Bool) -> [Misfit] {
    let whole = offered.reduce(FloorArea.zero) { $0 + $1.area }
    let broken: [(Misfit, Bool)] = [
      (.count, cells.map { offered.count != $0 } ?? false),
      (.area, area.map { whole.hundredths * 10 < $0.hundredths * 9 } ?? false),
      (.kind, kind.map { kind in offered.contains { $0.kind != kind } } ?? false),
      (.level, level.map { level in offered.contains { $0.level != level } } ?? false),
      (.noise, noise.map { most in offered.contains { $0.noise > most } } ?? false),
      (.window, needsWindow && offered.contains { !$0.hasWindow }),
      (.power, power.map { power in offered.reduce(0) { $0 + ($1.power ?? 0) } < power } ?? false),
      (.contiguity, isContiguous && !isConnected),
      (.budget, monthlyBudget.map { budget in monthlyRent.map { $0 > budget } ?? false } ?? false),
      (.early, from < earliest),
      (.late, latest.map { from > $0 } ?? false),
    ]
    return broken.filter(\.1).map(\.0)
  }
}
