import Kernel
import Post
import Store
import Testing
import Trials
import Web

@testable import People

/// A house with one director, on a database of its own, at a settled time.
struct PeopleHouse {
  let database: any Database
  let director: Viewer
  /// 24 November 2026, 9:30 in UTC.
  static let now = Instant(iso: "2026-11-24T09:30:00Z") ?? Instant(seconds: 0)
  static let today = HouseTime.mulhouse.day(of: now)
  static let migrations = Audit.migrations + Outbox.migrations + PeopleTables.migrations

  /// The letters' texts are their arguments, so that a test can find the secret in them.
  static let letters = Letters(
    texts: Texts([
      .french: [
        "people.letter.signIn.body": "{link}", "people.letter.password.body": "{link}", "people.letter.newAddress.body": "{link}",
        "people.letter.invitation.body": "{link}",
        "people.letter.invitationTo.body": "{organisation} {link}",
      ]
    ]), base: "https://km0.example")

  static func with(_ engine: Engine, _ body: (PeopleHouse) async throws -> Void) async throws {
    try await TrialStore.with(engine, migrations: migrations) { database in
      let id = try await database.perform(
        AddPerson(PersonFacts(name: "Dora Directrice", email: "dora@km0.example")), for: .house, at: now)
      _ = try await database.perform(GrantRole(.director, to: id, on: nil, HeldSpan(from: today - 400, until: nil)), for: .house, at: now)
      try await body(PeopleHouse(database: database, director: try await viewer(id, in: database)))
    }
  }

  static func viewer(_ id: PersonID, in database: any Database) async throws -> Viewer {
    try await database.read { transaction in
      let name = try transaction.person(id)?.name ?? ""
      return Viewer(person: id, name: name, grants: try transaction.grants(of: id, on: today))
    }
  }

  func viewer(_ id: PersonID) async throws -> Viewer { try await PeopleHouse.viewer(id, in: database) }

  @discardableResult
  func perform<Deed: Act>(_ act: Deed, for viewer: Viewer? = nil, after seconds: Int64 = 0) async throws -> Deed.Outcome {
    try await database.perform(act, for: viewer ?? director, at: PeopleHouse.now + seconds)
  }

  func addOrganisation(_ name: String, siren: String? = nil, siret: String? = nil) async throws -> OrganisationID {
    try await perform(AddOrganisation(OrganisationFacts(legalName: name, usualName: name, kind: .startUp, siren: siren, siret: siret)))
  }
  func addPerson(_ name: String, _ email: String) async throws -> PersonID {
    try await perform(AddPerson(PersonFacts(name: name, email: email)))
  }
  /// Someone who holds a role from today on.
  func addHolder(of role: Role, on organisation: OrganisationID? = nil, email: String = "someone@km0.example") async throws -> Viewer {
    let id = try await addPerson("Someone", email)
    try await perform(GrantRole(role, to: id, on: organisation, HeldSpan(from: PeopleHouse.today, until: nil)))
    return try await viewer(id)
  }
  func count(_ sql: SQL) async throws -> Int {
    try await database.read { transaction in try transaction.value(sql) ?? 0 }
  }
  func verbs(of subject: String) async throws -> [String] {
    try await database.read { transaction in try transaction.auditLines(of: subject).map(\.verb) }
  }
}

/// The refusal that an act ends in, or nil.
func refusal(_ work: () async throws -> Void) async throws -> Refusal? {
  do {
    try await work()
    return nil
  } catch let refusal as Refusal {
    return refusal
  }
}
