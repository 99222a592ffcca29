import Kernel
import People
import Store
import Web

extension KeepingRoutes {
  func headcount(_ visit: Visit) async throws -> Answer {
    let (organisation, said) = try await foundHeadcounts(visit)
    let format = visit.format
    let now = said.last { $0.from <= visit.today }
    var fields = [
      visit.field("people", .number, label: "spaces.keeping.field.people", required: true, hint: "spaces.keeping.headcount.peopleHint"),
      visit.field("from", .date, label: "spaces.keeping.field.from", value: visit.today.description, required: true),
    ]
    if visit.problems.contains(where: { $0.field == "replace" }) {
      fields.append(visit.box("replace", label: "spaces.keeping.headcount.replace", ticked: false))
    }
    let lines = said.enumerated().map { place, line in
      let step = place == 0 ? nil : line.people - said[place - 1].people
      return HeadcountPage.Said(
        from: format.day(line.from), people: format.number(line.people), change: step.map { ($0 > 0 ? "+" : "") + String($0) },
        isNow: line.id == now?.id)
    }
    return .page(
      HeadcountPage(
        title: visit.text("spaces.keeping.headcount.of", ["organisation": organisation.name]),
        crumbs: [
          PageLink(visit.text("spaces.keeping.tab.headcounts"), "/headcounts"),
          PageLink(organisation.name, "/organisations/\(organisation.id)"),
        ],
        now: now.map { visit.text("spaces.keeping.headcount.now", ["count": String($0.people), "day": format.day($0.from)]) }
          ?? visit.text("spaces.keeping.headcount.nothing"),
        said: lines.reversed(), hasSaid: !lines.isEmpty, action: "/organisations/\(organisation.id)/headcount", fields: fields))
  }

  func setHeadcount(_ visit: Visit) async throws -> Answer {
    try await headcountSet(visit)
    return .see("/organisations/\(visit.path("organisation"))/headcount").saying("spaces.keeping.done.headcount")
  }
  func headcountSet(_ visit: Visit) async throws {
    let organisation: OrganisationID = try visit.id("organisation")
    try visit.viewer.demand(.countPeople, for: organisation)
    var reader = InputReader(visit.form)
    let people = reader.requiredInteger("people", in: 0...100_000)
    let from = reader.requiredDay("from")
    let replaces = reader.flag("replace")
    try reader.finish()
    guard let people, let from else { throw Refusal.invalid("kernel.problem.missing", field: "people") }
    try await visit.perform(CountPeople(organisation: organisation, from: from, people: people, replaces: replaces))
  }

  func headcountsJSON(_ visit: Visit) async throws -> Answer {
    .json(try await foundHeadcounts(visit).1.map { HeadcountJSON(from: $0.from, people: $0.people) })
  }
  func setHeadcountJSON(_ visit: Visit) async throws -> Answer {
    try await headcountSet(visit)
    return try await headcountsJSON(visit)
  }

  private func foundHeadcounts(_ visit: Visit) async throws -> (Organisation, [Headcount]) {
    let id: OrganisationID = try visit.id("organisation")
    try visit.viewer.demand(.countPeople, for: id)
    let found = try await visit.database.read { transaction -> (Organisation, [Headcount])? in
      guard let organisation = try transaction.organisation(id) else { return nil }
      return (organisation, try transaction.headcounts(of: id))
    }
    guard let found else { throw Refusal.notFound }
    return found
  }
}

struct HeadcountJSON: Encodable, Sendable {
  let from: Day
  let people: Int
}
