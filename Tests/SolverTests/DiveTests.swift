import Testing

@testable import Solver

/// Plans made from the prices of the bound, and the long search that is made of them.
@Suite struct DiveTests {
  /// What suits a tenant best at some prices, held against every plan of the tenant.
  @Test(arguments: 300...311 as ClosedRange<UInt64>) func pricesSayWhatTryingEveryPlanSays(_ seed: UInt64) throws {
    let instance = SmallInstances.mixed(seed: seed)
    let layout = Layout(Puzzle(instance))
    var chance = Chance(seed: seed)
    let price = instance.modules.flatMap { module in
      (0..<instance.horizon).map { module.serves($0) ? Double(chance.below(160)) : 0 }
    }
    let pricing = Pricing(layout)
    pricing.set(price)
    for (number, tenant) in instance.tenants.enumerated() {
      let tried = SmallInstances.plans(of: tenant, in: instance).map { seat in
        let stretches = tenant.terms(from: seat.start, room: seat.room == 1, horizon: instance.horizon).stretches
        let paid = stretches.enumerated().reduce(0.0) { sum, stretch in
          seat.modules(stretch.offset, size: stretch.element.size).reduce(sum) { sum, module in
            (stretch.element.from..<stretch.element.until).reduce(sum) { $0 + price[module * instance.horizon + $1] }
          }
        }
        return Double(instance.lenient.worth(of: seat, for: tenant.id)) - paid
      }
      guard let found = pricing.best(of: number, above: -.infinity) else {
        #expect(tried.isEmpty)
        continue
      }
      #expect(abs(found.worth - (try #require(tried.max()))) < 1e-6)
      let worth = layout.worth(of: number, choice: found.choice, picks: pricing.picks)
      let first = Int(layout.parts[found.choice])
      var paid = 0.0
      for part in first..<Int(layout.parts[found.choice + 1]) {
        layout.eachPlace(Int(pricing.picks[part - first]), of: part) { paid += price[$0] }
      }
      #expect(abs(Double(worth) - paid - found.worth) < 1e-6, "its candidates are worth as much")
      #expect(pricing.best(of: number, above: found.worth) == nil, "and none is worth more")
    }
  }

  private static func house(_ seed: UInt64) -> Instance {
    InstanceFamily.draw(name: "D", corridors: 2, length: 10, horizon: 24, tenants: 20, seed: seed)
  }

  /// A dive's plan is valid, keeps what was kept, and is worth what the checker says.
  @Test(arguments: 1...6 as ClosedRange<UInt64>) func aDiveHasNobodyInTheWayOfAnother(_ seed: UInt64) throws {
    let instance = Self.house(seed)
    let layout = Layout(Puzzle(instance))
    var descent = Descent(layout)
    for _ in 0..<60 { _ = descent.round(target: 0) }
    descent.goByModule()
    for _ in 0..<100 { _ = descent.round(target: 0) }
    let seating = Seating(layout)
    var kept: (tenant: Int, plan: Solution.Seat)?
    for pass in 0..<2 {
      var dive = Dive(layout, descent.prices.pricing, price: descent.prices.bestPrice, chance: Chance(seed: seed))
      if let kept {
        let number = Int(seating.choice[kept.tenant])
        let picks = (0..<Int(layout.parts[number + 1] - layout.parts[number])).map { seating.picks[kept.tenant * seating.width + $0] }
        dive.fix(kept.tenant, choice: number, picks: picks)
      }
      for _ in 0..<10 { dive.round(gap: 500) }
      while dive.next(bulk: 1) { for _ in 0..<5 { dive.round(gap: 500) } }
      dive.seat(in: seating)
      let plan = seating.solution
      let value = try PlanValue(of: plan, for: instance.lenient)
      let missing = instance.tenants.count { $0.mandatory && plan.plans[$0.id] == nil }
      #expect(seating.score == value.objective - missing * layout.puzzle.penalty)
      #expect(plan.plans.count > 2)
      if let kept { #expect(plan.plans[instance.tenants[kept.tenant].id] == kept.plan) }
      if pass == 0 {
        let last = try #require((0..<seating.count).last { seating.isSeated($0) })
        kept = (last, seating.seat(of: last))
      }
    }
  }

  /// A long search does the same whatever time it was given, and so is never worse with more; each plan is valid, and the same seed gives the same.
  @Test func aLongSearchWithMoreTimeSaysAllThatAShorterOneHasSaid() throws {
    let instance = InstanceFamily.draw(name: "long", corridors: 1, length: 16, horizon: 18, tenants: Self.many, seed: 1).lenient
    let allocation = Allocation(instance)
    var before: [Improvement] = []
    for (limit, given) in [(24_000, 1_000_000), (30_000, 4_000_000), (30_000, 4_000_000)] {
      var said: [Improvement] = []
      let answer = allocation.search(
        seed: 1, progress: { $0 >= limit ? 1 : Double($0) / Double(given) }, rounds: 0, improved: { said.append($0) })
      #expect(answer.steps >= limit && answer.steps < limit + 1_000)
      #expect(Array(said.prefix(before.count)) == before, "what was said stands")
      #expect(zip(said, said.dropFirst()).allSatisfy { $1.isBetter(than: $0) })
      #expect(try PlanValue(of: answer.solution, for: instance).objective == answer.objective)
      before = said
    }
  }
  /// As many as a search must have to be a long one.
  private static let many = 40
}
