import Testing

@testable import Solver

/// Two houses as the benchmark draws them, one corridor of twenty and thirteen tenants over three years. What the best plan is worth is proven by this
/// program; CP-SAT with its own model (`scripts/cpsat-allocate.py`) proves the first as well, and finds the second. Search, bound and checker are held to it.
@Suite struct GoldenTests {
  @Test(arguments: [(3, 107_397), (5, 104_516)] as [(UInt64, Int)])
  func theBestPlanIsKnown(_ seed: UInt64, _ worth: Int) throws {
    let instance = InstanceFamily.draw(name: "S-\(seed)", corridors: 1, length: 20, horizon: 36, tenants: 13, seed: seed)
    #expect(instance.faults == [])
    var bounds: [Int] = []
    let answer = Allocation(instance).interleaved(seed: 1, steps: 6_000) { news in
      if case .bound(let bound) = news { bounds.append(bound) }
    }
    #expect(answer.objective == worth && answer.bound == worth && answer.isOptimal)
    #expect(try PlanValue(of: answer.solution, for: instance).objective == worth)
    #expect(bounds.allSatisfy { $0 >= worth } && bounds == bounds.sorted(by: >) && bounds[0] > worth)
  }
}
