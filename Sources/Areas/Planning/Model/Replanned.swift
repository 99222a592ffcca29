import Kernel
import Solver

/// What is otherwise than in the plan before.
package struct Replanned: Sendable, Codable, Hashable {
  package struct Change: Sendable, Codable, Hashable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
      /// By what was assumed.
      case leaves, grows
      /// Has no place any more, or one for the first time.
      case refused, housed
      case start, elsewhere
      /// Room to grow, kept or given up.
      case room, noRoom
      /// In its place, and worth another amount.
      case worth
    }
    package let kind: Kind
    package let month: Month
    package let from: String?
    package let to: String?
  }
  package struct Departure: Sendable, Codable, Hashable {
    package let origin: HouseInstance.Origin
    package let changes: [Change]
    /// What its own plan is worth less than before, in euros.
    package let cost: Int
  }
  package let departures: [Departure]
  /// Who has signed and could not stay: the plan takes for granted that they agree.
  package let mustBeAsked: [HouseInstance.Origin]
  /// For whom more cells are nowhere to be had.
  package let cannotGrow: [HouseInstance.Origin]
  /// All costs together.
  package var cost: Int { departures.reduce(0) { $0 + $1.cost } }

  init(
    _ answer: Replanning.Answer, from former: FormerPlan, in house: HouseInstance, _ changes: HouseChanges, asked: Set<String>,
    cannotGrow: Set<String>
  ) {
    let growing = house.growing(changes)
    let said = Dictionary(grouping: answer.departures, by: \.tenant)
    var found: [Departure] = []
    let worth = (try? PlanValue(of: answer.solution, for: house.instance.lenient))?.seats ?? [:]
    for (number, tenant) in house.instance.tenants.enumerated() where house.origins[number].kind != .reserve {
      let (before, after) = (former.plan.plans[tenant.id], answer.solution.plans[tenant.id])
      if before == nil && after == nil { continue }
      let cost = (former.worth[tenant.id] ?? 0) - (worth[tenant.id]?.total ?? 0)
      let origin = house.origins[number]
      var lines: [Change] = []
      func add(_ kind: Change.Kind, _ month: Int, _ from: [Int]? = nil, _ to: [Int]? = nil) {
        lines.append(
          Change(kind: kind, month: house.months[month], from: from.map { house.codes($0) }, to: to.map { house.codes($0) }))
      }
      if let leaves = changes.leaving.first(where: { $0.organisation == origin.organisation && $0.organisation != "" }) {
        add(.leaves, leaves.month - house.months.first, before?.cells?.last)
      }
      if growing[number] != nil, tenant.phases.count > 1, let after {
        let stretches = tenant.terms(from: after.start, room: false, horizon: house.months.count).stretches
        if let grown = zip(stretches, after.blocks.indices).first(where: { $0.0.from >= after.start + tenant.phases[1][0] }) {
          add(.grows, grown.0.from, before?.cells?.last, after.modules(grown.1, size: grown.0.size))
        }
      }
      for one in said[tenant.id] ?? [] {
        switch one.kind {
        case .refused: add(.refused, before?.start ?? 0, before?.cells?.first)
        case .housed(let start): add(.housed, start, nil, after.flatMap { house.place($0, of: tenant.id)?.modules })
        case .startMoved(_, let to): add(.start, to, nil, after.flatMap { house.place($0, of: tenant.id)?.modules })
        case .elsewhere(let month, let from, let to): add(.elsewhere, month, from, to)
        case .room(let kept): if growing[number] == nil { add(kept ? .room : .noRoom, after?.start ?? 0) }
        }
      }
      if lines.isEmpty && cost != 0 { add(.worth, after?.start ?? before?.start ?? 0) }
      if !lines.isEmpty { found.append(Departure(origin: origin, changes: lines, cost: cost)) }
    }
    for gone in former.gone where gone.origin.kind != .reserve {
      found.append(
        Departure(
          origin: gone.origin, changes: [Change(kind: .leaves, month: house.months.first, from: gone.cells, to: nil)], cost: gone.worth))
    }
    departures = found.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
    func origins(_ ids: Set<String>) -> [HouseInstance.Origin] {
      house.instance.tenants.indices.filter { ids.contains(house.instance.tenants[$0].id) }.map { house.origins[$0] }
    }
    // Whoever stays after all need not be asked.
    mustBeAsked = origins(
      asked.filter { id in
        said[id, default: []].contains {
          switch $0.kind {
          case .refused, .startMoved, .elsewhere: true
          case .housed, .room: false
          }
        }
      })
    self.cannotGrow = origins(cannotGrow)
  }
}

extension Replanned.Departure {
  /// Residents before promises, these before who may come.
  fileprivate var rank: Int { HouseInstance.Origin.Kind.allCases.firstIndex(of: origin.kind) ?? 0 }
}
