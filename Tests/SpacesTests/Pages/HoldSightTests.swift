import Foundation
import Kernel
import Store
import Testing
import Trials
import Web

@testable import People
@testable import Spaces

/// Recognises viewers by name.
private struct Friends: Doorkeeper {
  let viewers: [String: Viewer]

  func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? {
    guard let name = sessionSecret, let viewer = viewers[name] else { return nil }
    return Guest(viewer: viewer, session: SessionKey(digest: name), language: .french)
  }
}

/// Alba has an option that hangs on a milestone and one that it gave back; Bora rents next door. Who learns what of it?
@Suite struct HoldSightTests {
  private struct Scene {
    let house: SpacesHouse
    let browser: RouterTrial
    let (alba, bora): (OrganisationID, OrganisationID)
    let (promised, returned, rented): (ID<Hold>, ID<Hold>, ID<Hold>)

    /// As someone, or as a visitor.
    func get(_ path: String, as name: String?) async throws -> Reply {
      browser.setCookie("session", name ?? "")
      return await browser.get(path)
    }
    func text(_ path: String, as name: String?) async throws -> String { try await get(path, as: name).text }
  }

  private func with(_ body: (Scene) async throws -> Void) async throws {
    try await SpacesHouse.with(.sqlite) { house in
      let alba = try await house.addOrganisation("Alba")
      let bora = try await house.addOrganisation("Bora")
      let promised = try await house.perform(
        GrantOption(
          organisation: alba, cells: house.exactly(1), start: .milestone(house.milestone, offset: 30), expiresOn: day("2019-01-01"),
          monthlyRent: Money(cents: 31_700), reason: "motif-promis"))
      let returned = try await house.perform(
        GrantOption(
          organisation: alba, cells: house.exactly(2), start: .day(day("2018-09-01")), expiresOn: day("2019-01-01"),
          monthlyRent: Money(cents: 31_700), reason: "motif-premier"))
      try await house.perform(ReleaseHold(returned, reason: "motif-rendu"), on: day("2018-02-01"))
      let rented = try await house.perform(
        LetSpace(
          organisation: bora, cells: [house.cells[2]], start: .day(day("2018-02-01")), monthlyRent: Money(cents: 45_900),
          reason: "motif-bail"))
      func viewer(_ role: Role, _ organisation: OrganisationID? = nil) -> Viewer {
        Viewer(person: .fresh(at: SpacesHouse.noon(SpacesHouse.start)), name: role.rawValue, grants: [Grant(role, on: organisation)])
      }
      let viewers = [
        "director": viewer(.director), "reception": viewer(.reception), "club": viewer(.club), "funder": viewer(.funder),
        "holder": viewer(.resident, alba), "competitor": viewer(.resident, bora), "school": viewer(.school, bora),
      ]
      let now = SpacesHouse.noon(day("2018-06-01"))
      let browser = try RouterTrial(
        areas: [People.area(), Spaces.area(shelf: PlanShelf())], database: house.database, doorkeeper: Friends(viewers: viewers),
        now: { now })
      try await body(
        Scene(house: house, browser: browser, alba: alba, bora: bora, promised: promised, returned: returned, rented: rented))
    }
  }

  private static let lists = ["/holds", "/holds.csv", "/api/holds"]

  @Test(arguments: ["competitor", "school"]) func aCompetitorFindsNothing(name: String) async throws {
    try await with { scene in
      for list in Self.lists {
        let text = try await scene.text(list, as: name)
        #expect(text.contains("Bora") && !text.contains("Alba"), "\(list)")
        #expect(!text.contains("motif-promis") && !text.contains("motif-rendu"), "\(list)")
        #expect(!(try await scene.text("\(list)?q=Alba", as: name)).contains("C-01"), "\(list)")
      }
      for hold in [scene.promised, scene.returned] {
        #expect(try await scene.get("/holds/\(hold)", as: name).status == 404)
        #expect(try await scene.get("/api/holds/\(hold)", as: name).status == 404)
      }
      // What Bora itself holds is told whole: what it pays, and why.
      for page in ["/holds/\(scene.rented)", "/holds", "/holds.csv", "/api/holds/\(scene.rented)"] {
        let text = try await scene.text(page, as: name)
        #expect(text.contains(page.hasPrefix("/api") ? "45900" : "459"), "\(page)")
      }
      #expect(try await scene.text("/api/holds/\(scene.rented)", as: name).contains("motif-bail"))
    }
  }

  @Test func theHolderSeesWhatWasPromisedAndWhy() async throws {
    try await with { scene in
      let text = try await scene.text("/api/holds/\(scene.promised)", as: "holder")
      #expect(text.contains("\"monthlyRentCents\":31700") && text.contains("motif-promis"))
      let page = try await scene.text("/holds/\(scene.returned)", as: "holder")
      #expect(page.contains("motif-rendu") && page.contains("317"))
      #expect(!(try await scene.text("/api/holds", as: "holder")).contains("Bora"))
    }
  }

  @Test(arguments: [
    ("director", true, true), ("funder", true, false), ("reception", false, false), ("club", false, false),
  ])
  func rentsAndReasonsAreForThoseWhoAnswerForThem(name: String, seesRents: Bool, seesReasons: Bool) async throws {
    try await with { scene in
      // Alone, not as a piece of an identity or of a form's token.
      let rent = #/(?:^|[^0-9A-Za-z_-])317(?:[^0-9A-Za-z_-]|$)/#
      for page in Self.lists + ["/holds/\(scene.promised)", "/api/holds/\(scene.promised)"] {
        let text = try await scene.text(page, as: name)
        #expect(text.contains("Alba"), "\(page)")
        #expect((page.hasPrefix("/api") ? text.contains(":31700") : text.contains(rent)) == seesRents, "\(page)")
        if page != "/holds" { #expect(text.contains("motif-promis") == seesReasons, "\(page)") }
      }
      // What one may not read one does not find by guessing.
      for list in Self.lists {
        #expect(try await scene.text("\(list)?q=motif-promis", as: name).contains("C-01") == seesReasons, "\(list)")
      }
    }
  }

  @Test func thePlanNamesWhoRentsAndKeepsPromisesToThemselves() async throws {
    try await with { scene in
      let pages = ["/plan?day=2018-06-01", "/plan?day=2018-06-01&view=table", "/plan.csv?day=2018-06-01", "/api/plan?day=2018-06-01"]
      for page in pages {
        for name in ["director", "reception", "holder"] {
          let text = try await scene.text(page, as: name)
          #expect(text.contains("Alba") && text.contains("Bora"), "\(page) as \(name)")
        }
        let text = try await scene.text(page, as: "competitor")
        #expect(!text.contains("Alba") && text.contains("Bora"), "\(page)")
        let stranger = try await scene.text(page, as: nil)
        #expect(!stranger.contains("Alba") && !stranger.contains("Bora"), "\(page)")
      }
      for cell in scene.house.cells.prefix(2) {
        for page in ["/cells/\(cell)", "/api/cells/\(cell)"] {
          let text = try await scene.text(page, as: "competitor")
          #expect(!text.contains("Alba") && !text.contains("motif") && !text.contains("/holds/\(scene.promised)"), "\(page)")
          #expect(try await scene.text(page, as: "holder").contains("Alba"), "\(page)")
        }
      }
      #expect(try await scene.text("/api/organisations/\(scene.alba)/path", as: "competitor").contains("\"promises\":[]"))
      #expect(try await scene.text("/api/organisations/\(scene.alba)/path", as: "holder").contains("\"kind\":\"option\""))
    }
  }

  /// Whoever may not see a promise is not led to its cells, and does not learn that the house knows the name.
  @Test func searchingNearFindsNoPromiseOfOthers() async throws {
    try await with { scene in
      func near(_ holder: String, as name: String?) async throws -> Int {
        try await scene.get("/api/search?count=1&from=2018-06-01&near=\(holder)", as: name).status
      }
      for name in ["director", "holder"] { #expect(try await near("Alba", as: name) == 200, "\(name)") }
      for name in ["competitor", "school", nil] { #expect(try await near("Alba", as: name) == 422, "\(name ?? "visitor")") }
      let alba = try await scene.text("/api/search?count=1&from=2018-06-01&near=Alba", as: "competitor")
      let nobody = try await scene.text("/api/search?count=1&from=2018-06-01&near=Nobody", as: "competitor")
      #expect(alba.replacing("Alba", with: "") == nobody.replacing("Nobody", with: ""))
      // Bora rents.
      for name in ["director", "holder", "competitor"] { #expect(try await near("Bora", as: name) == 200, "\(name)") }
    }
  }

  @Test func aSlipIsTriedByThoseWhoMaySayIt() async throws {
    try await with { scene in
      let page = "/milestones/\(scene.house.milestone)?day=2018-10-01"
      let director = try await scene.text(page, as: "director")
      #expect(director.contains("Alba") && director.contains("31/10/2018"))
      for name in ["holder", "competitor", "funder"] {
        let text = try await scene.text(page, as: name)
        #expect(!text.contains("31/10/2018"), "\(name)")
        #expect(text.contains("Alba") == (name != "competitor"), "\(name)")
      }
      #expect(try await scene.get("/api/milestones/\(scene.house.milestone)/preview?day=2018-10-01", as: "funder").status == 403)
    }
  }
}
