import Kernel
import Store
import Web

extension KeepingRoutes {
  func newRent(_ visit: Visit) async throws -> Answer {
    let building = try await foundBuilding(visit)
    let kinds = CellKind.allCases.filter(\.isLettable).map { Field.Option($0.rawValue, visit.text("spaces.plan.kind.\($0.rawValue)")) }
    var fields = [
      visit.field("kind", .select, label: "spaces.keeping.field.kind", value: visit.query["kind"], required: true, options: kinds),
      visit.field("yearly", .money, label: "spaces.keeping.field.yearly", required: true, hint: "spaces.keeping.rent.yearlyHint"),
      visit.field("from", .date, label: "spaces.keeping.field.from", value: visit.today.description, required: true),
    ]
    // Only once it was refused because of what is said already may that be replaced.
    if visit.problems.contains(where: { $0.field == "replace" }) {
      fields.append(visit.box("replace", label: "spaces.keeping.rent.replace", ticked: false))
    }
    return visit.keepingForm(
      visit.text("spaces.keeping.rent.new"),
      crumbs: [visit.buildingsCrumb, PageLink(building.name, "/buildings/\(building.id)")], lead: "spaces.keeping.rent.lead",
      action: "/buildings/\(building.id)/rents", groups: [(nil, fields)])
  }

  func setRent(_ visit: Visit) async throws -> Answer {
    try await rentSet(visit)
    return .see("/buildings/\(visit.path("building"))").saying("spaces.keeping.done.rent")
  }
  func rentSet(_ visit: Visit) async throws {
    let building: ID<Building> = try visit.id("building")
    var reader = InputReader(visit.form)
    let kind = reader.requiredChoice("kind", of: CellKind.self)
    let yearly = reader.required("yearly") { $0.money("yearly") }
    let from = reader.requiredDay("from")
    let replaces = reader.flag("replace")
    try reader.finish()
    guard let kind, let yearly, let from else { throw Refusal.invalid("kernel.problem.missing", field: "kind") }
    try await visit.perform(SetListRent(building: building, kind: kind, from: from, yearly: yearly, replaces: replaces))
  }
}
