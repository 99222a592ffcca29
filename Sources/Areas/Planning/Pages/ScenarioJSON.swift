import Kernel

/// A scenario for programs; money in whole euros, shares in basis points.
struct ScenarioJSON: Encodable, Sendable {
  let id: ID<Scenario>
  let name: String
  let madeAt: Instant
  let madeBy: String
  let assumptions: Assumptions
  let state: RunState
  let permille: Int
  let steps: Int
  let value: Int?
  let bound: Int?
  let measures: PlanMeasures?
  let reserve: [ReservePrice]
  let unhoused: [String]
  let fault: String?
  let doneAt: Instant?
  let acceptedAt: Instant?
  let changes: HouseChanges?
  let former: ID<Scenario>?
  /// Demand for which the house has no place in any month; left out in lists.
  let unfit: [UnfitJSON]?

  init(_ scenario: Scenario, _ house: HouseInstance? = nil) {
    unfit = house.map { house in house.unfit?.map { UnfitJSON($0, in: house.months) } ?? [] }
    (id, name, madeAt, madeBy) = (scenario.id, scenario.name, scenario.madeAt, scenario.madeBy)
    (assumptions, state, permille, steps) = (scenario.assumptions, scenario.state, scenario.permille, scenario.steps)
    (value, bound, measures, reserve) = (scenario.objective, scenario.bound, scenario.measures, scenario.reserve)
    (changes, former) = (scenario.changes, scenario.former)
    (unhoused, fault, doneAt, acceptedAt) = (scenario.unhoused, scenario.fault, scenario.doneAt, scenario.acceptedAt)
  }
}

struct UnfitJSON: Encodable, Sendable {
  let kind: HouseInstance.Origin.Kind
  let subject: String?
  let name: String?
  let cells: Int
  /// The first day of the month it is wished from.
  let from: Day
  /// The most cells that hang together and meet the need.
  let largest: Int
  /// Cells by month that are not had.
  let cellMonths: Int

  init(_ one: HouseInstance.Unfit, in months: PlanMonths) {
    let origin = one.origin
    (kind, cells, from) = (origin.kind, origin.cells, months[one.month].first)
    (subject, name) = (origin.key.isEmpty ? nil : origin.key, origin.name.isEmpty ? nil : origin.name)
    (largest, cellMonths) = (one.largest, one.cellMonths)
  }
}

struct StayJSON: Encodable, Sendable {
  let kind: HouseInstance.Origin.Kind
  let subject: String?
  let name: String?
  let cells: String
  let from: Day
  let until: Day
  let kept: Int
  /// Of who moves: what that brings in whole euros, moves paid; left out when there is no place without while all others stay.
  let movesBuy: Int?
  /// Of a file of the list: where it could go next best.
  let next: PlanReason.Other?

  init(_ stay: SeatedPlan.Stay, in plan: SeatedPlan, _ reasons: [String: PlanReason]) {
    let reason = reasons[plan.house.instance.tenants[stay.tenant].id]
    (movesBuy, next) = (reason?.gain, reason?.next)
    let origin = plan.house.origins[stay.tenant]
    (kind, cells, kept) = (origin.kind, plan.house.codes(stay.block), stay.extra)
    (subject, name) = (origin.key.isEmpty ? nil : origin.key, origin.name.isEmpty ? nil : origin.name)
    (from, until) = (plan.house.months[stay.months.lowerBound].first, plan.house.months[stay.months.upperBound].first)
  }
}

struct DraftJSON: Encodable, Sendable {
  let id: ID<Draft>
  let scenario: ID<Scenario>
  let kind: DraftKind
  let subject: String
  let name: String
  let organisation: OrganisationID?
  let cells: String
  let from: Day
  let until: Day?
  let monthlyRent: Money?
  let state: DraftState
  /// Why it can no longer be done: `taken`, `gone`, `offTheList`, `hasOffer`, `holdEnded`.
  let overtaken: [String]
  /// Drafts that have to be done first, and open ones of other scenarios for the same cells.
  let after: [ID<Draft>]
  let rivals: [ID<Draft>]
  let madeAt: Instant
  let discardReason: String?

  init(_ line: DraftLine) {
    let draft = line.draft
    (id, scenario, kind, subject, name) = (draft.id, draft.scenario, draft.kind, draft.subject, draft.name)
    (organisation, cells, from, monthlyRent) = (draft.organisation, draft.cells, draft.from, draft.monthlyRent)
    until = draft.until
    (overtaken, after, rivals) = (line.standing.overtaken.map(\.code), line.after.map(\.id), line.rivals.map(\.id))
    (state, madeAt, discardReason) = (line.state, draft.madeAt, draft.discardReason.isEmpty ? nil : draft.discardReason)
  }
}
