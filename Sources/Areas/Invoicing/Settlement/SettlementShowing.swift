import Kernel
import Ledger
import People
import Store
import Web

extension SettlementRoutes {
  private static let columns: [Report.Column] = [
    .init("name", share: 2), .init("premises", share: 1.6), .init("spent", .money), .init("costs", .money), .init("provisions", .money),
    .init("balance", .money), .init("statement", share: 1.2),
  ]

  /// First what was spent, then who bears it; below, both come to the same.
  private func report(_ found: Found) -> Report {
    var report = Report(SettlementRoutes.columns, texts: "invoicing.settlement.column")
    guard let plan = found.plan, let place = found.place else { return report }
    func heading(_ key: String) { report.add([.key("invoicing.settlement.\(key)")] + Array(repeating: .none, count: 6), .heading) }
    if !plan.costs.isEmpty { heading("spending") }
    for cost in plan.costs {
      report.add([
        .text(cost.label), .key("invoicing.settlement.key.\(cost.cost.key.rawValue)"), .money(cost.cost.net), .none, .none, .none,
        .text(cost.paper),
      ])
    }
    if !plan.tenants.isEmpty { heading("tenants") }
    for tenant in plan.tenants {
      report.add([
        .text(found.names[tenant.customer] ?? ""), .text(plan.premises(of: tenant.customer)), .none, .money(tenant.costs),
        .money(tenant.advances), .money(tenant.balance),
        .link("PDF", path: "/settlements/statement?\(query(place))&customer=\(tenant.customer)"),
      ])
    }
    if !plan.costs.isEmpty {
      report.add([.key("invoicing.settlement.house"), .none, .none, .money(plan.houseBears), .none, .none, .none])
      for tenant in plan.lodged where tenant.costs != .zero {
        report.add(
          [.text(found.names[tenant.customer] ?? ""), .key("invoicing.settlement.lodged"), .none, .none, .none, .none, .none])
      }
      let provisions = plan.tenants.reduce(Money.zero) { $0 + $1.advances }
      let balance = plan.tenants.reduce(Money.zero) { $0 + $1.balance }
      report.add(
        [.key("invoicing.settlement.total"), .none, .money(plan.total), .money(plan.total), .money(provisions), .money(balance), .none],
        .total)
    }
    report.notes = ["invoicing.settlement.note"]
    return report
  }

  func csv(_ visit: Visit) async throws -> Answer {
    let found = try await found(visit, visit.query)
    return visit.csv(report(found), name: "settlement-\(found.place?.year ?? 0)-\(visit.today)")
  }

  func show(_ visit: Visit) async throws -> Answer {
    let asked = visit.isShownAgain && !visit.form["entity"].isEmpty ? visit.form : visit.query
    let found = try await found(visit, asked)
    var frame = ListFrame(title: visit.text("invoicing.settlement.title"))
    frame.lead = about(found, visit)
    frame.csv = "/settlements.csv"
    let entities = found.entities.map { Field.Option($0.id.text, $0.name) }
    let buildings = found.buildings.map { Field.Option($0.id, $0.name) }
    let typedYear = visit.isShownAgain ? visit.form["year"] : ""
    func select(_ name: String, _ value: String?, _ options: [Field.Option]) -> Field {
      Field(
        name, .select, label: visit.text("invoicing.settlement.field.\(name)"), value: value ?? "",
        groups: [Field.OptionGroup(nil, options)])
    }
    frame.filters = [
      select("entity", found.place?.entity.text, entities), select("building", found.place?.building, buildings),
      Field(
        "year", .number, label: visit.text("invoicing.settlement.field.year"),
        value: typedYear.isEmpty ? String(found.place?.year ?? visit.today.year - 1) : typedYear),
    ]
    if let plan = found.plan, plan.settlement == nil, visit.viewer.may(.postCharges) { frame.firstDeeds = deeds(plan, found, visit) }
    return visit.page(report(found), frame)
  }

  private func about(_ found: Found, _ visit: Visit) -> String? {
    guard let plan = found.plan else { return visit.text("invoicing.settlement.nothing") }
    let what = "\(plan.building.name), \(plan.place.year)"
    if let settlement = plan.settlement {
      return visit.text(
        "invoicing.settlement.settledOn", ["what": what, "day": visit.format.day(visit.house.day(of: settlement.settledAt))])
    }
    guard let deadline = found.deadline else { return what }
    let key = deadline < visit.today ? "late" : "due"
    return visit.text("invoicing.settlement.\(key)", ["what": what, "day": visit.format.day(deadline)])
  }

  private func deeds(_ plan: SettlementPlan, _ found: Found, _ visit: Visit) -> [PageDeed] {
    let place = [
      visit.hidden("entity", plan.place.entity.text), visit.hidden("building", plan.place.building),
      visit.hidden("year", String(plan.place.year)),
    ]
    func field(_ name: String, _ kind: Field.Kind, options: [Field.Option] = []) -> Field {
      visit.field(name, kind, label: "invoicing.settlement.field.\(name)", required: true, options: options)
    }
    func deed(_ id: String, _ path: String, isFinal: Bool = false, _ fields: [Field]) -> PageDeed {
      visit.reportDeed("invoicing.settlement.deed.\(id)", id, at: path, isFinal: isFinal, fields)
    }
    let tenants = Set(plan.ground.tenancies.map(\.customer)).map { Field.Option($0.text, found.names[$0] ?? "") }.sorted {
      $0.label < $1.label
    }
    var deeds = [
      deed(
        "cost", "/settlements/costs",
        place + [
          field("kind", .select, options: visit.options(of: CostKind.self, texts: "invoicing.settlement.kind")),
          field("key", .select, options: visit.options(of: SplitKey.self, texts: "invoicing.settlement.key")), field("label", .text),
          field("paper", .text), field("net", .money),
        ])
    ]
    let meters = [Field.Option("", visit.text("invoicing.settlement.mainMeter"))] + tenants
    let meter = visit.field("customer", .select, label: "invoicing.settlement.field.meter", options: meters)
    deeds.append(deed("meter", "/settlements/meters", place + [meter, field("units", .number)]))
    if !plan.costs.isEmpty {
      let costs = plan.costs.map { Field.Option($0.id.text, "\($0.label) – \(visit.format.money($0.cost.net))") }
      deeds.append(deed("withdraw", "/settlements/costs/withdrawn", place + [field("cost", .select, options: costs)]))
      deeds.append(deed("settle", "/settlements", isFinal: true, place))
    }
    return deeds
  }

  /// What one tenant is told, the first where none is named: each cost, by which key, their part, what they paid, what is left.
  func statement(_ visit: Visit) async throws -> Answer {
    let found = try await found(visit, visit.query)
    let asked = visit.query["customer"]
    guard let plan = found.plan,
      let tenant = asked.isEmpty ? plan.tenants.first : plan.tenants.first(where: { $0.customer.text == asked })
    else { throw Refusal.notFound }
    let entity = try await visit.database.read { try $0.organisation(plan.place.entity) }
    return try visit.paper(ChargeStatement(tenant, of: plan, name: found.names[tenant.customer] ?? "", entity: entity))
  }
}
