import Kernel
import Store
import Web

/// The form of a new milestone, or of what is plainly said of one.
package struct MilestoneFormPage: Page {
  package static let template = "spaces-milestone-form"
  package let title: String
  let crumbs: [PageLink]
  let action: String
  let fields: [Field]
  let hint: String?
  let back: String
  package static let sample = MilestoneFormPage(
    title: "Nouveau jalon", crumbs: [PageLink("Jalons", "/milestones")], action: "/milestones",
    fields: [Field("name", .text, label: "Nom")], hint: "Sa date s’annonce sur sa page.", back: "/milestones")
}

extension MilestoneRoutes {
  func list(_ visit: Visit) async throws -> Answer {
    let (found, buildings) = try await visit.database.read { (try $0.milestones(), try $0.buildings()) }
    let names = Dictionary(buildings.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let list = visit.list(sorts: ["day", "name", "times"], size: 100)
    var shown = found.filter { list.finds("\($0.milestone.name) \(names[$0.milestone.building] ?? "")") }
    switch list.sort {
    case "name": shown = shown.sorted(byFolding: \.milestone.name)
    case "times": shown.sort { $0.times < $1.times }
    default: break
    }
    if list.isDescending { shown.reverse() }
    let rows = list.slice(shown).map { line in
      PageRow([
        PageCell(line.milestone.name, path: "/milestones/\(line.milestone.id)"),
        PageCell(visit.text("spaces.milestones.kind.\(line.milestone.kind.rawValue)")), PageCell(names[line.milestone.building] ?? ""),
        PageCell(visit.format.day(line.day), isTight: true),
        PageCell(visit.text(line.isReached ? "spaces.milestones.reached" : "spaces.milestones.planned")), PageCell(String(line.times)),
      ])
    }
    let columns = [
      ListColumn("spaces.milestones.name", sort: "name"), ListColumn("spaces.milestones.what"), ListColumn("spaces.milestones.building"),
      ListColumn("spaces.milestones.day", sort: "day"), ListColumn("spaces.milestones.state"),
      ListColumn("spaces.milestones.times", sort: "times", isNumber: true),
    ]
    let mayWrite = visit.viewer.may(.writeMilestones)
    return visit.listPage(
      ListFrame(
        title: visit.text("spaces.milestones.title"), lead: visit.text("spaces.milestones.lead"),
        actions: mayWrite ? [PageLink(visit.text("spaces.milestones.new"), "/milestones/new", isMain: true)] : []), list,
      total: shown.count, columns: columns, rows: rows, hint: "spaces.milestones.none")
  }

  func newForm(_ visit: Visit) async throws -> Answer {
    let buildings = try await visit.database.read { try $0.buildings() }
    return .page(
      MilestoneFormPage(
        title: visit.text("spaces.milestones.new"), crumbs: [visit.milestonesCrumb], action: "/milestones",
        fields: [
          nameField(visit),
          visit.field(
            "building", .select, label: "spaces.milestones.building", value: visit.query["building"], required: true,
            options: buildings.map { Field.Option($0.id.text, $0.name) }),
          kindField(visit),
          visit.field("day", .date, label: "spaces.milestones.day", required: true),
          visit.field("reason", .textarea, label: "spaces.milestones.reason"),
        ], hint: nil, back: "/milestones"))
  }

  func editForm(_ visit: Visit) async throws -> Answer {
    let id: ID<Milestone> = try visit.id("milestone")
    guard let known = try await visit.database.read({ try $0.milestone(id) })?.milestone else { throw Refusal.notFound }
    let path = "/milestones/\(id)"
    return .page(
      MilestoneFormPage(
        title: visit.text("spaces.milestones.change"), crumbs: [visit.milestonesCrumb, PageLink(known.name, path)], action: path,
        fields: [nameField(visit, known.name), kindField(visit, known.kind)], hint: visit.text("spaces.milestones.changeHint"), back: path))
  }

  private func nameField(_ visit: Visit, _ name: String? = nil) -> Field {
    visit.field("name", .text, label: "spaces.milestones.name", value: name, required: true)
  }
  private func kindField(_ visit: Visit, _ kind: MilestoneKind? = nil) -> Field {
    visit.field(
      "kind", .select, label: "spaces.milestones.what", value: kind?.rawValue, required: true,
      options: visit.options(of: MilestoneKind.self, texts: "spaces.milestones.kind"))
  }
}

extension Visit {
  fileprivate var milestonesCrumb: PageLink { PageLink(text("spaces.milestones.title"), "/milestones") }
}
