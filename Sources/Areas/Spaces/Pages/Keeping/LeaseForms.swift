import Kernel
import Store
import Web

extension KeepingRoutes {
  func newLease(_ visit: Visit) async throws -> Answer {
    let building = try await foundBuilding(visit)
    return leaseForm(visit, building, nil, action: "/buildings/\(building.id)/head-leases")
  }
  func editLease(_ visit: Visit) async throws -> Answer {
    let building = try await foundBuilding(visit)
    let id: ID<HeadLease> = try visit.id("lease")
    guard let lease = try await visit.database.read({ try $0.headLeases(of: building.id) }).first(where: { $0.id == id }) else {
      throw Refusal.notFound
    }
    return leaseForm(visit, building, lease, action: "/buildings/\(building.id)/head-leases/\(id)")
  }

  func setLease(_ visit: Visit) async throws -> Answer {
    _ = try await leaseSet(visit)
    return .see("/buildings/\(visit.path("building"))").saying("spaces.keeping.done.saved")
  }
  /// A further lease, or the one of the path said anew.
  func leaseSet(_ visit: Visit) async throws -> ID<HeadLease> {
    let building: ID<Building> = try visit.id("building")
    let lease: ID<HeadLease>? = visit.parameters["lease"] == nil ? nil : try visit.id("lease")
    var reader = InputReader(visit.form)
    let landlord = reader.requiredText("landlord")
    let tenant = reader.requiredText("tenant")
    let reference = reader.text("reference") ?? ""
    let before = reader.problems.items.count
    let span = reader.span("from", last: "last")
    if span?.until == nil, reader.problems.items.count == before { reader.problems.add("kernel.problem.missing", field: "last") }
    try reader.finish()
    guard let span else { throw Refusal.invalid("kernel.problem.missing", field: "from") }
    return try await visit.perform(
      SetHeadLease(lease, building: building, landlord: landlord, tenant: tenant, reference: reference, span: span))
  }

  private func leaseForm(_ visit: Visit, _ building: Building, _ lease: HeadLease?, action: String) -> Answer {
    visit.keepingForm(
      visit.text(lease == nil ? "spaces.keeping.lease.new" : "spaces.keeping.lease.change"),
      crumbs: [visit.buildingsCrumb, PageLink(building.name, "/buildings/\(building.id)")], lead: "spaces.keeping.lease.lead",
      action: action,
      groups: [
        (
          nil,
          [
            visit.field("landlord", label: "spaces.keeping.field.landlord", value: lease?.landlord, required: true),
            visit.field("tenant", label: "spaces.keeping.field.tenant", value: lease?.tenant, required: true),
            visit.field("reference", label: "spaces.keeping.field.reference", value: lease?.reference),
            visit.field("from", .date, label: "spaces.keeping.field.from", value: lease?.span.from.description, required: true),
            visit.field("last", .date, label: "spaces.keeping.field.last", value: lease?.span.last?.description, required: true),
          ]
        )
      ])
  }
}
