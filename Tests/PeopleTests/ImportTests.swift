import Kernel
import Store
import Testing
import Trials

@testable import People

@Suite struct ImportTests {
  private let files: [String: String] = [
    "organisations.csv": """
    key,legal_name,usual_name,kind,legal_form,siren,siret,vat_number,activity,website,invented,listed_from,description_fr
    atelier,Atelier des Ondes SAS,Atelier des Ondes,startUp,sas,,,,Capteurs,atelier.example,1,2020-01-01,"Des capteurs, petits"
    ecole,École du Canal,,school,association,732829320,73282932000074,FR44732829320,,,,,
    """,
    "people.csv": "key;name;email;language;phone\nada;Ada Lovelace;ada@km0.example;en;+33 3 89 00 00 00\nbob;Bob;bob@km0.example;;",
    "memberships.csv": "person,organisation,title,from,until\nada,atelier,Présidente,2020-01-01,\nbob,ecole,,2020-01-01,2021-01-01",
    "roles.csv": "person,role,organisation,from,until\nada,resident,atelier,2020-01-01,\nbob,director,,2020-01-01,",
    "entities.csv": "organisation,function,from,until\necole,animating,2017-01-01,",
  ]
  private func tables(_ changes: [String: String] = [:]) throws -> ImportTables {
    try ImportTables(files.merging(changes) { $1 }.mapValues { Array($0.utf8) })
  }

  @Test(arguments: TrialStore.engines) func aSecondRunDoesNothingAndAThirdChanges(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let first = try await house.perform(ImportPeople(tables(), today: PeopleHouse.today))
      // 2 organisations + 2 persons + 2 memberships + 2 roles + 1 entity.
      #expect(first.added == 9)
      let second = try await house.perform(ImportPeople(tables(), today: PeopleHouse.today))
      #expect((second.added, second.changed, second.unchanged) == (0, 0, 9))
      let ended = ["memberships.csv": "person,organisation,title,from,until\nada,atelier,Présidente,2020-01-01,2024-01-01"]
      let third = try await house.perform(ImportPeople(tables(ended), today: PeopleHouse.today))
      #expect((third.added, third.changed, third.unchanged) == (0, 1, 7))
      let atelier = try #require(try await house.database.read { try $0.organisation(key: "atelier") })
      #expect(atelier.facts.invented)
      #expect(atelier.facts.website == "https://atelier.example")
      #expect(try await house.database.read { try $0.members(of: atelier.id) }.map(\.membership.span.until) == [Day(2024, 1, 1)])
    }
  }

  @Test(arguments: TrialStore.engines) func everyFaultAtOnceAndNothingWritten(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let faulty = [
        "organisations.csv":
          "key,legal_name,kind,siren,invented\na,,startUp,,\nb,B,castle,,\nc,C,company,732829321,\nd,D,startUp,732829320,1",
        "people.csv": "key,name,email\nada,Ada,ada@km0.example\nada,Ada,ADA@km0.example",
        "memberships.csv": "person,organisation,from,until\nada,nowhere,2020-01-01,2019-01-01\nada,nowhere,2020-01-01,",
        "roles.csv": "person,role,from\nada,king,2020-01-01\nada,resident,2020-02-30\nada,resident,2020-01-01",
        "entities.csv": "organisation,function,from\n,property,",
      ]
      let refused = try await refusal { try await house.perform(ImportPeople(tables(faulty), today: PeopleHouse.today)) }
      let fields = Set(refused?.problems.compactMap(\.field) ?? [])
      #expect(
        fields == [
          "organisations.csv:2:legal_name", "organisations.csv:3:kind", "organisations.csv:4:siren", "organisations.csv:5:invented",
          "people.csv:3:key", "people.csv:3:email", "memberships.csv:2:until", "memberships.csv:3:organisation", "roles.csv:2:role",
          "roles.csv:3:from", "roles.csv:4:organisation", "entities.csv:2:organisation", "entities.csv:2:from",
        ])
      #expect(try await house.count("SELECT COUNT(*) FROM organisations") == 0)
      #expect(try await house.count("SELECT COUNT(*) FROM persons") == 1)
    }
  }

  @Test func unknownAndMissingColumnsAreNamed() async throws {
    let refused = try await refusal { _ = try tables(["people.csv": "key,nam,email\n", "roles.csv": "\u{0}"]) }
    #expect(
      refused?.problems.compactMap(\.field) == [
        "people.csv:1:name", "people.csv:1:nam", "roles.csv:1:from", "roles.csv:1:person", "roles.csv:1:role", "roles.csv:1:\u{0}",
      ])
  }
}
