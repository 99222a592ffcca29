import Kernel
import Store
import Web

/// All milestones, with the day that counts and how often it was said anew.
package struct MilestoneListPage: Page {
  struct Line: Sendable {
    let path: String
    let name: String
    let kind: String
    let building: String
    let day: String
    let state: String
    let times: String
  }
  package static let template = "spaces-milestone-list"
  package let title: String
  let newPath: String?
  let isEmpty: Bool
  let lines: [Line]
  package static let sample = MilestoneListPage(
    title: "Jalons", newPath: "/milestones/new", isEmpty: false,
    lines: [
      Line(
        path: "/milestones/1", name: "Mise en service", kind: "mise en service", building: "B23", day: "1er février 2019", state: "atteint",
        times: "4")
    ])
}

/// The form of a new milestone.
package struct MilestoneFormPage: Page {
  package static let template = "spaces-milestone-form"
  package let title: String
  let fields: [Field]
  package static let sample = MilestoneFormPage(title: "Nouveau jalon", fields: [Field("name", .text, label: "Nom")])
}

extension MilestoneRoutes {
  func list(_ visit: Visit) async throws -> Answer {
    let (found, buildings) = try await visit.database.read { (try $0.milestones(), try $0.buildings()) }
    let names = Dictionary(buildings.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let lines = found.map { line in
      MilestoneListPage.Line(
        path: "/milestones/\(line.milestone.id)", name: line.milestone.name,
        kind: visit.text("spaces.milestones.kind.\(line.milestone.kind.rawValue)"),
        building: names[line.milestone.building] ?? "", day: visit.format.day(line.day),
        state: visit.text(line.isReached ? "spaces.milestones.reached" : "spaces.milestones.planned"), times: String(line.times))
    }
    return .page(
      MilestoneListPage(
        title: visit.text("spaces.milestones.title"), newPath: visit.viewer.may(.writeMilestones) ? "/milestones/new" : nil,
        isEmpty: lines.isEmpty,
        lines: lines))
  }

  func newForm(_ visit: Visit) async throws -> Answer {
    let buildings = try await visit.database.read { try $0.buildings() }
    return .page(
      MilestoneFormPage(
        title: visit.text("spaces.milestones.new"),
        fields: [
          visit.field("name", .text, label: "spaces.milestones.name", required: true),
          visit.field(
            "building", .select, label: "spaces.milestones.building", value: visit.query["building"], required: true,
            options: buildings.map { Field.Option($0.id.text, $0.name) }),
          visit.field(
            "kind", .select, label: "spaces.milestones.what", required: true,
            options: visit.options(of: MilestoneKind.self, texts: "spaces.milestones.kind")),
          visit.field("day", .date, label: "spaces.milestones.day", required: true),
          visit.field("reason", .textarea, label: "spaces.milestones.reason"),
        ]))
  }
}
