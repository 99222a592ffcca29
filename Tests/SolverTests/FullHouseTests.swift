import Testing

@testable import Solver

/// A house that is all but full, of firms that bring much and may be asked to move for little: what a plan can still win is small beside what it is worth.
@Suite struct FullHouseTests {
  /// Twelve corridors of eight modules. Two begin with a free module; beside the one stands a firm of one module, and somebody wants two.
  static func house(horizon: Int) -> Instance {
    let sizes = [1, 2, 4, 1, 3, 2, 2, 1, 4, 2]
    var (modules, tenants): ([Instance.Module], [Instance.Tenant]) = ([], [])
    var next = 0
    for corridor in 0..<12 {
      let first = modules.count
      for position in 0..<8 {
        modules.append(
          Instance.Module(id: modules.count, corridor: corridor, pos: position, inService: 0, window: 0, noise: 1, school: 0, lab: 0))
      }
      var place = corridor < 2 ? 1 : 0
      while place < 8 {
        let size = corridor == 0 && place == 1 ? 1 : min(8 - place, sizes[next % sizes.count])
        tenants.append(
          tenant(
            "F\(tenants.count)", rent: 1_000, cells: size, starts: [0], horizon, moves: [1, 13, 25].filter { $0 < horizon },
            current: first + place))
        (place, next) = (place + size, next + 1)
      }
    }
    tenants.append(tenant("W", rent: 200, cells: 2, starts: Array(0...6), horizon))
    return Instance(
      format: "alloc-1", name: "full", seed: nil, horizon: horizon,
      corridors: (0..<12).map { Instance.Corridor(id: $0, floor: 1, modules: 8, fixedWalls: []) }, modules: modules, tenants: tenants,
      weights: Instance.Weights(frag: 0))
  }
  private static func tenant(
    _ id: String, rent: Int, cells: Int, starts: [Int], _ horizon: Int, moves: [Int] = [], current: Int? = nil
  ) -> Instance.Tenant {
    Instance.Tenant(
      id: id, kind: current == nil ? "waiting" : "firm", mandatory: current != nil, prob: 100, rent: rent, starts: starts, waitCost: 20,
      length: horizon, phases: [[0, cells]], moveOffsets: moves, moveCost: current == nil ? nil : 1_500, current: current, grow: nil,
      prefs: Instance.Preferences(window: 0, quiet: 0, school: 0, lab: 0, floor: [:]))
  }

  /// Over 14 months the two modules bring 14·2·200 − 1,500 = 4,100, over 36 they bring 36·2·200 − 1,500 = 12,900: found as well, though the firms
  /// are worth nearly three times as much. It may cost one move more than it had to.
  @Test(arguments: [14, 36], [1, 2, 3] as [UInt64]) func whoCanComeForOneMoveComesHoweverLongThePlan(horizon: Int, seed: UInt64) throws {
    let instance = Self.house(horizon: horizon)
    #expect(instance.faults == [])
    let firms = horizon * 1_000 * (12 * 8 - 2)
    let found = SearchTests.searched(instance, steps: 8_000, seed: seed).answer
    let best = firms + horizon * 2 * 200 - 1_500
    #expect(found.solution.plans["W"] != nil && (best - 1_500...best).contains(found.objective))
    #expect(try PlanValue(of: found.solution, for: instance).objective == found.objective && found.bound >= found.objective)
  }

  /// What is at stake with a firm is its move and a worse choice, with whoever may be refused all it is worth.
  @Test func whatIsAtStake() {
    let wishes = Puzzle(Self.house(horizon: 36)).wishes
    #expect(wishes[0].stake == 1_500 && wishes[0].most == 36 * 1_000)
    #expect(wishes[wishes.count - 1].stake == 36 * 2 * 200)
  }
}
