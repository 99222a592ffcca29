import Testing

@testable import Solver

@Suite struct ProofTests {
  /// What the proof says is the best is what trying every plan finds, whatever plan it began from; and the plan it shows is worth that much.
  @Test(arguments: 300...323 as ClosedRange<UInt64>)
  func provesWhatTryingEverythingFinds(_ seed: UInt64) throws {
    let instance = SmallInstances.draw(seed: seed, fragments: seed % 3 == 0)
    let best = SmallInstances.bestByTrying(instance)
    for target in [best, best - 1, best - 60, best * 3 / 4] {
      var tightening = Allocation(instance).tightening()
      while tightening.round(target: target) { #expect(tightening.best >= best) }
      #expect(tightening.best == best, "from \(target)")
      guard target < best else { continue }
      let found = try #require(tightening.found, "from \(target)")
      #expect(found.objective == best)
      #expect(try PlanValue(of: found.plan, for: instance).objective == best)
    }
  }
}
