import Demand
import Kernel
import Solver
import Spaces
import Web

/// A scenario with its plan laid out, today's beside it.
struct ScenarioView: Sendable {
  let scenario: Scenario
  let house: HouseInstance
  /// nil as long as none is found.
  let plan: SeatedPlan?
  let today: SeatedPlan
  let hindrances: [Hindrance]
  /// What the plan leaves free; nil where nobody waits.
  let free: FreeModules?
  /// What is otherwise than in the plan before; nil where nothing was assumed to happen.
  let replanned: Replanned?
  /// By tenant.
  let reasons: [String: PlanReason]
  let formerName: String?

  static func read(_ id: ID<Scenario>, _ visit: Visit) async throws -> ScenarioView {
    let found = try await visit.database.read { transaction in
      (
        try transaction.scenario(id), try transaction.house(of: id), try transaction.solution(of: id), try transaction.hindrances(of: id),
        try transaction.replanned(of: id), try transaction.reasons(of: id)
      )
    }
    guard let scenario = found.0, let house = found.1 else { throw Refusal.notFound }
    let former = scenario.former
    let name = try await visit.database.read { transaction -> String? in
      guard let former else { return nil }
      return try transaction.scenario(former)?.name
    }
    let plan = found.2.map { SeatedPlan(house, $0) }
    return ScenarioView(
      scenario: scenario, house: house, plan: plan, today: SeatedPlan.today(house.keeping(reserve: 0)), hindrances: found.3,
      free: found.3.isEmpty ? nil : plan.map { FreeModules($0) }, replanned: found.4,
      reasons: Dictionary(found.5.map { ($0.tenant, $0) }, uniquingKeysWith: { first, _ in first }), formerName: name)
  }

  func span(_ visit: Visit) -> String {
    visit.text(
      "planning.page.span",
      ["from": visit.format.month(house.months.first), "until": visit.format.month(house.months[house.months.count - 1])])
  }

  /// Of each tenant of some kinds the places it has, one after the other: `A01 A02 → B03 B04 (mars 2028)`.
  func path(of tenant: Int, _ visit: Visit) -> String {
    guard let plan else { return "" }
    var said: [String] = []
    var last = ""
    if let first = plan.moves.first(where: { $0.tenant == tenant }),
      first.month == plan.stays.first(where: { $0.tenant == tenant })?.months.lowerBound
    {
      last = house.codes(first.from)
      said.append(last)
    }
    for stay in plan.stays where stay.tenant == tenant {
      let codes = house.codes(stay.block)
      if codes == last { continue }
      said.append(last.isEmpty ? codes : "\(codes) (\(visit.format.shortMonth(house.months[stay.months.lowerBound])))")
      last = codes
    }
    return said.joined(separator: " → ")
  }

  /// Who comes, who moves, who has room to grow.
  func coming(_ visit: Visit) -> PageTable {
    let moves = plan?.moves ?? []
    let rows = house.instance.tenants.indices.compactMap { number -> (Int, PageRow)? in
      let (tenant, origin) = (house.instance.tenants[number], house.origins[number])
      guard let plan, let seat = plan.solution.plans[tenant.id] else { return nil }
      let isMoved = moves.contains { $0.tenant == number }
      let isShown = [.waiting, .queued].contains(origin.kind) || isMoved || (seat.room == 1 && origin.kind != .forecast)
      guard isShown, origin.kind != .reserve else { return nil }
      let late = seat.start - tenant.starts[0]
      // Whoever is there already is told by the month of its move.
      let from = tenant.current == nil ? seat.start : moves.first { $0.tenant == number }?.month ?? seat.start
      let notes = [
        late > 0 ? visit.text("planning.page.later", ["count": String(late)]) : nil, isMoved ? moving(tenant.id, visit) : nil,
        reasons[tenant.id]?.next.map { next in
          visit.text(
            "planning.page.nextBest",
            ["cells": next.cells, "month": visit.format.shortMonth(next.month), "less": visit.euros(next.less)])
        },
        seat.room == 1 ? visit.text("planning.page.room", ["count": String(tenant.grow?.extra ?? 0)]) : nil,
      ].compactMap(\.self)
      return (
        from,
        PageRow([
          PageCell(origin.name, path: link(origin)),
          PageCell(visit.text("planning.kind.\(origin.kind.rawValue)"), badge: "badge-\(badge(origin.kind))"),
          PageCell(visit.format.shortMonth(house.months[from])), PageCell(path(of: number, visit)),
          PageCell(notes.isEmpty ? "–" : notes.joined(separator: " · ")),
        ])
      )
    }
    return PageTable(
      visit.text("planning.page.coming"), hint: visit.text("planning.page.comingHint"),
      columns: [visit.planned("name"), visit.planned("kind"), visit.planned("from"), visit.planned("cells"), visit.planned("note")],
      rows: rows.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1),
      empty: visit.text("planning.page.nobody"))
  }

  /// That it moves, and what that brings; where its place of today is another's then, whose.
  private func moving(_ tenant: String, _ visit: Visit) -> String {
    if let gain = reasons[tenant]?.gain { return visit.text("planning.page.movesBuy", ["gain": visit.euros(gain)]) }
    let names = followers(of: tenant).map { name($0, visit) }
    if names.isEmpty { return visit.text("planning.page.moves") }
    return visit.text("planning.page.movesFor", ["names": names.joined(separator: ", "), "count": String(names.count)])
  }

  /// Who has cells that the tenant has today, in the months after it has left them.
  private func followers(of tenant: String) -> [HouseInstance.Origin] {
    guard let plan, let number = house.instance.tenants.firstIndex(where: { $0.id == tenant }),
      let month = plan.moves.first(where: { $0.tenant == number })?.month
    else { return [] }
    let own = house.instance.tenants[number]
    let (today, end) = (Set(own.currentModules ?? []), own.starts[0] + own.length)
    var seen: Set<Int> = [number]
    return plan.stays.filter { stay in
      stay.months.upperBound > month && stay.months.lowerBound < end && !today.isDisjoint(with: stay.block)
        && house.origins[stay.tenant].kind != .reserve && seen.insert(stay.tenant).inserted
    }.map { house.origins[$0.tenant] }
  }

  func name(_ origin: HouseInstance.Origin, _ visit: Visit) -> String {
    if !origin.name.isEmpty { return origin.name }
    return origin.kind == .forecast
      ? visit.text("planning.page.expectedName", ["count": String(origin.cells)]) : visit.text("planning.kind.\(origin.kind.rawValue)")
  }
  func link(_ origin: HouseInstance.Origin) -> String? {
    if origin.key.hasPrefix("hold/") { return "/holds/" + origin.key.dropFirst(5) }
    return origin.key.hasPrefix("application/") ? "/applications/" + origin.key.dropFirst(12) : nil
  }
  private func badge(_ kind: HouseInstance.Origin.Kind) -> String {
    switch kind {
    case .firm: "let"
    case .option, .queued: "option"
    case .works: "works"
    default: "offer"
    }
  }
}
