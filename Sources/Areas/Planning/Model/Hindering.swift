import Kernel
import Solver

/// Why somebody is refused or comes later than wished, and what it would take.
extension HouseInstance {
  /// Of no more is it asked: a long list says the same again and again.
  static let mostAsked = 40

  /// Those who are refused or come later than wished, without what nobody named.
  package func waiting(in solution: Solution) -> [Int] {
    instance.tenants.indices.filter { number in
      let (tenant, seat) = (instance.tenants[number], solution.plans[instance.tenants[number].id])
      switch origins[number].kind {
      case .waiting, .queued: return seat.map { $0.start > tenant.starts[0] } ?? true
      case .firm, .option, .offer, .works: return seat == nil
      case .forecast, .reserve: return false
      }
    }
  }

  /// Of the list and of those who must be housed, in the order of the instance; told to stop, of those who have been looked at.
  ///
  /// - Parameter heard: how many of how many have been looked at.
  package func hindrances(
    in solution: Solution, of allocation: Allocation, isStopped: () -> Bool = { false }, heard: (Int, Int) -> Void = { _, _ in }
  ) -> [Hindrance] {
    guard let standing = try? StandingPlan(solution, of: allocation) else { return [] }
    let most = waiting(in: solution).prefix(HouseInstance.mostAsked)
    var found: [Hindrance] = []
    for (place, number) in most.enumerated() {
      if isStopped() { break }
      heard(place, most.count)
      let tenant = instance.tenants[number]
      if let one = standing.hindrance(of: tenant.id, from: solution.plans[tenant.id] == nil ? nil : tenant.starts[0]) { found.append(one) }
    }
    return found
  }

  /// What the whole plan would lose in euros; a pair that is kept in reserve is no money. nil when somebody who must be housed would have no place.
  package func price(of hindrance: Hindrance) -> Int? {
    if !deprived(by: hindrance).isEmpty { return nil }
    let kept = hindrance.displaced.filter { origin(of: $0.tenant)?.kind == .reserve }
    return hindrance.price - kept.reduce(0) { $0 + $1.cost }
  }
  /// Those who must be housed, make room, and find no other place.
  package func deprived(by hindrance: Hindrance) -> [Origin] {
    hindrance.displaced.filter { one in one.seat == nil && instance.tenants.contains { $0.id == one.tenant && $0.mandatory } }
      .compactMap { origin(of: $0.tenant) }
  }
  /// The modules of a seat in its first stretch, and the month it begins.
  package func place(_ seat: Solution.Seat, of tenant: String) -> (modules: [Int], month: Int)? {
    guard let tenant = instance.tenants.first(where: { $0.id == tenant }),
      let stretch = tenant.terms(from: seat.start, room: seat.room == 1, horizon: instance.horizon).stretches.first
    else { return nil }
    return (seat.modules(0, size: stretch.size), stretch.from)
  }
}
