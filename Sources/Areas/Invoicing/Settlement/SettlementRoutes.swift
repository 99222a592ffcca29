import Kernel
import Ledger
import People
import Store
import Web

/// The yearly settlement of charges: what a building cost, who bears what, and each tenant's statement.
package struct SettlementRoutes: Sendable {
  let source: any OccupancySource

  package init(source: any OccupancySource) { self.source = source }

  package var table: [Route] {
    [
      .get("/settlements", .needs(.seeCharges), show),
      .get("/settlements.csv", .needs(.seeCharges), csv),
      .get("/settlements/statement", .needs(.seeCharges), statement),
      .post("/settlements", .needs(.postCharges), settle, shownBy: show),
      .post("/settlements/costs", .needs(.postCharges), enter, shownBy: show),
      .post("/settlements/costs/withdrawn", .needs(.postCharges), withdraw, shownBy: show),
      .post("/settlements/meters", .needs(.postCharges), readMeter, shownBy: show),

      .get("/api/settlements", .needs(.seeCharges), json),
      .get("/api/settlements/statement", .needs(.seeCharges), statement),
      .post("/api/settlements", .needs(.postCharges), settleJSON),
      .post("/api/settlements/costs", .needs(.postCharges), enterJSON),
      .post("/api/settlements/costs/withdrawn", .needs(.postCharges), withdrawJSON),
      .post("/api/settlements/meters", .needs(.postCharges), readMeterJSON),
    ]
  }

  /// What is asked for. Of what is not said, where something was spent last: an empty page would tell nobody where to look.
  struct Found: Sendable {
    let entities: [(id: OrganisationID, name: String)]
    let buildings: [SettledBuilding]
    let place: SettledYear?
    let plan: SettlementPlan?
    let names: [OrganisationID: String]
    let deadline: Day?
  }

  func found(_ visit: Visit, _ asked: Input) async throws -> Found {
    let saidYear = Int(asked["year"]).flatMap { (2000...2099).contains($0) ? $0 : nil }
    return try await visit.database.read { transaction in
      let entities = try transaction.entitiesWithBooks().compactMap { id in
        try transaction.organisation(id).map { (id: id, name: $0.facts.legalName) }
      }
      let buildings = try source.buildings(in: transaction)
      let saidEntity = entities.first { $0.id.text == asked["entity"] }
      let saidBuilding = buildings.first { $0.id == asked["building"] }
      let spent = try transaction.yearsWithCosts().filter { place in
        (saidEntity?.id ?? place.entity) == place.entity && (saidBuilding?.id ?? place.building) == place.building
      }
      let known = spent.first { $0.year == saidYear } ?? spent.first
      let entity = saidEntity ?? entities.first { $0.id == known?.entity } ?? entities.first
      let building = saidBuilding ?? buildings.first { $0.id == known?.building } ?? buildings.first
      let year = saidYear ?? known?.year ?? visit.today.year - 1
      guard let entity, let building else {
        return Found(entities: entities, buildings: buildings, place: nil, plan: nil, names: [:], deadline: nil)
      }
      let place = SettledYear(entity: entity.id, building: building.id, year: year)
      let plan = try SettlementPlan(place, from: source, in: transaction)
      let customers =
        (plan?.tenants.map(\.customer) ?? []) + (plan?.ground.tenancies.map(\.customer) ?? [])
        + (plan?.lodged.map(\.customer) ?? [])
      let names = Dictionary(try transaction.organisations(Array(Set(customers))).map { ($0.id, $0.facts.legalName) }) { first, _ in first }
      let limit = try transaction.parameter(.settlementDay, on: max(place.span.from, Day(2015, 1, 1) ?? place.span.from)).value
      return Found(
        entities: entities, buildings: buildings, place: place, plan: plan, names: names,
        deadline: Day(year + 1, Int(limit / 100), Int(limit % 100)))
    }
  }

  func query(_ place: SettledYear) -> String { "entity=\(place.entity)&building=\(percentEncoded(place.building))&year=\(place.year)" }

  func settle(_ visit: Visit) async throws -> Answer {
    let act = try settling(visit)
    try await visit.perform(act)
    return .see("/settlements?\(query(act.place))").saying("invoicing.settlement.done.settled")
  }
  func enter(_ visit: Visit) async throws -> Answer {
    let act = try entering(visit)
    try await visit.perform(act)
    return .see("/settlements?\(query(act.place))").saying("invoicing.settlement.done.cost")
  }
  func withdraw(_ visit: Visit) async throws -> Answer {
    let place = try await visit.perform(try withdrawing(visit))
    return .see("/settlements?\(query(place))").saying("invoicing.settlement.done.withdrawn")
  }
  func readMeter(_ visit: Visit) async throws -> Answer {
    let act = try reading(visit)
    try await visit.perform(act)
    return .see("/settlements?\(query(act.place))").saying("invoicing.settlement.done.meter")
  }

  func settleJSON(_ visit: Visit) async throws -> Answer {
    let act = try settling(visit)
    try await visit.perform(act)
    return try await json(visit, of: act.place, status: 201)
  }
  func enterJSON(_ visit: Visit) async throws -> Answer {
    let act = try entering(visit)
    try await visit.perform(act)
    return try await json(visit, of: act.place, status: 201)
  }
  func withdrawJSON(_ visit: Visit) async throws -> Answer {
    try await json(visit, of: try await visit.perform(try withdrawing(visit)), status: 200)
  }
  func readMeterJSON(_ visit: Visit) async throws -> Answer {
    let act = try reading(visit)
    try await visit.perform(act)
    return try await json(visit, of: act.place, status: 200)
  }

  func json(_ visit: Visit) async throws -> Answer { try await json(visit, try await found(visit, visit.query), status: 200) }
  private func json(_ visit: Visit, of place: SettledYear, status: Int) async throws -> Answer {
    let asked = Input(["entity": place.entity.text, "building": place.building, "year": String(place.year)])
    return try await json(visit, try await found(visit, asked), status: status)
  }
  private func json(_ visit: Visit, _ found: Found, status: Int) async throws -> Answer {
    guard let plan = found.plan else { throw Refusal.notFound }
    return .json(SettlementJSON(plan, names: found.names), status: status)
  }

  private func settledYear(_ reader: inout InputReader) -> SettledYear? {
    let entity = reader.requiredID("entity", of: Organisations.self)
    let building = reader.requiredText("building", limit: 100)
    let year = reader.requiredInteger("year", in: 2000...2099)
    guard let entity, let year, !building.isEmpty else { return nil }
    return SettledYear(entity: entity, building: building, year: year)
  }
  private func settling(_ visit: Visit) throws -> SettleCharges {
    let place = try visit.reading { settledYear(&$0) }
    guard let place else { throw Refusal.notFound }
    let text = visit.texts.text("invoicing.settlement.charge", in: .french, ["year": String(place.year)])
    return SettleCharges(place, source: source, text: text)
  }
  private func entering(_ visit: Visit) throws -> EnterCost {
    let act = try visit.reading { reader -> EnterCost? in
      let place = settledYear(&reader)
      let kind = reader.requiredChoice("kind", of: CostKind.self)
      let key = reader.requiredChoice("key", of: SplitKey.self)
      let label = reader.requiredText("label", limit: 120)
      let paper = reader.requiredText("paper", limit: 80)
      let net = reader.required("net") { $0.money("net") }
      guard let place, let kind, let key, let net else { return nil }
      return EnterCost(place, kind: kind, key: key, label: label, paper: paper, net: net)
    }
    guard let act else { throw Refusal.notFound }
    return act
  }
  private func withdrawing(_ visit: Visit) throws -> WithdrawCost {
    guard let id = try visit.reading({ $0.requiredID("cost", of: BuildingCost.self) }) else { throw Refusal.notFound }
    return WithdrawCost(id)
  }
  private func reading(_ visit: Visit) throws -> ReadMeter {
    let act = try visit.reading { reader -> ReadMeter? in
      let place = settledYear(&reader)
      let customer = reader.id("customer", of: Organisations.self)
      let units = reader.requiredInteger("units", in: 0...1_000_000_000)
      guard let place, let units else { return nil }
      return ReadMeter(place, customer: customer, units: Int64(units))
    }
    guard let act else { throw Refusal.notFound }
    return act
  }
}
