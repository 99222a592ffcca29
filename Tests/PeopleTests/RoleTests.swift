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
      // Nor by oneself without a link to the new one; another director may.
      #expect(try await refusal { try await house.perform(change) } == .invalid("people.problem.emailByLink", field: "email"))
      let second = try await house.addHolder(of: .director, email: "second@km0.example")
      try await house.perform(change, for: second)
      // The old address is told.
      #expect(try await house.count("SELECT COUNT(*) FROM outbox WHERE to_address = 'dora@km0.example'") == 1)
      let taken = ChangePerson(try #require(reception.person), facts, letters: PeopleHouse.letters)
      #expect(try await refusal { try await house.perform(taken, for: reception) }?.kind == .conflict)
    }
  }

  /// Who changes the address of whom: whoever could ask a link for it would be that person. Targets: a stranger the house only knows, a
  /// resident, someone with a role yet to begin, someone without a role who has a password, one who came in by a link, staff.
  @Test(arguments: TrialStore.engines) func nobodyIsTakenOverByTheirAddress(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let organisation = try await house.addOrganisation("Mienne")
      let letters = PeopleHouse.letters
      func add(_ name: String) async throws -> PersonID { try await house.addPerson(name, "\(name)@km0.example") }
      let (stranger, resident, coming, known) = (
        try await add("stranger"), try await add("resident"), try await add("coming"), try await add("known")
      )
      let (entered, left, staff) = (try await add("entered"), try await add("left"), try await add("staff"))
      let today = PeopleHouse.today
      try await house.perform(GrantRole(.resident, to: resident, on: organisation, HeldSpan(from: today, until: nil)))
      try await house.perform(GrantRole(.club, to: coming, on: organisation, HeldSpan(from: today + 30, until: nil)))
      try await house.perform(GrantRole(.resident, to: left, on: organisation, HeldSpan(from: today - 30, until: today)))
      try await house.perform(GrantRole(.development, to: staff, on: nil, HeldSpan(from: today, until: nil)))
      let self1 = Viewer(person: known, name: "known", grants: [])
      try await house.perform(SetPassword("x", provenDigest: nil, keeping: nil, letters: letters), for: self1)
      try await house.database.write { try $0.openSession(of: entered, digest: "d", userAgent: nil, at: PeopleHouse.now) }
      let targets = [stranger, resident, coming, known, entered, left, staff]
      let table: [(Role, [Bool])] = [
        (.director, [true, true, true, true, true, true, true]),
        (.development, [true, false, false, false, false, true, false]), (.rental, [true, false, false, false, false, true, false]),
        (.reception, [true, false, false, false, false, true, false]), (.incubation, Array(repeating: false, count: 7)),
        (.club, Array(repeating: false, count: 7)), (.funder, Array(repeating: false, count: 7)),
        (.fab, Array(repeating: false, count: 7)),
      ]
      for (role, expected) in table {
        let viewer = Viewer(person: .fresh(at: PeopleHouse.now), name: role.rawValue, grants: [Grant(role)])
        for (place, target) in targets.enumerated() {
          let facts = try #require(try await house.database.read { try $0.person(target) }).facts
          let other = PersonFacts(name: facts.name, email: "\(role.rawValue)\(place)@trap.example")
          let refused = try await refusal { try await house.perform(ChangePerson(target, other, letters: letters), for: viewer) }
          #expect((refused == nil) == expected[place], "\(role) changes target \(place): \(String(describing: refused))")
          if refused != nil { #expect(refused?.kind == .notAllowed) }
          // All else is theirs to write down, with the address as it is.
          if role == .reception, place == 1 {
            try await house.perform(ChangePerson(target, PersonFacts(name: "Renommé", email: facts.email), letters: letters), for: viewer)
          }
        }
      }
      // A resident and a school change nobody but themselves.
      for role in [Role.resident, .school] {
        let viewer = Viewer(person: .fresh(at: PeopleHouse.now), name: "x", grants: [Grant(role, on: organisation)])
        for target in targets {
          let act = ChangePerson(target, PersonFacts(name: "x", email: "y@trap.example"), letters: letters)
          #expect(try await refusal { try await house.perform(act, for: viewer) }?.kind == .notAllowed)
        }
      }
    }
  }

  @Test(arguments: TrialStore.engines) func whatIsOverIsNotBegunAgain(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let today = PeopleHouse.today
      let organisation = try await house.addOrganisation("Mienne")
      let resident = try await house.addHolder(of: .resident, on: organisation)
      let (gone, going, here) = (
        try await house.addPerson("Luc", "luc@km0.example"), try await house.addPerson("Lea", "lea@km0.example"),
        try await house.addPerson("Lou", "lou@km0.example")
      )
      func member(_ person: PersonID, until: Day?) async throws -> MembershipID {
        try await house.perform(AddMembership(of: person, in: organisation, title: nil, HeldSpan(from: today - 2000, until: until)))
      }
      let (over, ending, open) = (
        try await member(gone, until: today - 1000), try await member(going, until: today + 10), try await member(here, until: nil)
      )
      let table: [(MembershipID, Day, String?)] = [
        (over, today + 9999, "people.problem.memberOver"), (over, today, "people.problem.memberOver"),
        (ending, today + 11, "people.problem.endsEarlier"), (ending, today - 2001, "kernel.problem.reversed"),
        (ending, today + 9, nil), (open, today + 400, nil), (open, today + 401, "people.problem.endsEarlier"), (open, today, nil),
        (open, today, "people.problem.memberOver"),
      ]
      for viewer in [resident, house.director] {
        for (membership, until, code) in viewer.name == resident.name ? table : Array(table.prefix(2)) {
          let refused = try await refusal { try await house.perform(EndMembership(membership, until: until), for: viewer) }
          #expect(refused?.problems.first?.code == code, "until \(until)")
        }
      }
      #expect(try await house.database.read { try $0.memberships(of: gone) }.map(\.membership.span.until) == [today - 1000])
      let elsewhere = Viewer(
        person: .fresh(at: PeopleHouse.now), name: "x", grants: [Grant(.resident, on: try await house.addOrganisation("Autre"))])
      #expect(try await refusal { try await house.perform(EndMembership(open, until: today), for: elsewhere) } == .notFound)
      let entity = try await house.perform(NameHouseEntity(organisation, as: .animating, HeldSpan(from: today - 9, until: nil)))
      try await house.perform(EndHouseEntity(entity, until: today - 1))
      let again = try await refusal { try await house.perform(EndHouseEntity(entity, until: today + 9999)) }
      #expect(again?.problems.first?.code == "people.problem.entityOver")
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
