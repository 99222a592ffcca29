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
  /// Whole euros a month.
  package let rent: Int?
}

package enum DraftMaking {
  /// Who comes within so many months is made an offer; an offer for later would hold cells too long.
  package static let soon = 12

  package static func proposals(_ plan: SeatedPlan) -> [ProposedAct] {
    let house = plan.house
    var acts: [ProposedAct] = []
    for (number, tenant) in house.instance.tenants.enumerated() {
      let origin = house.origins[number]
      let stays = plan.stays.filter { $0.tenant == number }
      guard let first = stays.first, origin.kind != .reserve, origin.kind != .forecast, origin.kind != .works else { continue }
      func add(_ kind: DraftKind, _ block: [Int], _ month: Int, rent: Int?) {
        acts.append(
          ProposedAct(
            kind: kind, subject: origin.key, name: origin.name, organisation: origin.organisation, cells: house.codes(block),
            from: house.months[month].first, rent: rent))
      }
      if origin.kind == .waiting, first.months.lowerBound < soon {
        let rents = first.block.map { house.modules[$0].rent }
        add(.offer, first.block, first.months.lowerBound, rent: rents.contains(0) ? nil : rents.reduce(0, +))
      }
      for move in plan.moves where move.tenant == number {
        // What one lease has, it has as a whole: the cells of its other runs go with those of the one that moves, in one draft.
        let others = plan.stays.filter { stay in
          stay.tenant != number && stay.months.contains(move.month) && house.origins[stay.tenant].key == origin.key
        }
        let isSaid = plan.moves.contains { other in
          other.tenant < number && other.month == move.month && house.origins[other.tenant].key == origin.key
        }
        if !isSaid { add(origin.kind == .firm ? .move : .promise, move.to + others.flatMap(\.block), move.month, rent: nil) }
      }
      // The cells kept beside a resident, from when they are.
      if let grown = stays.first(where: { $0.extra > 0 }), origin.kind == .firm {
        let own = stays.last { $0.months.upperBound <= grown.months.lowerBound }?.block ?? tenant.currentModules
        let more = grown.block.filter { own?.contains($0) != true }
        if let low = more.first, more.count == grown.extra {
          let codes = more.map { house.modules[$0].code }.sorted().joined(separator: " ")
          acts.append(
            ProposedAct(
              kind: .growth, subject: origin.key, name: origin.name, organisation: origin.organisation, cells: codes,
              from: house.months[grown.months.lowerBound].first,
              rent: house.modules[low].rent == 0 ? nil : more.reduce(0) { $0 + house.modules[$1].rent }))
        }
      }
    }
    return acts.enumerated().sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }.map(\.element)
  }
}
