import Kernel
import People
import Store
import Web

/// One organisation's people in the house: what was said, from when, and saying it anew.
package struct HeadcountPage: Page {
  struct Said: Sendable {
    let from: String
    let people: String
    let change: String?
    let isNow: Bool
  }
  package static let template = "spaces-headcount"
  package let title: String
  let crumbs: [PageLink]
  let now: String
  let said: [Said]
  let hasSaid: Bool
  let action: String
  let fields: [Field]

  package static let sample = HeadcountPage(
    title: "Ada : effectif", crumbs: [PageLink("Effectifs", "/headcounts")], now: "12 personnes",
    said: [Said(from: "1er septembre 2024", people: "12", change: "+4", isNow: true)], hasSaid: true,
    action: "/organisations/1/headcount", fields: [Field("people", .number, label: "Personnes")])
}

/// An organisation with what it says and has today.
struct HeadcountLine: Sendable {
  let id: OrganisationID
  let name: String
  let people: Int?
  let since: Day?
  let cells: [String]
  let area: FloorArea
}

extension KeepingRoutes {
  private static let headcountSorts = ["name", "people", "area", "since"]

  func headcounts(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: KeepingRoutes.headcountSorts, size: 100)
    let found = try await headcountLines(visit, list)
    let format = visit.format
    let columns = [
      ListColumn("spaces.keeping.headcount.organisation", sort: "name"),
      ListColumn("spaces.keeping.field.people", sort: "people", isNumber: true),
      ListColumn("spaces.keeping.headcount.since", sort: "since"),
      ListColumn("spaces.keeping.field.cells"), ListColumn("spaces.keeping.column.area", sort: "area", isNumber: true),
    ]
    // Who holds nothing today counts nowhere in the house, as on the plan.
    let people = found.filter { !$0.cells.isEmpty }.reduce(0) { $0 + ($1.people ?? 0) }
    var frame = ListFrame(
      title: visit.text("spaces.keeping.tab.headcounts"),
      lead: "\(visit.text("spaces.keeping.headcount.total")) \(format.number(people))", tabs: visit.keepingTabs("/headcounts"),
      csv: "/headcounts.csv")
    frame.notes = [visit.text("spaces.keeping.headcount.lead")]
    return visit.listPage(
      frame, list, total: found.count, columns: columns,
      rows: list.slice(found).map {
        PageRow([
          PageCell($0.name, path: "/organisations/\($0.id)/headcount"), PageCell($0.people.map { format.number($0) } ?? "–"),
          PageCell($0.since.map { format.shortDay($0) } ?? "", isTight: true), PageCell($0.cells.joined(separator: ", ")),
          PageCell(format.area($0.area)),
        ])
      })
  }

  func headcountsCSV(_ visit: Visit) async throws -> Answer {
    let found = try await headcountLines(visit, visit.list(sorts: KeepingRoutes.headcountSorts))
    let rows = found.map { line in
      [
        line.name, line.people.map { "\($0)" } ?? "", line.since?.description ?? "", line.cells.joined(separator: " "),
        visit.format.typed(line.area),
      ]
    }
    return .csv(
      ["headcount.organisation", "field.people", "headcount.since", "field.cells", "field.area"].map { visit.text("spaces.keeping.\($0)") },
      rows, name: "headcounts-\(visit.today).csv")
  }

  /// Organisations in the house today or that ever said how many they are, as far as the viewer may say it for them.
  private func headcountLines(_ visit: Visit, _ list: ListQuery) async throws -> [HeadcountLine] {
    let (today, viewer) = (visit.today, visit.viewer)
    let all = try await visit.database.read { transaction -> [HeadcountLine] in
      let said = Dictionary(grouping: try transaction.headcounts(), by: \.organisation)
      var held: [OrganisationID: [HeldCell]] = [:]
      for line in try transaction.standingHoldLines([.let], on: today) where line.hold.span.contains(today) {
        if let organisation = line.hold.organisation { held[organisation, default: []] += line.cells }
      }
      return try transaction.organisationNames().compactMap { organisation in
        let (lines, cells) = (said[organisation.id] ?? [], held[organisation.id] ?? [])
        guard viewer.may(.countPeople, for: organisation.id), viewer.may(.countPeople) ? !lines.isEmpty || !cells.isEmpty : true else {
          return nil
        }
        let now = lines.last { $0.from <= today }
        return HeadcountLine(
          id: organisation.id, name: organisation.name, people: now?.people, since: now?.from, cells: cells.map(\.code),
          area: cells.reduce(.zero) { $0 + $1.area })
      }
    }
    let found = all.filter { list.finds("\($0.name) \($0.cells.joined(separator: " "))") }
    let ordered =
      switch list.sort {
      case "people": found.sorted { ($0.people ?? -1, $1.name) < ($1.people ?? -1, $0.name) }
      case "area": found.sorted { $0.area < $1.area }
      case "since": found.sorted { ($0.since ?? Day(number: 0)) < ($1.since ?? Day(number: 0)) }
      default: found.sorted(byFolding: \.name)
      }
    return list.isDescending ? ordered.reversed() : ordered
  }
}
