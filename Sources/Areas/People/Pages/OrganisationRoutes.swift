import Kernel
import Store
import Web

/// Organisations, as lists, one by one, and as they are changed.
enum OrganisationRoutes {
  static let all: [Route] = [
    .get("/organisations", .needsSomewhere(.seeOrganisations), list).asking([.choice("kind", of: OrganisationKind.self)]),
    .get("/organisations.csv", .needsSomewhere(.seeOrganisations), table).asking([.choice("kind", of: OrganisationKind.self)]),
    .get("/organisations/new", .needs(.changeOrganisations), new),
    .post("/organisations", .needs(.changeOrganisations), add, shownBy: new),
    .get("/organisations/:organisation", .needsSomewhere(.seeOrganisations), show),
    .get("/organisations/:organisation/edit", .needsSomewhere(.changeOrganisations), edit),
    .post("/organisations/:organisation", .needsSomewhere(.changeOrganisations), change, shownBy: edit),
    .get("/organisations/:organisation/listing", .needsSomewhere(.describeOrganisations), describe),
    .post("/organisations/:organisation/listing", .needsSomewhere(.describeOrganisations), saveListing, shownBy: describe),
    .get("/organisations/:organisation/history", .needsSomewhere(.seeHistory), HistoryRoutes.ofOrganisation),
    .post("/organisations/:organisation/members", .needsSomewhere(.changeMemberships), MembershipRoutes.add, shownBy: show),
  ]

  static let columns = [
    ListColumn("people.field.usual_name", sort: "name"), ListColumn("people.field.kind", sort: "kind"),
    ListColumn("people.field.legal_form"),
    ListColumn("people.field.siren"), ListColumn("people.field.members", isNumber: true), ListColumn("people.field.listed"),
  ]

  /// What the query asks for, within the viewer's reach.
  static func search(_ visit: Visit, _ list: ListQuery) -> OrganisationSearch {
    var search = OrganisationSearch(within: visit.viewer.reach(of: .seeOrganisations))
    (search.words, search.sort, search.isDescending) = (list.foldedWords, list.sort, list.isDescending)
    (search.limit, search.offset) = (list.size, list.offset)
    search.kind = OrganisationKind(rawValue: visit.query["kind"])
    return search
  }

  @Sendable static func list(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["name", "kind", "created"])
    let search = search(visit, list)
    let today = visit.today
    let found = try await visit.database.read { transaction in
      (try transaction.organisations(search), try transaction.memberCounts(on: today))
    }
    let filter = visit.filter(
      "kind", label: "people.field.kind", options: visit.options(of: OrganisationKind.self, texts: "people.kind"), all: "people.anyKind")
    let mayAdd = visit.viewer.may(.changeOrganisations)
    return visit.listPage(
      ListFrame(
        title: visit.text("people.organisations.title"),
        actions: mayAdd ? [PageLink(visit.text("people.organisations.new"), "/organisations/new", isMain: true)] : [],
        csv: "/organisations.csv", filters: [filter]), list, total: found.0.total, columns: columns,
      rows: found.0.rows.map { row($0, members: found.1[$0.id] ?? 0, visit) })
  }

  private static func row(_ organisation: Organisation, members: Int, _ visit: Visit) -> PageRow {
    let facts = organisation.facts
    let also = [
      facts.legalName == facts.usualName ? nil : facts.legalName, facts.invented ? visit.text("people.invented") : nil,
    ].compactMap(\.self)
    return PageRow([
      PageCell(
        facts.usualName, path: "/organisations/\(organisation.id)", note: also.isEmpty ? nil : also.joined(separator: " · ")),
      PageCell(visit.text(facts.kind.text)), PageCell(facts.legalForm.map { visit.text($0.text) } ?? "–"),
      PageCell(facts.siren.flatMap { SIREN($0)?.description } ?? "–", isTight: true), PageCell(visit.format.number(members)),
      PageCell(facts.listing.isListed(on: visit.today) ? visit.text("people.yes") : "–"),
    ])
  }

  @Sendable static func table(_ visit: Visit) async throws -> Answer {
    var search = search(visit, visit.list(sorts: ["name", "kind", "created"]))
    (search.limit, search.offset) = (100_000, 0)
    let asked = search
    let found = try await visit.database.read { transaction in try transaction.organisations(asked).rows }
    // The same columns an import reads; addresses for who sees the people of all that is listed.
    let seesAddresses = found.allSatisfy { visit.viewer.may(.seePersons, for: $0.id) }
    let rows = found.map { organisation -> [String] in
      let line = OrganisationTable.line(organisation.facts, key: organisation.externalKey ?? organisation.id.text)
      return (line + (seesAddresses ? OrganisationTable.addressLine(organisation.facts) : [])).map { $0 ?? "" }
    }
    let header = OrganisationTable.columns + (seesAddresses ? OrganisationTable.addressColumns : [])
    return .csv(header, rows, name: "organisations-\(visit.today).csv")
  }
}
