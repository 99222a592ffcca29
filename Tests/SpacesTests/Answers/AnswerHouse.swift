import Kernel
import Store
import Testing
import Trials
import Web

@testable import People
@testable import Spaces

/// A house of ten modules, some of them let, and browsers of those who may look at it.
struct AnswerHouse: Sendable {
  let house: SpacesHouse
  /// Listed in the directory; has C-01 and C-02, later C-03 too.
  let ada: OrganisationID
  /// Not listed, with a name that would like to be markup; has C-05, and an option on C-06 that slipped.
  let hidden: OrganisationID
  let option: ID<Hold>

  static let today = SpacesHouse.day("2020-06-01")
  static let hostile = "<b>Zed</b> & \"Co\""

  static func with(_ engine: Engine, _ body: (AnswerHouse) async throws -> Void) async throws {
    try await SpacesHouse.with(engine) { house in
      let ada = try await house.addOrganisation("Ada")
      let hidden = try await house.addOrganisation(hostile)
      try await house.database.write { try $0.run("UPDATE organisations SET listed_from = '2018-01-01' WHERE id = \(ada)") }
      func let_(_ organisation: OrganisationID, _ places: [Int], _ from: String, _ until: String?, rent: Int64) async throws {
        _ = try await house.perform(
          LetSpace(
            organisation: organisation, cells: places.map { house.cells[$0 - 1] }, start: .day(SpacesHouse.day(from)),
            until: until.map { SpacesHouse.day($0) }, monthlyRent: Money(cents: rent), reason: "entre nous"))
      }
      try await let_(ada, [1, 2], "2018-03-01", nil, rent: 300_00)
      try await let_(ada, [3], "2019-01-01", nil, rent: 150_00)
      try await let_(hidden, [5], "2018-03-01", nil, rent: 170_00)
      let option = try await house.perform(
        house.option(hidden, house.exactly(6), .day(SpacesHouse.day("2020-09-01")), expires: SpacesHouse.day("2020-12-01")))
      try await house.perform(
        SetListRent(
          building: house.building, kind: .module, from: SpacesHouse.day("2018-01-01"), yearly: Money(cents: 120_00)))
      try await house.perform(CountPeople(organisation: ada, from: SpacesHouse.day("2018-03-01"), people: 4))
      try await body(AnswerHouse(house: house, ada: ada, hidden: hidden, option: option))
    }
  }

  /// As a visitor, a director, or a resident of Ada.
  func browser(_ name: String = "visitor") throws -> RouterTrial {
    let browser = try RouterTrial(
      areas: [People.area(), Spaces.area(shelf: PlanShelf())], database: house.database, doorkeeper: Door(ada: ada),
      now: { SpacesHouse.noon(AnswerHouse.today) })
    if name != "visitor" { browser.setCookie("session", name) }
    return browser
  }

  private struct Door: Doorkeeper {
    let ada: OrganisationID
    func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? {
      guard let name = sessionSecret, let role = Role(rawValue: name) else { return nil }
      let viewer = Viewer(
        person: ID("01900000-0000-7000-8000-000000000001"), name: name, grants: [Grant(role, on: role == .resident ? ada : nil)])
      return Guest(viewer: viewer, session: SessionKey(digest: name))
    }
  }
}
