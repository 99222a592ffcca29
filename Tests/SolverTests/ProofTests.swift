import Testing

@testable import Solver

@Suite struct ProofTests {
  /// What the proof says is the best is what trying every plan finds, whatever plan it began from; and the plan it shows is worth that much.
  @Test(arguments: 300...311 as ClosedRange<UInt64>)
  func provesWhatTryingEverythingFinds(_ seed: UInt64) throws {
    let instance = SmallInstances.mixed(seed: seed, fragments: seed % 2 == 0)
    let best = SmallInstances.bestByTrying(instance)
    if best == .min { return }
    for target in [best, best - 1, best * 3 / 4] {
      var tightening = Allocation(instance).tightening()
      while tightening.round(target: target) { #expect(tightening.best >= best) }
      #expect(tightening.best == best, "from \(target)")
      guard target < best else { continue }
      let found = try #require(tightening.found, "from \(target)")
      #expect(found.objective == best)
      #expect(try PlanValue(of: found.plan, for: instance).objective == best)
    }
  }

  /// Two modules, one with a window that is worth 10 a month to both tenants of one module: counted, both have it, 2 × 4 × 110 = 880; placed, one has, 840.
  /// The prices for single modules close the gap, and the placing shows the plan.
  @Test func placesWhatHasOnlyBeenCounted() throws {
    let instance = Instance(
      format: "alloc-1", name: "window", seed: nil, horizon: 4, corridors: [.init(id: 0, floor: 1, modules: 2, fixedWalls: [])],
      modules: (0..<2).map { .init(id: $0, corridor: 0, pos: $0, inService: 0, window: $0, noise: 3, school: 0, lab: 0) },
      tenants: (0..<2).map { number in
        .init(
          id: "T\(number)", kind: "waiting", mandatory: false, prob: 100, rent: 100, starts: [0], waitCost: 0, length: 4, phases: [[0, 1]],
          moveOffsets: [], moveCost: nil, current: nil, grow: nil, prefs: .init(window: 10, quiet: 0, school: 0, lab: 0, floor: [:]))
      },
      weights: .init(frag: 0))
    let layout = Layout(Puzzle(instance))
    var ways = try #require(Ways(layout))
    ways.reckon(ModulePrices(layout, Array(repeating: 0, count: 8)))
    var sweep = try #require(ways.sweep(price: Array(repeating: 0, count: 4)))
    sweep.fit(ways.worth, rounds: 50)
    #expect(sweep.lay(budget: 1_000, room: 100) == true)
    #expect(abs(sweep.ceiling - sweep.ahead[0][0] - 880) < 1e-6)
    var proof = try #require(HouseProof(layout, price: Array(repeating: 0, count: 8)))
    while proof.advance(target: 800) {}
    #expect(Int(proof.best.rounded()) == 840)
    #expect(proof.found?.objective == 840)
  }

  /// One that has nothing to lose is said to be the best, and one that leaves out somebody who must be housed never is.
  @Test func saysWhenAPlanIsTheBest() {
    let instance = SmallInstances.draw(seed: 304)
    #expect(SearchTests.searched(instance, steps: 1_000).answer.isOptimal)
    let answer = Allocation.Answer(
      solution: Solution(instance: "x", plans: [:]), objective: 10, bound: 10, unhoused: ["T1"], steps: 0)
    #expect(!answer.isOptimal)
  }
}
