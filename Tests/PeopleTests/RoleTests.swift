import Kernel
import Store
import Testing
import Trials

@testable import People

@Suite struct RoleTests {
  @Test(arguments: TrialStore.engines) func theLastDirectorCannotGo(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let grants = try await house.database.read { try $0.roleLines() }
      let own = try #require(grants.first { $0.grant.role == .director })
      let refused = try await refusal { try await house.perform(RevokeRole(own.grant.id, today: PeopleHouse.today)) }
      #expect(refused == .conflict("people.problem.lastDirector"))
      let next = try await house.addPerson("Nadia", "nadia@km0.example")
      try await house.perform(GrantRole(.director, to: next, on: nil, HeldSpan(from: PeopleHouse.today, until: nil)))
      try await house.perform(RevokeRole(own.grant.id, today: PeopleHouse.today))
      #expect(try await house.viewer(try #require(house.director.person)).grants.isEmpty)
      #expect(try await house.viewer(next).grants == [Grant(.director)])
    }
  }

  @Test(arguments: TrialStore.engines) func whoMayGrantWhat(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let organisation = try await house.addOrganisation("Mienne")
      let other = try await house.addOrganisation("Autre")
      let resident = try await house.addHolder(of: .resident, on: organisation)
      let rental = try await house.addHolder(of: .rental, email: "rental@km0.example")
      let mate = try await house.addPerson("Camarade", "mate@km0.example")
      let span = HeldSpan(from: PeopleHouse.today, until: nil)
      // Not theirs to name, until they belong to it.
      #expect(
        try await refusal { try await house.perform(GrantRole(.resident, to: mate, on: organisation, span), for: resident) } == .notFound)
      try await house.perform(AddMembership(of: mate, in: organisation, title: nil, span))
      try await house.perform(GrantRole(.resident, to: mate, on: organisation, span), for: resident)
      #expect(try await refusal { try await house.perform(GrantRole(.resident, to: mate, on: other, span), for: resident) } == .notFound)
      #expect(try await refusal { try await house.perform(GrantRole(.director, to: mate, on: nil, span), for: resident) } == .notAllowed)
      #expect(try await refusal { try await house.perform(GrantRole(.director, to: mate, on: nil, span), for: rental) } == .notAllowed)
      try await house.perform(GrantRole(.resident, to: mate, on: other, span), for: rental)
      #expect(
        try await refusal { try await house.perform(GrantRole(.director, to: mate, on: organisation, span)) }
          == .invalid("people.problem.roleHouse", field: "organisation"))
      let twice = try await refusal { try await house.perform(GrantRole(.resident, to: mate, on: other, span)) }
      #expect(twice?.kind == .conflict)
      #expect(
        try await refusal { try await house.perform(GrantRole(.resident, to: mate, on: other, span), for: .visitor()) } == .notSignedIn)
    }
  }

  @Test(arguments: TrialStore.engines) func anAddressWithRightsIsChangedByItsOwnerOrADirector(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let reception = try await house.addHolder(of: .reception)
      let director = try #require(house.director.person)
      let facts = PersonFacts(name: "Dora Directrice", email: "trap@km0.example")
      let change = ChangePerson(director, facts, letters: PeopleHouse.letters)
      #expect(try await refusal { try await house.perform(change, for: reception) }?.kind == .notAllowed)
      try await house.perform(change)
      // The old address is told.
      #expect(try await house.count("SELECT COUNT(*) FROM outbox WHERE to_address = 'dora@km0.example'") == 1)
      let taken = ChangePerson(try #require(reception.person), facts, letters: PeopleHouse.letters)
      #expect(try await refusal { try await house.perform(taken, for: reception) }?.kind == .conflict)
    }
  }

  @Test(arguments: TrialStore.engines) func entitiesRunTheHouse(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let company = try await house.addOrganisation("Foncière")
      let entity = try await house.perform(NameHouseEntity(company, as: .property, HeldSpan(from: PeopleHouse.today, until: nil)))
      #expect(try await house.database.read { try $0.houseEntities(on: PeopleHouse.today) }.map(\.function) == [.property])
      try await house.perform(EndHouseEntity(entity, until: PeopleHouse.today + 1))
      #expect(try await house.database.read { try $0.houseEntities(on: PeopleHouse.today + 1) }.isEmpty)
    }
  }
}
