import Kernel
import Store
import Testing
import Trials

@testable import People

@Suite("Checks of people") struct PeopleCheckTests {
  @Test(arguments: TrialStore.engines) func eachFindsItsOwn(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let facts = OrganisationFacts(legalName: "Canal", usualName: "Canal", kind: .company, siren: "732829320")
      let organisation = try await house.perform(AddOrganisation(facts))
      let person = try await house.perform(AddPerson(PersonFacts(name: "Ada", email: "ada@km0.example")))
      try await house.perform(AddMembership(of: person, in: organisation, title: nil, HeldSpan(from: PeopleHouse.today, until: nil)))
      #expect(try await faults(house, []) == [])
      let broken: [(String, [SQL])] = [
        ("the SIREN of Canal, 732829321, fails its key", ["UPDATE organisations SET siren = '732829321' WHERE id = \(organisation)"]),
        (
          "the SIRET of Canal, 73282932000075, fails its key",
          ["UPDATE organisations SET siret = '73282932000075' WHERE id = \(organisation)"]
        ),
        ("does not begin with its SIREN", ["UPDATE organisations SET siret = '35600000000048' WHERE id = \(organisation)"]),
        ("the VAT number of Canal, XX1, is none", ["UPDATE organisations SET vat_number = 'XX1' WHERE id = \(organisation)"]),
        (
          "are the same in the register: 732829320",
          [
            """
            INSERT INTO organisations (id, legal_name, usual_name, name_key, search_key, kind, siren, invented, created_at)
            VALUES ('o2', 'Rive', 'Rive', 'rive', 'rive', 'company', '732829320', 0, 0)
            """
          ]
        ),
        ("Ada has no address that mail could reach", ["UPDATE persons SET email = 'ada' WHERE id = \(person)"]),
        (
          "1 audit lines are about person/nobody, which is not there",
          ["INSERT INTO audit (id, at, person_name, verb, subject) VALUES ('a1', 0, 'KM0', 'x', 'person/nobody')"]
        ),
        (
          "1 audit lines are by Nemo, who is not there",
          ["INSERT INTO audit (id, at, person, person_name, verb, subject) VALUES ('a1', 0, 'nemo', 'Nemo', 'x', 'house')"]
        ),
        (
          "Ada belongs to Canal twice on the same day",
          [
            """
            INSERT INTO memberships (id, person, organisation, from_day) VALUES ('m2', \(person), \(organisation), '2010-01-01')
            """
          ]
        ),
      ]
      for (sentence, sql) in broken {
        let seen = try await faults(house, sql)
        #expect(seen.contains { $0.contains(sentence) }, "\(sentence): \(seen)")
      }
      #expect(try await faults(house, []) == [])
    }
  }

  private struct Seen: Error { let sentences: [String] }

  /// What the checks say once the rows are so; nothing of it stays.
  private func faults(_ house: PeopleHouse, _ sql: [SQL]) async throws -> [String] {
    do {
      try await house.database.write { transaction in
        for sql in sql { try transaction.run(sql) }
        var sentences: [String] = []
        for check in PeopleCheck.all { sentences += try check.faults(transaction) }
        throw Seen(sentences: sentences)
      }
      return []
    } catch let seen as Seen { return seen.sentences }
  }
}
