import Testing

@testable import Solver

@Suite struct BoundTests {
  /// Each round's bound, held against the best plan there is.
  @Test(arguments: 200...211 as ClosedRange<UInt64>)
  func neverFallsBelowTheBestPlan(_ seed: UInt64) {
    let instance = SmallInstances.mixed(seed: seed)
    let best = SmallInstances.bestByTrying(instance)
    if best == .min { return }
    var tightening = Allocation(instance).tightening()
    var before = tightening.best
    #expect(before >= best)
    while tightening.round(target: best) {
      #expect(tightening.best >= best)
      #expect(tightening.best <= before, "a bound only falls")
      before = tightening.best
    }
    #expect(tightening.best >= best)
  }

  /// Three tenants of two modules for the same months in a corridor of five: by cells and fractions 2.5 of them fit, in whole cells two.
  @Test func wholeCellsSayLessThanFractions() {
    let instance = Instance(
      format: "alloc-1", name: "five", seed: nil, horizon: 4, corridors: [.init(id: 0, floor: 1, modules: 5, fixedWalls: [])],
      modules: (0..<5).map { .init(id: $0, corridor: 0, pos: $0, inService: 0, window: 0, noise: 3, school: 0, lab: 0) },
      tenants: (0..<3).map { number in
        .init(
          id: "T\(number)", kind: "waiting", mandatory: false, prob: 100, rent: 100, starts: [0], waitCost: 0, length: 4, phases: [[0, 2]],
          moveOffsets: [], moveCost: nil, current: nil, grow: nil, prefs: .init(window: 0, quiet: 0, school: 0, lab: 0, floor: [:]))
      },
      weights: .init(frag: 0))
    // Two tenants: 2 × 4 months × 2 modules × 100 = 1,600. By fractions: 5 modules × 4 × 100 = 2,000.
    let answer = SearchTests.searched(instance, steps: 64).answer
    #expect(answer.objective == 1_600)
    #expect(answer.bound == 1_600)
  }

  /// One module with a window beside a wall that stays, then two without. Who wants 1, 2, 1 and 2 modules for two months each at 100 and gives 90 for
  /// the window enters the second zone twice: 2·(190 + 200 + 190 + 200) less three moves of 10 is 1,530. A zone that lets nobody in twice would say less.
  @Test func letsSomebodyComeBackToAZone() {
    let instance = Instance(
      format: "alloc-1", name: "back", seed: nil, horizon: 8, corridors: [.init(id: 0, floor: 1, modules: 3, fixedWalls: [0])],
      modules: (0..<3).map { .init(id: $0, corridor: 0, pos: $0, inService: 0, window: $0 == 0 ? 1 : 0, noise: 3, school: 0, lab: 0) },
      tenants: [
        .init(
          id: "T", kind: "waiting", mandatory: false, prob: 100, rent: 100, starts: [0], waitCost: 0, length: 8,
          phases: [[0, 1], [2, 2], [4, 1], [6, 2]], moveOffsets: [], moveCost: 10, current: nil, grow: nil,
          prefs: .init(window: 90, quiet: 0, school: 0, lab: 0, floor: [:]))
      ],
      weights: .init(frag: 0))
    #expect(SmallInstances.bestByTrying(instance) == 1_530)
    let layout = Layout(Puzzle(instance))
    var bound = ZoneBound(layout, prices: [[Double]](repeating: [Double](repeating: 0, count: 8), count: layout.zones))
    for _ in 0..<200 {
      let goesOn = bound.refine(step: 0.1, turn: 0.3, target: 1_000, room: 60_000)
      #expect(bound.best >= 1_530 - 1e-6)
      if !goesOn { break }
    }
    #expect(bound.best < 1_531)
  }
}
