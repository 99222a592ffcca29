import Kernel
import Solver

/// What a plan proposes to do, in the order of days.
package struct ProposedAct: Sendable, Hashable {
  package let kind: DraftKind
  package let subject: String
  package let name: String
  package let organisation: String?
  package let cells: String
  package let from: Day
  /// nil: as far as the plan reaches.
  package let until: Day?
  /// Whole euros a month.
  package let rent: Int?

  package init(
    kind: DraftKind, subject: String, name: String, organisation: String?, cells: String, from: Day, until: Day? = nil, rent: Int?
  ) {
    (self.kind, self.subject, self.name, self.organisation) = (kind, subject, name, organisation)
    (self.cells, self.from, self.until, self.rent) = (cells, from, until, rent)
  }
}

package struct DraftMaking {
  /// Who comes within so many months is made an offer; who comes later is promised an option, since an offer would hold cells too long.
  package static let soon = 12

  private let plan: SeatedPlan
  private let number: Int
  private let stays: [SeatedPlan.Stay]
  private var house: HouseInstance { plan.house }
  private var origin: HouseInstance.Origin { house.origins[number] }

  package static func proposals(_ plan: SeatedPlan) -> [ProposedAct] {
    let stays = Dictionary(grouping: plan.stays, by: \.tenant)
    let acts = plan.house.instance.tenants.indices.flatMap { number -> [ProposedAct] in
      guard let own = stays[number], ![.reserve, .forecast, .works].contains(plan.house.origins[number].kind) else { return [] }
      return DraftMaking(plan: plan, number: number, stays: own).acts
    }
    return acts.enumerated().sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }.map(\.element)
  }

  private var acts: [ProposedAct] {
    var acts: [ProposedAct] = []
    var last = house.instance.tenants[number].currentModules
    // What is kept to grow is promised beside what is let, once.
    var isPromised = false
    for (place, stay) in stays.enumerated() {
      let (base, more) = parts(of: stay, beside: last)
      if origin.kind == .waiting {
        if place == 0 { acts.append(act(stay.months.lowerBound < Self.soon ? .offer : .option, base, from: stay, rent: rent(base))) }
      } else if let last, !SeatedPlan.nests(last, base) {
        let month = stay.months.lowerBound
        if !isSaidByAnotherRun(in: month) {
          acts.append(act(origin.kind == .firm ? .move : .promise, base + otherRuns(in: month), from: stay, rent: nil))
        }
      }
      // Growth that was assumed for certain is promised as well.
      if origin.kind == .firm, let last, base.count > last.count, Set(last).isSubset(of: base) {
        let grown = base.filter { !last.contains($0) }
        acts.append(act(.growth, grown, from: stay, rent: rent(grown)))
      }
      if origin.kind == .firm, !more.isEmpty, !isPromised {
        acts.append(act(.growth, more, from: stay, rent: rent(more)))
        isPromised = true
      }
      last = base
    }
    return acts
  }

  /// What one lease has, it has as a whole: the cells of its other runs go with those of the one that moves, in one draft.
  private func otherRuns(in month: Int) -> [Int] {
    plan.stays.filter { $0.tenant != number && $0.months.contains(month) && house.origins[$0.tenant].key == origin.key }.flatMap(\.block)
  }
  private func isSaidByAnotherRun(in month: Int) -> Bool {
    plan.moves.contains { $0.tenant < number && $0.month == month && house.origins[$0.tenant].key == origin.key }
  }

  /// What is had for certain, and what is kept for growth: of a run the end that goes on from where it was.
  private func parts(of stay: SeatedPlan.Stay, beside last: [Int]?) -> (base: [Int], more: [Int]) {
    if stay.extra == 0 { return (stay.block, []) }
    let size = stay.block.count - stay.extra
    if let last, last.count == size, Set(last).isSubset(of: stay.block) { return (last, stay.block.filter { !last.contains($0) }) }
    let corridor = house.instance.corridors.first { $0.id == house.instance.modules[stay.block[0]].corridor }
    var choices = [Array(stay.block.prefix(size)), Array(stay.block.suffix(size))]
    if let edges = corridor?.edges {
      let positions = stay.block.map { house.instance.modules[$0].pos }
      let first = stay.block[0] - positions[0]
      choices = HouseFloors.sets(of: positions, edges, most: size).filter { $0.count == size }.map { $0.map { $0 + first } }
    }
    let kept = Set(last ?? [])
    let base = choices.max { kept.intersection($0).count < kept.intersection($1).count } ?? stay.block
    return (base, stay.block.filter { !base.contains($0) })
  }

  private func rent(_ block: [Int]) -> Int? {
    let rents = block.map { house.modules[$0].rent }
    return rents.contains(0) ? nil : rents.reduce(0, +)
  }

  private func act(_ kind: DraftKind, _ block: [Int], from stay: SeatedPlan.Stay, rent: Int?) -> ProposedAct {
    // As long as all these cells are its own.
    let end = stays.last { $0.months.lowerBound >= stay.months.lowerBound && Set(block).isSubset(of: $0.block) }?.months.upperBound
    let until = end.flatMap { $0 < house.months.count ? house.months[$0].first : nil }
    return ProposedAct(
      kind: kind, subject: origin.key, name: origin.name, organisation: origin.organisation, cells: house.codes(block),
      from: house.months[stay.months.lowerBound].first, until: until, rent: rent)
  }
}
