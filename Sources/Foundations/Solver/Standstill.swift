extension Instance {
  /// The same where nobody who has a place may be asked to leave it.
  package var still: Instance {
    var still = self
    for index in still.tenants.indices { still.tenants[index].moveCost = nil }
    return still
  }

  /// A plan of the still one, in the stretches that those who may move have.
  package func opened(_ plan: Solution) -> Solution {
    var opened = plan
    for tenant in tenants where tenant.moveCost != nil {
      guard let seat = plan.plans[tenant.id] else { continue }
      var held = tenant
      held.moveCost = nil
      let known = held.terms(from: seat.start, room: seat.room == 1, horizon: horizon).stretches
      let cells = tenant.terms(from: seat.start, room: seat.room == 1, horizon: horizon).stretches.map { stretch -> [Int] in
        let place = known.lastIndex { $0.from <= stretch.from } ?? 0
        return seat.modules(place, size: known[place].size)
      }
      opened.plans[tenant.id] = Solution.Seat(
        start: seat.start, room: seat.room, blocks: cells.map { $0[0] }, cells: seat.cells == nil ? nil : cells)
    }
    return opened
  }
}

extension Allocation {
  /// The plan that moves nobody, after so many steps: one that moves somebody has to be worth more. nil when everybody who must be housed cannot be so.
  package static func still(
    _ instance: Instance, seed: UInt64, steps: Int, isStopped: () -> Bool = { false }, heard: (Int) -> Void = { _ in }
  ) -> Solution? {
    let answer = Allocation(instance.still).search(
      seed: seed,
      progress: { made in
        heard(made)
        return isStopped() ? 1 : Double(made) / Double(max(1, steps))
      }, rounds: 0, improved: { _ in })
    return answer.unhoused.isEmpty ? instance.opened(answer.solution) : nil
  }
}
