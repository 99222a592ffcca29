import Foundation
import Kernel
import Solver
import Store

/// The job behind a scenario: searches, says how far it is, and writes down what it found. Run twice it does nothing the second time.
struct SearchScenario: Sendable {
  /// Of a thousand, the part that is the plan's own where a reserve is priced beside.
  static let plan = 0..<600

  let id: ID<Scenario>
  let database: any Database
  let begun: Instant
  private let start = ContinuousClock.now

  init(_ id: ID<Scenario>, in database: any Database, at now: Instant) { (self.id, self.database, begun) = (id, database, now) }

  private var now: Instant { begun + start.duration(to: .now).components.seconds }

  func run() async throws {
    let id = id
    let known = try await database.read { transaction in
      (try transaction.scenario(id), try transaction.house(of: id), try transaction.formerPlan(of: id))
    }
    guard let scenario = known.0, var house = known.1, !scenario.state.isOver else { return }
    try await database.write { try $0.run("UPDATE scenarios SET state = 'running' WHERE id = \(id)") }
    let assumptions = scenario.assumptions
    let share = assumptions.priceReserve ? Self.plan : 0..<1000
    var found = try await search(house, steps: assumptions.effort.steps, seed: assumptions.seed, share: share) { run in
      guard let former = known.2 else { return false }
      run.start(house, after: former, scenario.changes ?? HouseChanges(), assumptions)
      return true
    }
    if let changed = found.changed {
      house = changed.house
    } else if !found.answer.unhoused.isEmpty, house.origins.indices.contains(where: house.isUnchosen) {
      house = house.yielding
      found = try await search(house, steps: assumptions.effort.steps, seed: assumptions.seed, share: share)
    }
    // No plan is kept that the checker has not valued the same, whoever it leaves without a place.
    do {
      let known = found.answer.unhoused.isEmpty ? house.instance : house.instance.lenient
      let value = try PlanValue(of: found.answer.solution, for: known).objective
      if value != found.answer.objective { return try await fail("\(found.answer.objective) ≠ \(value)") }
    } catch let error as BrokenRule {
      return try await fail(error.sentence)
    }
    var prices: [ReservePrice] = []
    if assumptions.priceReserve {
      // From the largest down: who keeps more keeps enough for less, so that each search begins with the plan before.
      var tighter: PricedReserve? = nil
      for (place, reserve) in ReservePrice.asked.reversed().enumerated() {
        let kept = house.keeping(reserve: reserve)
        let share = (600 + place * 80)..<(680 + place * 80)
        // The plan of the scenario itself keeps what it was searched with.
        let known = reserve == assumptions.reserve ? PricedReserve(kept, found.answer.solution) : nil
        let from = tighter.map { $0.carried(to: kept) }
        let searched = try await search(
          kept, steps: assumptions.effort.steps / 4, seed: assumptions.seed, share: share, from: from?.better(known).plan)
        let best = PricedReserve(kept, searched.answer.solution).better(known)
        let chosen = tighter?.orWorthMore(best, keeping: from?.kept ?? 0) ?? best
        prices.insert(chosen.price(reserve, bound: searched.answer.bound - kept.reserveWorth(in: searched.answer.solution)), at: 0)
        tighter = chosen
      }
    }
    try await finish(house, found, prices)
  }

  /// - Parameter share: from what to what of the whole, out of a thousand.
  /// - Parameter otherwise: starts another search than that for the best plan of all, or says that there is none to start.
  private func search(
    _ house: HouseInstance, steps: Int, seed: Int, share: Range<Int>, from plan: Solution? = nil,
    otherwise: (SearchRun) -> Bool = { _ in false }
  ) async throws -> SearchRun.Found {
    let run = SearchRun()
    let id = id
    let isMain = share.lowerBound == 0
    if !otherwise(run) { run.start(house, steps: steps, seed: UInt64(max(0, seed)), from: plan, explaining: isMain) }
    return try await awaited({ run.now }, \.found, stop: run.stop) { standing in
      let permille = share.lowerBound + standing.permille * share.count / 1000
      return try await database.write { transaction -> Bool in
        try transaction.run("UPDATE scenarios SET permille = \(permille) WHERE id = \(id)")
        if isMain {
          try transaction.run(
            "UPDATE scenarios SET steps = \(standing.steps), objective = \(standing.objective), bound = \(standing.bound) WHERE id = \(id)")
        }
        return try transaction.first("SELECT id FROM scenarios WHERE id = \(id) AND stop_at IS NOT NULL") != nil
      }
    }
  }

  private func finish(_ house: HouseInstance, _ found: SearchRun.Found, _ prices: [ReservePrice]) async throws {
    let (id, done, answer) = (id, now, found.answer)
    let why = try Kept.text(found.hindrances)
    let reasons = try Kept.text(found.reasons)
    let worth = house.reserveWorth(in: answer.solution)
    let plan = try Kept.text(answer.solution)
    let measures = try Kept.text(PlanMeasures(SeatedPlan(house, answer.solution)))
    let priced = try Kept.text(prices)
    let names = house.unhoused(in: answer.solution).map(\.name).joined(separator: "\n")
    let text = try Kept.text(house)
    let replanned = try found.changed.map { try Kept.text($0.replanned) }
    try await database.write { transaction in
      try transaction.run(
        """
        UPDATE scenarios SET state = 'done', permille = 1000, steps = \(answer.steps), objective = \(answer.objective - worth),
          bound = \(answer.ceiling - worth), hindrances = \(why), plan = \(plan), measures = \(measures), reserve = \(priced), unhoused = \(names), house = \(text),
          replanned = \(replanned), reasons = \(reasons), done_at = \(done)
        WHERE id = \(id)
        """)
    }
  }

  private func fail(_ fault: String) async throws {
    let id = id
    try await database.write { try $0.run("UPDATE scenarios SET state = 'failed', fault = \(fault) WHERE id = \(id)") }
  }
}
