import Kernel
import Web

/// Who belongs where.
enum MembershipRoutes {
  static let all: [Route] = [
    .post("/memberships/:membership/end", .needsSomewhere(.changeMemberships), end),
    .post("/api/memberships", .needsSomewhere(.changeMemberships), addByAPI),
    .post("/api/memberships/:membership/end", .needsSomewhere(.changeMemberships), endByAPI),
  ]

  /// Below an organisation's page; the last day is typed as people say it, included.
  @Sendable static func add(_ visit: Visit) async throws -> Answer {
    let organisation: OrganisationID = try visit.id("organisation")
    try visit.viewer.demand(.changeMemberships, for: organisation)
    let act = try visit.reading { reader -> AddMembership? in
      let person = reader.requiredID("person", of: Persons.self)
      let title = reader.text("title")
      guard let span = reader.span("from", last: "last"), let person else { return nil }
      return AddMembership(of: person, in: organisation, title: title, HeldSpan(span))
    }
    if let act {
      // Only whoever sees a person may name them.
      let today = visit.today
      let viewer = visit.viewer
      let isSeen = try await visit.database.read { transaction in try transaction.person(act.person, seenBy: viewer, on: today) != nil }
      if !isSeen { throw Refusal.notFound }
      try await visit.perform(act)
    }
    return Answer.see("/organisations/\(organisation)").saying("people.done.saved")
  }

  /// Today is the first day it no longer holds.
  @Sendable static func end(_ visit: Visit) async throws -> Answer {
    let id: MembershipID = try visit.id("membership")
    let known = try await visit.database.read { transaction in try transaction.membership(id) }
    try await visit.perform(EndMembership(id, until: visit.today))
    return Answer.see(known.map { "/organisations/\($0.organisation)" } ?? "/organisations").saying("people.done.membershipEnded")
  }

  @Sendable static func addByAPI(_ visit: Visit) async throws -> Answer {
    let act = try visit.reading { reader -> AddMembership? in
      let person = reader.requiredID("person", of: Persons.self)
      let organisation = reader.requiredID("organisation", of: Organisations.self)
      let title = reader.text("title")
      guard let span = reader.halfOpenSpan(), let person, let organisation else { return nil }
      return AddMembership(of: person, in: organisation, title: title, span)
    }
    guard let act else { throw Refusal(.invalid) }
    let today = visit.today
    let viewer = visit.viewer
    let isSeen = try await visit.database.read { transaction in try transaction.person(act.person, seenBy: viewer, on: today) != nil }
    if !isSeen { throw Refusal.notFound }
    return .json(MadeJSON(id: try await visit.perform(act)), status: 201)
  }

  @Sendable static func endByAPI(_ visit: Visit) async throws -> Answer {
    let id: MembershipID = try visit.id("membership")
    let until = try visit.reading { $0.requiredDay("until") }
    guard let until else { throw Refusal(.invalid) }
    try await visit.perform(EndMembership(id, until: until))
    return .done
  }
}
