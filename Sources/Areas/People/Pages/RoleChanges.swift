import Kernel
import Store
import Web

extension RoleRoutes {
  @Sendable static func grant(_ visit: Visit) async throws -> Answer {
    let act = try visit.reading { reader -> GrantRole? in
      let person = reader.requiredID("person", of: Persons.self)
      let role = reader.requiredChoice("role", of: Role.self)
      let organisation = reader.id("organisation", of: Organisations.self)
      guard let span = reader.span("from", last: "last"), let person, let role else { return nil }
      return GrantRole(role, to: person, on: organisation, HeldSpan(span))
    }
    if let act { try await visit.perform(act) }
    return Answer.see("/roles").saying("people.done.saved")
  }

  @Sendable static func revoke(_ visit: Visit) async throws -> Answer {
    let id: RoleGrantID = try visit.id("grant")
    let known = try await visit.database.read { transaction in try transaction.roleGrant(id) }
    try await visit.perform(RevokeRole(id, today: visit.today))
    let elsewhere = known?.organisation.map { "/organisations/\($0)" } ?? "/"
    return Answer.see(visit.viewer.may(.seeRoles) ? "/roles" : elsewhere).saying("people.done.revoked")
  }

  @Sendable static func name(_ visit: Visit) async throws -> Answer {
    let act = try visit.reading { reader -> NameHouseEntity? in
      let organisation = reader.requiredID("entity", of: Organisations.self)
      let function = reader.requiredChoice("function", of: HouseFunction.self)
      let from = reader.requiredDay("entity_from")
      guard let organisation, let function, let from else { return nil }
      return NameHouseEntity(organisation, as: function, HeldSpan(from: from, until: nil))
    }
    if let act { try await visit.perform(act) }
    return Answer.see("/roles").saying("people.done.saved")
  }
  @Sendable static func end(_ visit: Visit) async throws -> Answer {
    try await visit.perform(EndHouseEntity(visit.id("entity"), until: visit.today))
    return Answer.see("/roles").saying("people.done.saved")
  }

  @Sendable static func entitiesByAPI(_ visit: Visit) async throws -> Answer {
    let entities = try await visit.database.read { transaction in try transaction.houseEntities() }
    return .json(entities.map(HouseEntityJSON.init))
  }
  @Sendable static func nameByAPI(_ visit: Visit) async throws -> Answer {
    let act = try visit.reading { reader -> NameHouseEntity? in
      let organisation = reader.requiredID("organisation", of: Organisations.self)
      let function = reader.requiredChoice("function", of: HouseFunction.self)
      guard let span = reader.halfOpenSpan(), let organisation, let function else { return nil }
      return NameHouseEntity(organisation, as: function, span)
    }
    guard let act else { throw Refusal(.invalid) }
    return .json(MadeJSON(id: try await visit.perform(act)), status: 201)
  }
  @Sendable static func endByAPI(_ visit: Visit) async throws -> Answer {
    let until = try visit.reading { $0.requiredDay("until") }
    guard let until else { throw Refusal(.invalid) }
    try await visit.perform(EndHouseEntity(visit.id("entity"), until: until))
    return .done
  }

  @Sendable static func listByAPI(_ visit: Visit) async throws -> Answer {
    let lines = try await visit.database.read { transaction in try transaction.roleLines() }
    return .json(RoleListJSON(roles: lines.map(RoleJSON.init)))
  }
  @Sendable static func grantByAPI(_ visit: Visit) async throws -> Answer {
    let act = try visit.reading { reader -> GrantRole? in
      let person = reader.requiredID("person", of: Persons.self)
      let role = reader.requiredChoice("role", of: Role.self)
      let organisation = reader.id("organisation", of: Organisations.self)
      guard let span = reader.halfOpenSpan(), let person, let role else { return nil }
      return GrantRole(role, to: person, on: organisation, span)
    }
    guard let act else { throw Refusal(.invalid) }
    return .json(MadeJSON(id: try await visit.perform(act)), status: 201)
  }
  @Sendable static func revokeByAPI(_ visit: Visit) async throws -> Answer {
    try await visit.perform(RevokeRole(visit.id("grant"), today: visit.today))
    return .done
  }
}
