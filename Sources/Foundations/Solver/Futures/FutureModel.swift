/// Demand as it comes and the house it comes to. Whole numbers, so that it is kept and shown as it was typed: see docs/second-building.md.
package struct FutureModel: Sendable, Hashable, Codable {
  /// Those who want so many cells.
  package struct Size: Sendable, Hashable, Codable {
    package var cells: Int
    /// Who come in a thousand months.
    package var arrivals: Int
    /// Tenths of months that they stay in the mean.
    package var stay: Int

    package init(cells: Int, arrivals: Int, stay: Int) { (self.cells, self.arrivals, self.stay) = (cells, arrivals, stay) }
  }
  package struct Resident: Sendable, Hashable, Codable {
    package var row: Int
    package var first: Int
    package var cells: Int
    /// The month in which its lease ends because that was agreed; nil when it goes on.
    package var ends: Int?

    package init(row: Int, first: Int, cells: Int, ends: Int? = nil) {
      (self.row, self.first, self.cells, self.ends) = (row, first, cells, ends)
    }
  }
  /// Neighbouring cells of a row.
  package struct Run: Sendable, Hashable, Codable {
    package var row: Int
    package var first: Int
    package var cells: Int

    package init(row: Int, first: Int, cells: Int) { (self.row, self.first, self.cells) = (row, first, cells) }
  }
  /// Cells that nobody can have in some months: not open yet, worked on, or given back.
  package struct Closing: Sendable, Hashable, Codable {
    package var run: Run
    package var from: Int
    package var until: Int

    package init(_ run: Run, from: Int, until: Int) { (self.run, self.from, self.until) = (run, from, until) }
  }
  /// Somebody who is known to come in a month, so many times in a hundred.
  package struct Promise: Sendable, Hashable, Codable {
    package var month: Int
    package var chance: Int
    /// Its cells; none when it takes so many wherever there is room.
    package var runs: [Run]
    package var cells: Int
    package var ends: Int?

    package init(month: Int, chance: Int = 100, runs: [Run], cells: Int, ends: Int? = nil) {
      (self.month, self.chance, self.runs, self.cells, self.ends) = (month, chance, runs, cells, ends)
    }
  }
  /// Cells of a second building that open in a month.
  package struct Phase: Sendable, Hashable, Codable {
    package var month: Int
    package var cells: Int

    package init(month: Int, cells: Int) { (self.month, self.cells) = (month, cells) }
  }
  package var horizon: Int
  package var futures: Int
  package var seed: Int
  package var sizes: [Size]
  /// Per mille of the mean, January first.
  package var season: [Int]
  /// How arrivals change from year to year, per mille.
  package var trend: Int
  /// Of a hundred residents, how many ask for more in a year; for how many cells; how many of those who cannot have them leave.
  package var growth: Int
  package var growthCells: Int
  package var leaving: Int
  /// Tenths of months that somebody waits in the mean; 0 for who goes at once.
  package var patience: Int
  /// Whole euros a cell and month.
  package var rent: Int
  /// The calendar month of the first one, from 0 for January.
  package var january: Int
  /// Cells of each row of the house.
  package var rows: [Int]
  package var residents: [Resident]
  /// Who waits already: their cells, in turn.
  package var waiting: [Int]
  package var phases: [Phase]
  /// Cells of a row of the second building.
  package var rowLength: Int
  /// Whether cells must be neighbours; without it the house is a number, as closed forms know it.
  package var isAdjacent: Bool
  /// What is known of the months to come; nil in models of before that was asked.
  package var closings: [Closing]?
  package var promises: [Promise]?
  /// Of a hundred leases with an agreed end, how many go on beyond it; nil for all.
  package var renewal: Int?

  package init(
    horizon: Int, futures: Int, seed: Int, sizes: [Size], season: [Int] = Array(repeating: 1000, count: 12), trend: Int = 0,
    growth: Int = 0,
    growthCells: Int = 1, leaving: Int = 0, patience: Int = 0, rent: Int = 0, january: Int = 0, rows: [Int], residents: [Resident] = [],
    waiting: [Int] = [], phases: [Phase] = [], rowLength: Int = 10, isAdjacent: Bool = true
  ) {
    (self.horizon, self.futures, self.seed, self.sizes, self.season) = (horizon, futures, seed, sizes, season)
    (self.trend, self.growth, self.growthCells, self.leaving, self.patience) = (trend, growth, growthCells, leaving, patience)
    (self.rent, self.january, self.rows, self.residents, self.waiting) = (rent, january, rows, residents, waiting)
    (self.phases, self.rowLength, self.isAdjacent) = (phases, rowLength, isAdjacent)
  }

  /// All cells of the house, those that open later among them.
  package var capacity: Int { rows.reduce(0, +) }
  /// Cells that can be had in a month.
  package func capacity(in month: Int) -> Int {
    (closings ?? []).reduce(capacity) { $1.from <= month && month < $1.until ? $0 - $1.run.cells : $0 }
  }
  package var secondCapacity: Int { phases.reduce(0) { $0 + $1.cells } }
  /// Cells wanted at any time if there were room for all: arrivals times stay, by Little's law; growth aside.
  package var offered: Int { sizes.reduce(0) { $0 + $1.arrivals * $1.stay * $1.cells } / 10_000 }
}
