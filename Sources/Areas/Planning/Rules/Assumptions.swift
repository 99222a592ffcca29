import Kernel

/// What a scenario takes for granted. All of it is shown, and all of it can be changed before a search.
package struct Assumptions: Sendable, Hashable, Codable {
  package enum Effort: String, Sendable, CaseIterable, Codable {
    case quick, normal, thorough

    /// Steps of the search.
    package var steps: Int {
      switch self {
      case .quick: 2_000
      case .normal: 20_000
      case .thorough: 200_000
      }
    }
  }
  package var horizon = 36
  package var effort = Effort.normal
  package var seed = 1
  /// Euros a month for each run of free cells.
  package var fragment = 5
  /// Euros a cell for each month somebody waits beyond the wished one.
  package var waitCost = 20
  /// How many months after the wished one are offered.
  package var patience = 6
  /// Months that whoever comes from the list stays.
  package var stay = 36
  /// Leases that end within the horizon go on.
  package var renewLeases = true
  /// Firms may be asked to move, on the days their lease turns a year; what a move costs.
  package var moveFirms = false
  package var moveCost = 1500
  /// Promised cells may be exchanged for others.
  package var movePromises = false
  package var promiseCost = 3000
  /// Out of a hundred.
  package var optionChance = 80
  package var offerChance = 60
  package var waitChance = 60
  package var growthChance = 50
  package var forecastChance = 50
  /// People in one cell, which turns declared jobs into cells.
  package var peoplePerCell = 3
  /// Demand that is not known yet, as often as in the last two years.
  package var forecast = true
  /// Of a hundred cells, how many are kept free for growth.
  package var reserve = 0
  /// What a wished quiet is worth, euros a cell and month.
  package var quietValue = 10
  /// Also finds what reserves of 0, 5, 10, 15 and 20 % cost.
  package var priceReserve = false

  package init() {}

  /// What can be changed as a number, and between what.
  package static var ranges: [(name: String, path: WritableKeyPath<Assumptions, Int>, range: ClosedRange<Int>)] {
    [
      ("horizon", \.horizon, 6...84), ("seed", \.seed, 0...1_000_000), ("reserve", \.reserve, 0...50),
      ("wait_cost", \.waitCost, 0...10_000), ("patience", \.patience, 0...36), ("stay", \.stay, 1...240),
      ("fragment", \.fragment, 0...10_000),
      ("move_cost", \.moveCost, 0...1_000_000), ("promise_cost", \.promiseCost, 0...1_000_000), ("option_chance", \.optionChance, 0...100),
      ("offer_chance", \.offerChance, 0...100), ("wait_chance", \.waitChance, 0...100), ("growth_chance", \.growthChance, 0...100),
      ("forecast_chance", \.forecastChance, 0...100), ("people_per_cell", \.peoplePerCell, 1...50),
      ("quiet_value", \.quietValue, 0...1000),
    ]
  }
  package static var flags: [(name: String, path: WritableKeyPath<Assumptions, Bool>)] {
    [
      ("renew_leases", \.renewLeases), ("move_firms", \.moveFirms), ("move_promises", \.movePromises), ("forecast", \.forecast),
      ("price_reserve", \.priceReserve),
    ]
  }
}
