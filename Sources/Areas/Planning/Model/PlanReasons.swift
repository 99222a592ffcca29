import Kernel
import Solver

/// Why somebody is where a plan has it: what its moves buy, and where it could go next best while all others stay.
package struct PlanReason: Sendable, Codable, Hashable {
  /// The next best place.
  package struct Other: Sendable, Codable, Hashable {
    package let cells: String
    package let month: Month
    /// What it is worth less, in euros.
    package let less: Int
  }
  package let tenant: String
  /// nil of who does not move.
  package let moves: Int?
  /// What the moves bring, after they are paid; nil when there is no place without them while all others are where they are.
  package let gain: Int?
  package let next: Other?
}

extension HouseInstance {
  /// Of those who move, and of the list.
  package func reasons(in solution: Solution, of allocation: Allocation) -> [PlanReason] {
    guard let standing = try? StandingPlan(solution, of: allocation) else { return [] }
    let moves = Dictionary(grouping: SeatedPlan(self, solution).moves, by: \.tenant).mapValues(\.count)
    return instance.tenants.indices.compactMap { number -> PlanReason? in
      let tenant = instance.tenants[number]
      guard let seat = solution.plans[tenant.id], moves[number] != nil || isWish(number) else { return nil }
      return PlanReason(
        tenant: tenant.id, moves: moves[number], gain: moves[number] == nil ? nil : standing.movesBuy(for: tenant.id)?.gain,
        next: isWish(number) ? next(after: seat, of: tenant.id, in: standing) : nil)
    }
  }

  /// Somebody of the list, or in a queue: who may be told of another place.
  private func isWish(_ number: Int) -> Bool { [.waiting, .queued].contains(origins[number].kind) }

  /// The best of all places that begin elsewhere, or in another month.
  private func next(after seat: Solution.Seat, of tenant: String, in standing: StandingPlan) -> PlanReason.Other? {
    guard let here = place(seat, of: tenant) else { return nil }
    let places = standing.places(for: tenant, limit: .max)
    let own = places.first { $0.seat == seat } ?? places.first { place($0.seat, of: tenant).map { $0 == here } ?? false }
    guard let worth = own?.worth else { return nil }
    for other in places {
      guard let there = place(other.seat, of: tenant), there.modules != here.modules else { continue }
      return PlanReason.Other(cells: codes(there.modules), month: months[there.month], less: worth - other.worth)
    }
    return nil
  }
}
