import Kernel

/// What is assumed to happen to the house: somebody leaves, somebody grows, a milestone comes later.
package struct HouseChanges: Sendable, Hashable, Codable {
  package struct Leaving: Sendable, Hashable, Codable {
    package let organisation: String
    package let name: String
    /// The first month in which it is gone.
    package let month: Month

    package init(organisation: String, name: String, month: Month) {
      (self.organisation, self.name, self.month) = (organisation, name, month)
    }
  }
  package struct Growing: Sendable, Hashable, Codable {
    package let organisation: String
    package let name: String
    package let cells: Int
    /// The first month in which it has more.
    package let month: Month

    package init(organisation: String, name: String, cells: Int, month: Month) {
      (self.organisation, self.name, self.cells, self.month) = (organisation, name, cells, month)
    }
  }
  package struct Late: Sendable, Hashable, Codable {
    package let milestone: String
    package let name: String
    package let months: Int

    package init(milestone: String, name: String, months: Int) { (self.milestone, self.name, self.months) = (milestone, name, months) }
  }
  package var leaving: [Leaving] = []
  package var growing: [Growing] = []
  package var late: [Late] = []
  /// Euros that a difference to the plan before has to be worth.
  package var price = HouseChanges.usualPrice

  package init() {}
  package static let usualPrice = 500
  /// No more of each at once.
  package static let most = 2
  package var isEmpty: Bool { leaving.isEmpty && growing.isEmpty && late.isEmpty }
}

extension PlanningFacts {
  /// What hangs on a milestone that comes later.
  package struct Postponement: Sendable, Hashable {
    /// By place of a cell: the month in which it may be let.
    package let cells: [Int: Int]
    /// Keys of the holds that begin with it.
    package let holds: Set<String>
    package let months: Int

    package init(cells: [Int: Int], holds: Set<String>, months: Int) { (self.cells, self.holds, self.months) = (cells, holds, months) }
  }

  /// An option, an offer or works keep their length; a let keeps the end that was signed, and is none when that is before its start.
  package func postponed(by late: [Postponement], horizon: Int) -> PlanningFacts {
    var facts = self
    for one in late {
      for (place, month) in one.cells { facts.cells[place].inService = max(facts.cells[place].inService, month) }
      facts.held = facts.held.compactMap { held in
        guard one.holds.contains(held.key) else { return held }
        var later = held
        let from = held.months.lowerBound + one.months
        let until = held.ends && held.kind != .let ? min(horizon, held.months.upperBound + one.months) : held.months.upperBound
        if from >= until { return nil }
        later.months = from..<until
        later.anniversary = (held.anniversary + one.months) % 12
        return later
      }
    }
    return facts
  }
}
