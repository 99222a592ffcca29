/// A house and those who want places in it, in the format `alloc-1`: months count from 0, money is whole euros, every number is an integer.
package struct Instance: Sendable, Codable {
  package struct Corridor: Sendable, Codable {
    package var id: Int
    package var floor: Int
    /// How many modules it has.
    package var modules: Int
    /// Positions after which the wall can never be removed.
    package var fixedWalls: [Int]
    /// Which positions adjoin, in pairs: then it is no corridor but a floor, and a block is any connected set. nil of a corridor.
    package var edges: [[Int]]?

    enum CodingKeys: String, CodingKey {
      case id, floor, modules, edges
      case fixedWalls = "fixed_walls"
    }
  }
  package struct Module: Sendable, Codable {
    package var id: Int
    package var corridor: Int
    package var pos: Int
    /// First month in which it may be let.
    package var inService: Int
    package var window: Int
    package var noise: Int
    package var school: Int
    package var lab: Int
    /// First month in which it may be let no more; nil when it stays.
    package var outOfService: Int?

    enum CodingKeys: String, CodingKey {
      case id, corridor, pos, window, noise, school, lab
      case inService = "in_service"
      case outOfService = "out_of_service"
    }

    /// Whether it may be let in all of these months.
    package func serves(_ months: Range<Int>) -> Bool {
      inService <= months.lowerBound && (outOfService.map { months.upperBound <= $0 } ?? true)
    }
    package func serves(_ month: Int) -> Bool { serves(month..<(month + 1)) }
  }
  package struct Growth: Sendable, Codable {
    package var offset: Int
    package var extra: Int
    package var prob: Int
  }
  package struct Preferences: Sendable, Codable {
    package var window: Int
    package var quiet: Int
    package var school: Int
    package var lab: Int
    package var floor: [String: Int]
  }
  package struct Tenant: Sendable, Codable {
    package var id: String
    package var kind: String
    package var mandatory: Bool
    package var prob: Int
    /// Euros for each module and month.
    package var rent: Int
    package var starts: [Int]
    package var waitCost: Int
    package var length: Int
    /// Pairs of an offset from the start and the number of modules from then on.
    package var phases: [[Int]]
    package var moveOffsets: [Int]
    /// nil: may never be moved.
    package var moveCost: Int?
    package var current: Int?
    /// On a floor, all modules of the block held just before month 0, ascending; `current` is the first of them.
    package var currentCells: [Int]?
    /// The corridors and floors in which a place is looked for; nil is all.
    package var within: [Int]?
    /// The modules among which it is looked for, ascending; nil is all.
    package var among: [Int]?
    package var grow: Growth?
    package var prefs: Preferences

    enum CodingKeys: String, CodingKey {
      case id, kind, mandatory, prob, rent, starts, length, phases, current, within, among, grow, prefs
      case currentCells = "current_cells"
      case waitCost = "wait_cost"
      case moveOffsets = "move_offsets"
      case moveCost = "move_cost"
    }
  }
  package struct Weights: Sendable, Codable {
    package var frag: Int
  }

  package var format: String
  package var name: String
  package var seed: Int?
  package var horizon: Int
  package var corridors: [Corridor]
  package var modules: [Module]
  package var tenants: [Tenant]
  package var weights: Weights
}

extension Instance.Tenant {
  /// What is held just before month 0.
  package var currentModules: [Int]? { current.map { currentCells ?? Array($0..<($0 + phases[0][1])) } }
}
