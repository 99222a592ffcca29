/// A new plan near to today's, after a few changes: the fewest moves and broken promises at the price that is set on them.
package struct Replanning: Sendable {
  package struct Departure: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
      /// Has a place today and none any more.
      case refused
      case housed(start: Int)
      case startMoved(from: Int, to: Int)
      /// From a month on in other modules than promised, of which none holds the others.
      case elsewhere(month: Int, from: [Int], to: [Int])
      case room(kept: Bool)
    }
    package let tenant: String
    package let kind: Kind
    /// What the tenant's plan is worth less than today's, in all its departures together; below 0 when it is worth more.
    package let cost: Int
  }
  package struct Answer: Sendable {
    package let solution: Solution
    /// By the format, without any price of departures.
    package let objective: Int
    package let departures: [Departure]
    /// Who is held where they cannot stay, and has to be asked.
    package let mustBeAsked: [String]
    package let unhoused: [String]
    package let steps: Int
  }

  private let instance: Instance
  private let keeping: Keeping
  private let allocation: Allocation

  /// The instance as it is after the changes, months counted as in today's plan.
  package init(_ instance: Instance, keeping: Keeping) {
    (self.instance, self.keeping) = (instance, keeping)
    allocation = Allocation(instance, keeping: keeping)
  }

  package func search(seed: UInt64, progress: (Int) -> Double) -> Answer {
    let found = allocation.search(seed: seed, progress: progress, rounds: 0) { _ in }
    return told(found.solution, unhoused: found.unhoused, steps: found.steps)
  }

  /// The same without departures that bring no more than they cost, and without those of `unwanted` as far as those can go back.
  package func settled(_ answer: Answer, unwanted: (Solution) -> [String] = { _ in [] }) -> Answer {
    if !answer.unhoused.isEmpty { return answer }
    let settled = allocation.settled(answer.solution, unwanted: unwanted)
    guard (try? PlanValue(of: settled, for: instance.lenient)) != nil else { return answer }
    return told(settled, unhoused: [], steps: answer.steps)
  }

  private func told(_ solution: Solution, unhoused: [String], steps: Int) -> Answer {
    let lenient = instance.lenient
    let value = try? PlanValue(of: solution, for: lenient)
    let asked = instance.tenants.filter {
      keeping.held.contains($0.id) && keeping.today.plans[$0.id] != nil && solution.plans[$0.id] == nil
    }
    return Answer(
      solution: solution, objective: value?.objective ?? 0, departures: departures(solution, in: lenient), mustBeAsked: asked.map(\.id),
      unhoused: unhoused, steps: steps)
  }

  private func departures(_ solution: Solution, in lenient: Instance) -> [Departure] {
    instance.tenants.flatMap { tenant -> [Departure] in
      let (before, after) = (keeping.today.plans[tenant.id], solution.plans[tenant.id])
      if before == after { return [] }
      func worth(_ seat: Solution.Seat?) -> Int { seat.map { lenient.worth(of: $0, for: tenant.id) } ?? 0 }
      let cost = worth(before) - worth(after)
      let say = { (kind: Departure.Kind) in Departure(tenant: tenant.id, kind: kind, cost: cost) }
      guard let after else { return [say(.refused)] }
      guard let before else { return [say(.housed(start: after.start))] }
      var found: [Departure] = []
      if before.start != after.start { found.append(say(.startMoved(from: before.start, to: after.start))) }
      if before.room != after.room { found.append(say(.room(kept: after.room == 1))) }
      return found + elsewhere(tenant, before, after).map(say)
    }
  }

  /// The months in which nobody could have stayed where they were, said once for each change.
  private func elsewhere(_ tenant: Instance.Tenant, _ before: Solution.Seat, _ after: Solution.Seat) -> [Departure.Kind] {
    let (old, new) = (places(tenant, before), places(tenant, after))
    var found: [Departure.Kind] = []
    var last: (was: [Int], now: [Int])?
    for month in new.keys.sorted() {
      guard let was = old[month], let now = new[month], !Set(was).isSubset(of: now), !Set(now).isSubset(of: was) else { continue }
      if last.map({ $0 != (was, now) }) ?? true { found.append(.elsewhere(month: month, from: was, to: now)) }
      last = (was, now)
    }
    return found
  }
  private func places(_ tenant: Instance.Tenant, _ seat: Solution.Seat) -> [Int: [Int]] {
    let stretches = tenant.terms(from: seat.start, room: seat.room == 1, horizon: instance.horizon).stretches
    return zip(stretches, seat.blocks.indices).reduce(into: [:]) { months, one in
      let held = seat.modules(one.1, size: one.0.size)
      for month in one.0.from..<one.0.until { months[month] = held }
    }
  }
}
