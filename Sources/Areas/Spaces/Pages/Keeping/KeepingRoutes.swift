import Kernel
import Web

/// Keeping the building itself: sites, buildings, levels, head leases, list rents, cells, links, works, people.
package struct KeepingRoutes: Sendable {
  package init() {}

  package var table: [Route] { grounds + floors + works + plannedReshapings + people + KeepingAPI(pages: self).table + removals }

  private var grounds: [Route] {
    [
      .get("/buildings", .needs(.editPlan), buildings),
      .get("/buildings.csv", .needs(.editPlan), buildingsCSV),
      .get("/sites/new", .needs(.editPlan), newSite),
      .post("/sites", .needs(.editPlan), addSite, shownBy: newSite),
      .get("/sites/:site/edit", .needs(.editPlan), editSite),
      .post("/sites/:site", .needs(.editPlan), changeSite, shownBy: editSite),
      .post("/sites/:site/remove", .needs(.editPlan), removeSite, shownBy: buildings),
      .get("/buildings/new", .needs(.editPlan), newBuilding),
      .post("/buildings", .needs(.editPlan), addBuilding, shownBy: newBuilding),
      .get("/buildings/:building", .needs(.editPlan), building),
      .get("/buildings/:building/edit", .needs(.editPlan), editBuilding),
      .post("/buildings/:building", .needs(.editPlan), changeBuilding, shownBy: editBuilding),
      .post("/buildings/:building/remove", .needs(.editPlan), removeBuilding, shownBy: building),
      .get("/buildings/:building/head-leases/new", .needs(.editPlan), newLease),
      .post("/buildings/:building/head-leases", .needs(.editPlan), setLease, shownBy: newLease),
      .get("/buildings/:building/head-leases/:lease/edit", .needs(.editPlan), editLease),
      .post("/buildings/:building/head-leases/:lease", .needs(.editPlan), setLease, shownBy: editLease),
      .get("/buildings/:building/rents/new", .needs(.editPlan), newRent),
      .post("/buildings/:building/rents", .needs(.editPlan), setRent, shownBy: newRent),
    ]
  }

  private var floors: [Route] {
    [
      .get("/buildings/:building/levels/new", .needs(.editPlan), newLevel),
      .post("/buildings/:building/levels", .needs(.editPlan), addLevel, shownBy: newLevel),
      .get("/levels/:level", .needs(.editPlan), level),
      .get("/levels/:level/cells.csv", .needs(.editPlan), levelCSV),
      .get("/levels/:level/facts", .needs(.editPlan), editLevel),
      .post("/levels/:level", .needs(.editPlan), changeLevel, shownBy: editLevel),
      .post("/levels/:level/remove", .needs(.editPlan), removeLevel, shownBy: level),
      .get("/cells/:cell/edit", .needs(.editPlan), editCell),
      .post("/cells/:cell/edit", .needs(.editPlan), changeCell, shownBy: editCell),
      .get("/cells/merge", .needs(.editPlan), mergeForm),
      .post("/cells/merge", .needs(.editPlan), merge, shownBy: mergeForm),
      .get("/cells/:cell/split", .needs(.editPlan), splitForm),
      .post("/cells/:cell/split", .needs(.editPlan), split, shownBy: splitForm),
      .get("/links", .needs(.editPlan), links),
      .get("/links.csv", .needs(.editPlan), linksCSV),
      .post("/links", .needs(.editPlan), declareLink, shownBy: links),
      .post("/links/:link/withdraw", .needs(.editPlan), withdrawLink, shownBy: links),
    ]
  }

  private var works: [Route] {
    [
      .get("/works", .needs(.editPlan), works),
      .get("/works.csv", .needs(.editPlan), worksCSV),
      .get("/works/new", .needs(.editPlan), newWorks),
      .post("/works", .needs(.editPlan), addWorks, shownBy: newWorks),
      .post("/works/:hold/end", .needs(.editPlan), endWorks, shownBy: works),
      .get("/reshapings.csv", .needs(.editPlan), reshapingsCSV),
    ]
  }

  private var people: [Route] {
    [
      .get("/headcounts", .needsSomewhere(.countPeople), headcounts),
      .get("/headcounts.csv", .needsSomewhere(.countPeople), headcountsCSV),
      .get("/organisations/:organisation/headcount", .needsSomewhere(.countPeople), headcount),
      .post("/organisations/:organisation/headcount", .needsSomewhere(.countPeople), setHeadcount, shownBy: headcount),
    ]
  }
}
