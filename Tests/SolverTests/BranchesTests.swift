import Testing

@testable import Solver

/// Branch and bound by prices: what is said of all plans, part by part.
@Suite struct BranchesTests {
  private static func branches(_ instance: Instance) -> Branches {
    let layout = Layout(Puzzle(instance))
    var descent = Descent(layout)
    while descent.round(target: 0) {}
    descent.goByModule()
    while descent.round(target: 0) {}
    return Branches(layout, price: descent.prices.bestPrice, bound: descent.prices.best)
  }

  /// Three tenants of two modules for four months at 100 in a corridor of five: whatever the prices of modules, 2.5 of them fit and 2,000 is said. Parted by who comes, two of them fit: 2·4·2·100 = 1,600.
  @Test func partsSayMoreThanPrices() {
    let instance = Instance(
      format: "alloc-1", name: "five", seed: nil, horizon: 4, corridors: [.init(id: 0, floor: 1, modules: 5, fixedWalls: [])],
      modules: (0..<5).map { .init(id: $0, corridor: 0, pos: $0, inService: 0, window: 0, noise: 3, school: 0, lab: 0) },
      tenants: (0..<3).map { number in
        .init(
          id: "T\(number)", kind: "waiting", mandatory: false, prob: 100, rent: 100, starts: [0], waitCost: 0, length: 4, phases: [[0, 2]],
          moveOffsets: [], moveCost: nil, current: nil, grow: nil, prefs: .init(window: 0, quiet: 0, school: 0, lab: 0, floor: [:]))
      },
      weights: .init(frag: 0))
    var branches = Self.branches(instance)
    while branches.best == .infinity { _ = branches.advance(target: 1_600) }
    #expect(branches.best >= 1_999.9)
    while branches.advance(target: 1_600) { #expect(branches.best >= 1_600 - 1e-6) }
    #expect(branches.best >= 1_600 - 1e-6 && branches.best < 1_601)
  }

  /// On houses small enough to try everything no part says less than the best of its plans, and in the end all together say just that, whatever the plan in hand.
  @Test(arguments: 300...323 as ClosedRange<UInt64>)
  func endsAtTheBestPlanOfAll(_ seed: UInt64) {
    let instance = seed % 2 == 0 ? SmallInstances.draw(seed: seed) : SmallInstances.withResidents(seed: seed)
    let best = SmallInstances.bestByTrying(instance)
    if best == .min { return }
    for target in [best, max(0, best - 200)] {
      var branches = Self.branches(instance)
      var before = Double.infinity
      var rounds = 0
      while branches.advance(target: target), rounds < 200_000 {
        #expect(branches.best >= Double(best) - 1e-6)
        #expect(branches.best <= before, "a bound only falls")
        (before, rounds) = (branches.best, rounds + 1)
      }
      #expect(branches.best >= Double(best) - 1e-6)
      if target == best { #expect(branches.best < Double(best) + 1, "all parts have been told") }
    }
  }

  /// Both parts of a tenant's plans together are all of them, and neither has one of the other's.
  @Test(arguments: 300...311 as ClosedRange<UInt64>)
  func twoPartsAreTheWhole(_ seed: UInt64) throws {
    let layout = Layout(Puzzle(SmallInstances.draw(seed: seed)))
    let ways: [(Cut.Side, Cut.Side)] = [
      (.start(0...1), .start(2...Int.max)), (.room(true), .room(false)), (.zones(1), .zones(~1)), (.coming, .coming),
    ]
    for tenant in 0..<layout.tenants {
      for (one, other) in ways {
        let first = Limits(layout, [Cut(tenant: tenant, side: one, comes: true)])
        let second = Limits(layout, [Cut(tenant: tenant, side: other, comes: false)])
        #expect(first.comes[tenant] && first.isHeld[tenant] && second.comes[tenant] == layout.mandatory[tenant])
        for choice in Int(layout.choices[tenant])..<Int(layout.choices[tenant + 1]) {
          for zone in 0..<layout.zones {
            let isIn = [first, second].filter { !$0.closed[choice] && $0.zones[tenant] & Limits.bit(zone) != 0 }.count
            #expect(isIn == 1)
          }
        }
      }
    }
  }
}
