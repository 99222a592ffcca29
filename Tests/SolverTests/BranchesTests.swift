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

  /// Two modules for three months, and three tenants of 2·1·1, 1·2·1 and 1·1·2 modules at 100, 400 each: any two want three modules in one month. Prices give
  /// half of each, 600; parted by who comes, no part has more than one of them: 400.
  @Test func partsSayMoreThanPrices() {
    let instance = Instance(
      format: "alloc-1", name: "half", seed: nil, horizon: 3, corridors: [.init(id: 0, floor: 1, modules: 2, fixedWalls: [])],
      modules: (0..<2).map { .init(id: $0, corridor: 0, pos: $0, inService: 0, window: 0, noise: 3, school: 0, lab: 0) },
      tenants: [[[0, 2], [1, 1]], [[0, 1], [1, 2], [2, 1]], [[0, 1], [2, 2]]].enumerated().map { number, phases in
        .init(
          id: "T\(number)", kind: "waiting", mandatory: false, prob: 100, rent: 100, starts: [0], waitCost: 0, length: 3, phases: phases,
          moveOffsets: [], moveCost: nil, current: nil, grow: nil, prefs: .init(window: 0, quiet: 0, school: 0, lab: 0, floor: [:]))
      },
      weights: .init(frag: 0))
    var branches = Self.branches(instance)
    while branches.best == .infinity { _ = branches.advance(target: 400) }
    #expect(branches.best >= 600 - 1e-6 && branches.best < 601)
    while branches.advance(target: 400) { #expect(branches.best >= 400 - 1e-6) }
    #expect(branches.best >= 400 - 1e-6)
    #expect(branches.best < 401)
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

  /// Parting by the first has brought 100 and 200 where 1,000 was undecided: (100 + 0.2·200) / 1,000 = 0.14. The second brought 10 and 10 of 1,000: 0.012. The mean is 0.076,
  /// and counts once more for each: (0.14 + 0.076) / 2 / 0.076 = 1.421 and (0.012 + 0.076) / 2 / 0.076 = 0.579; of the third nothing is known.
  @Test func whoBroughtMoreIsPartedBySooner() {
    var costs = PseudoCosts(tenants: 3)
    #expect((0..<3).map(costs.factor) == [1, 1, 1])
    costs.learn(0, undecided: 1_000, gains: [200, 100])
    costs.learn(1, undecided: 1_000, gains: [10, 10])
    #expect((0..<3).map { (costs.factor($0) * 1_000).rounded() } == [1_421, 579, 1_000])
  }

  /// What a pricing keeps of choices that it does not look at again never hides the best: it says the same as one that has just begun.
  @Test(arguments: 300...307 as ClosedRange<UInt64>)
  func whatIsNotLookedAtAgainIsNotTheBest(_ seed: UInt64) throws {
    let layout = Layout(Puzzle(seed % 2 == 0 ? SmallInstances.draw(seed: seed) : SmallInstances.withResidents(seed: seed)))
    let kept = Pricing(layout)
    var chance = Chance(seed: seed)
    var price = Array(repeating: 0.0, count: layout.puzzle.instance.modules.count * layout.horizon)
    for round in 0..<200 {
      // Now and then all change much, mostly a few a little.
      for place in price.indices where chance.below(4) == 0 {
        price[place] = max(0, price[place] + (round % 50 == 0 ? 200 : 15) * (chance.unit() - 0.5))
      }
      let fresh = Pricing(layout)
      kept.set(price)
      fresh.set(price)
      for tenant in 0..<layout.tenants {
        let (one, other) = (kept.best(of: tenant, above: 0), fresh.best(of: tenant, above: 0))
        #expect((one == nil) == (other == nil))
        if let one, let other { #expect(abs(one.worth - other.worth) < 1e-6) }
      }
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
