import Kernel
import Store
import Testing
import Trials

@testable import People
@testable import Spaces

@Suite("Keeping the building") struct KeepingTests {
  static let d = SpacesHouse.day

  @Test(arguments: TrialStore.engines) func keysAreMadeOfNames(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      for _ in 0..<2 { try await house.perform(AddBuilding(site: house.site, BuildingFacts(name: "Bâtiment 23 – l’Œuvre"))) }
      try await house.perform(
        AddLevel(building: house.building, LevelFacts(name: "二階", shortName: "2", ordinal: 2, outline: room(0, 0, 5, 5))))
      let site = try await house.perform(AddSite(SiteFacts(name: "DMC", city: "Mulhouse")))
      let keys = try await house.database.read { transaction in
        (try transaction.buildings().map(\.key), try transaction.levels().map(\.key), try transaction.sites().map(\.key))
      }
      #expect(Set(keys.0) == ["b23", "batiment-23-l-oeuvre", "batiment-23-l-oeuvre-2"])
      #expect(Set(keys.1) == ["h1", "levels"] && Set(keys.2) == ["fonderie", "dmc"])
      try await house.perform(ChangeSite(site, SiteFacts(name: "DMC", city: "Mulhouse", country: "DE")))
      #expect(try await house.database.read { try $0.site(site)?.country } == "DE")
      let wrong = ChangeSite(site, SiteFacts(name: " ", country: "Allemagne"))
      #expect(try await house.refusal(of: wrong)?.problems.map(\.field) == ["name", "country"])
      let turned = ChangeBuilding(house.building, BuildingFacts(name: "B", bearing: 400_000))
      #expect(try await house.refusal(of: turned)?.problems.map(\.field) == ["bearing"])
    }
  }

  /// A site, a building and a level go one after the other, each only when nothing is in it.
  @Test(arguments: TrialStore.engines) func whatIsEmptyIsTakenAway(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let full: [(Refusal?, String)] = [
        (try await house.refusal(of: RemoveSite(house.site)), "site"),
        (try await house.refusal(of: RemoveBuilding(house.building)), "building"),
        (try await house.refusal(of: RemoveLevel(house.level)), "level"),
      ]
      for (refused, what) in full {
        #expect(refused?.kind == .conflict && refused?.problems.first?.code == "spaces.problem.notEmpty", "\(what)")
      }
      #expect(full[2].0?.problems.first?.arguments["things"]?.hasSuffix(", …") == true, "a level of many cells names the first five")
      let site = try await house.perform(AddSite(SiteFacts(name: "DMC")))
      let building = try await house.perform(AddBuilding(site: site, BuildingFacts(name: "Halle")))
      let level = try await house.perform(
        AddLevel(building: building, LevelFacts(name: "Rez", shortName: "R", ordinal: 0, outline: room(0, 0, 5, 5))))
      try await house.perform(
        SetListRent(building: building, kind: .module, from: Self.d("2018-01-01"), yearly: Money(cents: 100), replaces: false))
      #expect(try await house.refusal(of: RemoveBuilding(building))?.problems.first?.arguments == ["name": "Halle", "things": "Rez"])
      let version = try await house.database.read { try $0.planVersion() }
      try await house.perform(RemoveLevel(level))
      try await house.perform(RemoveBuilding(building))
      try await house.perform(RemoveSite(site))
      let left = try await house.database.read { transaction in
        (try transaction.sites().count, try transaction.buildings().count, try transaction.levels().count, try transaction.planVersion())
      }
      #expect((left.0, left.1, left.2) == (1, 1, 1) && left.3 > version)
      #expect(try await house.database.read { try $0.auditLines(of: "level/\(level)") }.map(\.verb).first == "spaces.level.remove")
      #expect(try await house.refusal(of: RemoveLevel(level)) == .notFound)
    }
  }

  @Test(arguments: TrialStore.engines) func aRentIsNeverOverwrittenSilently(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      func rent(_ from: String, _ euros: Int64, replaces: Bool = false) -> SetListRent {
        SetListRent(building: house.building, kind: .module, from: Self.d(from), yearly: Money(cents: euros * 100), replaces: replaces)
      }
      try await house.perform(rent("2018-01-01", 120))
      try await house.perform(rent("2019-01-01", 125))
      let refused = try #require(try await house.refusal(of: rent("2019-01-01", 130)))
      #expect(refused.kind == .conflict && refused.problems.map(\.field) == ["replace"])
      #expect(refused.problems.first?.arguments == ["day": "2019-01-01", "amount": "125,00"])
      try await house.perform(rent("2019-01-01", 125))
      try await house.perform(rent("2019-01-01", 130, replaces: true))
      let said = try await house.database.read { try $0.listRents(of: house.building) }
      #expect(said.map(\.yearly.cents) == [12_000, 13_000])
      let audit = try await house.database.read { try $0.auditLines(of: "building/\(house.building)") }
      #expect(audit.first?.before == "12500")
      #expect(try await house.refusal(of: rent("2020-01-01", -1))?.problems.map(\.field) == ["yearly"])
    }
  }

  @Test(arguments: TrialStore.engines) func anOrganisationCountsItsOwnPeople(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let (ada, bob) = (try await house.addOrganisation("Ada"), try await house.addOrganisation("Bob"))
      let resident = Viewer(person: PersonID("x"), name: "R", grants: [Grant(.resident, on: ada)])
      let reception = Viewer(person: PersonID("y"), name: "A", grants: [Grant(.reception)])
      let day = SpacesHouse.start
      try await house.perform(CountPeople(organisation: ada, from: day, people: 4), for: resident)
      #expect(try await house.refusal(of: CountPeople(organisation: bob, from: day, people: 4), for: resident)?.kind == .notFound)
      #expect(try await house.refusal(of: CountPeople(organisation: ada, from: day, people: 4), for: reception)?.kind == .notFound)
      let again = CountPeople(organisation: ada, from: day, people: 6, replaces: false)
      #expect(try await house.refusal(of: again, for: resident)?.problems.map(\.field) == ["replace"])
      try await house.perform(CountPeople(organisation: ada, from: day + 30, people: 6, replaces: false), for: resident)
      #expect(try await house.database.read { try $0.headcounts(on: day + 29) } == [ada: 4])
      #expect(try await house.database.read { try $0.headcounts(on: day + 30) } == [ada: 6])
    }
  }

  @Test(arguments: TrialStore.engines) func aLinkThatASpaceRestsOnIsNamed(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let ada = try await house.addOrganisation("Ada")
      let link = try await house.perform(DeclareLink(house.cells[0], house.cells[4], joined: true, reason: "passage"))
      try await house.perform(DeclareLink(house.cells[7], house.cells[8], joined: false, reason: "mur"))
      try await house.perform(LetSpace(organisation: ada, cells: [house.cells[0], house.cells[4]], start: .day(Self.d("2018-02-01"))))
      let known = try await house.database.read { try LinksKnown($0, level: "", on: SpacesHouse.start) }
      #expect(known.declared.map { "\($0.first.code) \($0.second.code) \($0.wall)" } == ["C-01 C-05 0", "C-08 C-09 5000"])
      #expect(known.declared[0].restsOn.map(\.organisation) == ["Ada"] && known.declared[1].restsOn.isEmpty)
      let refused = try await house.refusal(of: RemoveLink(link))
      #expect(refused?.problems.map(\.code) == ["spaces.problem.spaceTorn"] && refused?.problems[0].arguments["holder"] == "Ada")
    }
  }
}
