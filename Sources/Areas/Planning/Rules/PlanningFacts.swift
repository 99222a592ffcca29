import Kernel

/// What the house knows of itself, as a plan needs it: cells of one kind, who has them, who wants some. Months count from the first of the plan.
package struct PlanningFacts: Sendable, Hashable {
  /// The kind of cell that most of the house is.
  package static let module = "module"

  package struct Cell: Sendable, Hashable {
    package let id: String
    package let code: String
    /// Kinds are not mixed: whoever wants an office is put in no workshop.
    package let kind: String
    package let box: HouseRows.Box
    package let hasWindow: Bool
    /// 0 quiet to 3 machines.
    package let noise: Int
    /// First month in which it may be let.
    package var inService: Int
    /// First month in which it may be let no more: it ends, or the head lease of its building does. nil when neither is within the months.
    package let outOfService: Int?
    /// Whole euros a month by the list; 0 when no list names it.
    package let rent: Int

    package init(
      id: String, code: String, kind: String = module, box: HouseRows.Box, hasWindow: Bool = false, noise: Int = 1, inService: Int = 0,
      outOfService: Int? = nil, rent: Int = 0
    ) {
      (self.id, self.code, self.kind, self.box, self.hasWindow) = (id, code, kind, box, hasWindow)
      (self.noise, self.inService, self.outOfService, self.rent) = (noise, inService, outOfService, rent)
    }
  }
  package enum Holding: String, Sendable, Hashable { case `let`, option, offer, works }
  package struct Held: Sendable, Hashable {
    package let key: String
    package let name: String
    package let kind: Holding
    package let organisation: String?
    /// Places of cells; empty of a promise of so many that has not chosen.
    package let cells: [Int]
    package let wanted: Int
    /// Of a promise that has not chosen, among which cells it will.
    package let among: [Int]
    package var months: Range<Int>
    /// Ends within the plan because it was agreed so.
    package let ends: Bool
    /// Whole euros a month for all cells; nil when it was not said.
    package let rent: Int?
    /// Month of the plan, from 0 to 11, in which a year of it is full.
    package var anniversary: Int
    /// In a queue behind others for the same cells: it keeps nobody from them, and obliges nobody.
    package let isQueued: Bool

    package init(
      key: String, name: String, kind: Holding, organisation: String? = nil, cells: [Int], wanted: Int = 0, among: [Int] = [],
      months: Range<Int>,
      ends: Bool = false, rent: Int? = nil, anniversary: Int = 0, isQueued: Bool = false
    ) {
      (self.key, self.name, self.kind, self.organisation, self.cells) = (key, name, kind, organisation, cells)
      (self.wanted, self.among, self.months, self.ends) = (wanted, among, months, ends)
      (self.rent, self.anniversary, self.isQueued) = (rent, anniversary, isQueued)
    }
  }
  package struct Wanted: Sendable, Hashable {
    package let key: String
    package let name: String
    package let cells: Int
    package let kind: String
    package let from: Int
    package let latest: Int?
    package let needsWindow: Bool
    /// The loudest zone that is borne.
    package let noise: Int?
    package let level: Int?
    /// More people in two years.
    package let jobs: Int

    package init(
      key: String, name: String, cells: Int, kind: String = module, from: Int, latest: Int? = nil, needsWindow: Bool = false,
      noise: Int? = nil, level: Int? = nil,
      jobs: Int = 0
    ) {
      (self.key, self.name, self.cells, self.kind, self.from, self.latest) = (key, name, cells, kind, from, latest)
      (self.needsWindow, self.noise, self.level, self.jobs) = (needsWindow, noise, level, jobs)
    }
  }
  /// A resident that asked for more.
  package struct Growing: Sendable, Hashable {
    package let organisation: String
    package let extra: Int
    package let from: Int

    package init(organisation: String, extra: Int, from: Int) { (self.organisation, self.extra, self.from) = (organisation, extra, from) }
  }
  /// Demand of a size, so often in a hundred months.
  package struct Expected: Sendable, Hashable {
    package let cells: Int
    package let kind: String
    package let perHundredMonths: Int

    package init(cells: Int, kind: String = module, perHundredMonths: Int) {
      (self.cells, self.kind, self.perHundredMonths) = (cells, kind, perHundredMonths)
    }
  }
  package var cells: [Cell]
  /// Places of cells, row by row; for questions about modules.
  package var rows: [[Int]]
  /// The rows and floors that a plan fills, of all kinds.
  package var parts: [HouseFloors.Part]
  package var held: [Held]
  package var wanted: [Wanted]
  package var growing: [Growing]
  package var expected: [Expected]

  package init(
    cells: [Cell], rows: [[Int]], parts: [HouseFloors.Part]? = nil, held: [Held] = [], wanted: [Wanted] = [], growing: [Growing] = [],
    expected: [Expected] = []
  ) {
    self.parts = parts ?? rows.map { HouseFloors.Part($0) }
    (self.cells, self.rows, self.held, self.wanted, self.growing, self.expected) = (cells, rows, held, wanted, growing, expected)
  }

  /// With the rows of those cells alone that are there to the last month: what a question may be answered with.
  package var lasting: PlanningFacts {
    var facts = self
    facts.rows = rows.flatMap { row in row.split { cells[$0].outOfService != nil }.map(Array.init) }
    return facts
  }
}
