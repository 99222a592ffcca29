import Kernel
import Store
import Testing
import Trials

@testable import People

@Suite struct OrganisationTests {
  @Test(arguments: TrialStore.engines) func oneEstablishmentIsOneOrganisation(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      _ = try await house.addOrganisation("Atelier", siren: "732829320", siret: "73282932000074")
      // The same entity without an establishment cannot be told apart from it.
      let twin = try await refusal { _ = try await house.addOrganisation("Atelier bis", siren: "732829320") }
      #expect(twin?.kind == .conflict)
      #expect(twin?.problems.first?.field == "siren")
      #expect(twin?.problems.first?.arguments["name"] == "Atelier")
      #expect(try await house.count("SELECT COUNT(*) FROM organisations") == 1)
    }
  }

  @Test(arguments: TrialStore.engines) func changesLeaveTheirTrace(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let id = try await house.addOrganisation("Atelier Été")
      try await house.perform(
        ChangeOrganisation(id, OrganisationFacts(legalName: "Été SAS", usualName: "Été", kind: .company, legalForm: .sas)))
      let known = try await house.database.read { try $0.organisation(id) }
      #expect(known?.name == "Été")
      #expect(known?.facts.legalForm == .sas)
      let lines = try await house.database.read { try $0.auditLines(of: "organisation/\(id)") }
      #expect(lines.map(\.verb) == ["people.organisation.change", "people.organisation.add"])
      #expect(lines.first?.before?.contains("Atelier Été") == true)
      #expect(lines.first?.personName == "Dora Directrice")
    }
  }

  @Test(arguments: TrialStore.engines) func aResidentDecidesForTheirOwnOrganisationOnly(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let own = try await house.addOrganisation("Mienne")
      let other = try await house.addOrganisation("Autre")
      let resident = try await house.addHolder(of: .resident, on: own)
      let listing = Listing(from: PeopleHouse.today, french: "Des drones.")
      try await house.perform(ListInDirectory(own, listing, activity: "Drones", website: nil), for: resident)
      let listed = try await house.database.read { try $0.listedOrganisations(on: PeopleHouse.today) }
      #expect(listed.map(\.name) == ["Mienne"])
      #expect(listed.first?.facts.listing.description(in: .german) == "Des drones.")
      #expect(try await house.database.read { try $0.listedOrganisations(on: PeopleHouse.today - 1) }.isEmpty)

      let foreign = try await refusal {
        try await house.perform(ListInDirectory(other, listing, activity: nil, website: nil), for: resident)
      }
      #expect(foreign == .notFound)
      let legal = try await refusal {
        try await house.perform(ChangeOrganisation(own, OrganisationFacts(legalName: "X", usualName: "X", kind: .startUp)), for: resident)
      }
      #expect(legal == .notFound)
    }
  }

  @Test(arguments: TrialStore.engines) func membersAndContacts(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let today = PeopleHouse.today
      let organisation = try await house.addOrganisation("Équipe")
      let ada = try await house.addPerson("Ada", "ada@km0.example")
      let bob = try await house.addPerson("Bob", "bob@km0.example")
      let first = try await house.perform(AddMembership(of: ada, in: organisation, title: "CTO", HeldSpan(from: today - 10, until: nil)))
      try await house.perform(AddMembership(of: bob, in: organisation, title: nil, HeldSpan(from: today - 10, until: today)))
      let twice = try await refusal {
        try await house.perform(AddMembership(of: ada, in: organisation, title: nil, HeldSpan(from: today, until: nil)))
      }
      #expect(twice?.kind == .conflict)
      // Bob's last day was yesterday.
      #expect(try await house.database.read { try $0.contacts(of: organisation, on: today) }.map(\.name) == ["Ada"])
      #expect(try await house.database.read { try $0.contacts(of: organisation, on: today - 1) }.map(\.name) == ["Ada", "Bob"])
      #expect(try await house.database.read { try $0.memberCounts(on: today) } == [organisation: 1])
      // Once someone holds a role there, mail goes to them alone.
      try await house.perform(GrantRole(.resident, to: bob, on: organisation, HeldSpan(from: today, until: nil)))
      #expect(try await house.database.read { try $0.contacts(of: organisation, on: today) }.map(\.email) == ["bob@km0.example"])
      try await house.perform(EndMembership(first, until: today + 5))
      #expect(try await house.database.read { try $0.memberCounts(on: today + 5) }.isEmpty)
    }
  }
}
