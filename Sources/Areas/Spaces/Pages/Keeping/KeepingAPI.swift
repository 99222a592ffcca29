import Kernel
import Store
import Web

/// The same for programs.
struct KeepingAPI: Sendable {
  let pages: KeepingRoutes

  var table: [Route] {
    [
      .get("/api/buildings", .needs(.editPlan), buildings),
      .post("/api/sites", .needs(.editPlan), addSite),
      .put("/api/sites/:site", .needs(.editPlan), changeSite),
      .post("/api/buildings", .needs(.editPlan), addBuilding),
      .get("/api/buildings/:building", .needs(.editPlan), building),
      .put("/api/buildings/:building", .needs(.editPlan), changeBuilding),
      .post("/api/buildings/:building/levels", .needs(.editPlan), addLevel),
      .post("/api/buildings/:building/head-leases", .needs(.editPlan), setLease),
      .put("/api/buildings/:building/head-leases/:lease", .needs(.editPlan), setLease),
      .post("/api/buildings/:building/rents", .needs(.editPlan), setRent),
      .get("/api/levels/:level", .needs(.editPlan), level),
      .put("/api/levels/:level", .needs(.editPlan), changeLevel),
      .put("/api/cells/:cell", .needs(.editPlan), changeCell),
      .post("/api/cells/merge", .needs(.editPlan), pages.mergeJSON),
      .post("/api/cells/:cell/split", .needs(.editPlan), pages.splitJSON),
      .get("/api/links", .needs(.editPlan), links),
      .post("/api/links", .needs(.editPlan), declareLink),
      .delete("/api/links/:link", .needs(.editPlan), withdrawLink),
      .get("/api/works", .needs(.editPlan), works),
      .get("/api/organisations/:organisation/headcounts", .needsSomewhere(.countPeople), pages.headcountsJSON),
      .post("/api/organisations/:organisation/headcounts", .needsSomewhere(.countPeople), pages.setHeadcountJSON),
    ]
  }

  private func known(_ visit: Visit) async throws -> BuildingsKnown {
    let today = visit.today
    return try await visit.database.read { try BuildingsKnown($0, on: today) }
  }

  private func buildings(_ visit: Visit) async throws -> Answer {
    let known = try await known(visit)
    return .json(known.sites.map { SiteJSON($0, known) })
  }
  private func addSite(_ visit: Visit) async throws -> Answer {
    let id = try await visit.perform(AddSite(try visit.reading { $0.siteFacts() }))
    return try await site(visit, id, status: 201)
  }
  private func changeSite(_ visit: Visit) async throws -> Answer {
    let id: ID<Sites> = try visit.id("site")
    try await visit.perform(ChangeSite(id, try visit.reading { $0.siteFacts() }))
    return try await site(visit, id, status: 200)
  }
  private func site(_ visit: Visit, _ id: ID<Sites>, status: Int) async throws -> Answer {
    let known = try await known(visit)
    guard let site = known.sites.first(where: { $0.id == id }) else { throw Refusal.notFound }
    return .json(SiteJSON(site, known), status: status)
  }

  private func building(_ visit: Visit) async throws -> Answer { try await building(visit, try visit.id("building"), status: 200) }
  private func addBuilding(_ visit: Visit) async throws -> Answer {
    try await building(visit, try await pages.addedBuilding(visit), status: 201)
  }
  private func changeBuilding(_ visit: Visit) async throws -> Answer {
    try await building(visit, try await pages.changedBuilding(visit), status: 200)
  }
  private func setLease(_ visit: Visit) async throws -> Answer {
    _ = try await pages.leaseSet(visit)
    return try await building(visit, try visit.id("building"), status: visit.method == .post ? 201 : 200)
  }
  private func setRent(_ visit: Visit) async throws -> Answer {
    try await pages.rentSet(visit)
    return try await building(visit, try visit.id("building"), status: 201)
  }
  private func building(_ visit: Visit, _ id: ID<Building>, status: Int) async throws -> Answer {
    let today = visit.today
    guard let known = try await visit.database.read({ try BuildingKnown($0, id, on: today) }) else { throw Refusal.notFound }
    return .json(BuildingJSON(known.building, known.all, rents: known.rents), status: status)
  }

  private func level(_ visit: Visit) async throws -> Answer { try await level(visit, try visit.id("level"), status: 200) }
  private func addLevel(_ visit: Visit) async throws -> Answer { try await level(visit, try await pages.addedLevel(visit), status: 201) }
  private func changeLevel(_ visit: Visit) async throws -> Answer {
    try await level(visit, try await pages.changedLevel(visit), status: 200)
  }
  private func level(_ visit: Visit, _ id: ID<Level>, status: Int) async throws -> Answer {
    let day = pages.day(visit)
    guard let level = try await visit.database.read({ try $0.level(id) }) else { throw Refusal.notFound }
    let known = try await known(visit)
    let lines = try await pages.cellLines(of: level, on: day, visit)
    return .json(LevelJSON(level, known, cells: lines.map { KeptCellJSON($0.cell, $0.blocked) }), status: status)
  }

  private func changeCell(_ visit: Visit) async throws -> Answer {
    let id = try await pages.cellChanged(visit).id
    guard let cell = try await visit.database.read({ try $0.cell(id) }) else { throw Refusal.notFound }
    return .json(KeptCellJSON(cell, nil))
  }

  private func links(_ visit: Visit) async throws -> Answer {
    let today = visit.today
    let known = try await visit.database.read { try LinksKnown($0, level: "", on: today) }
    return .json(known.declared.map { LinkJSON($0) })
  }
  private func declareLink(_ visit: Visit) async throws -> Answer {
    let id = try await pages.linkDeclared(visit)
    let today = visit.today
    let known = try await visit.database.read { try LinksKnown($0, level: "", on: today) }
    guard let link = known.declared.first(where: { $0.id == id }) else { throw Refusal.notFound }
    return .json(LinkJSON(link), status: 201)
  }
  private func withdrawLink(_ visit: Visit) async throws -> Answer {
    try await visit.perform(RemoveLink(try visit.id("link")))
    return .done
  }

  private func works(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["-from"], size: 200)
    let found = try await pages.worksLines(visit, list)
    let sight = HoldSight(visit.viewer)
    return .json(list.slice(found).map { HoldJSON($0, sight) }).with("x-total-count", String(found.count))
  }
}
