import Kernel
import Store
import Web

extension KeepingRoutes {
  func newSite(_ visit: Visit) async throws -> Answer { siteForm(visit, nil, action: "/sites") }
  func editSite(_ visit: Visit) async throws -> Answer {
    let id: ID<Sites> = try visit.id("site")
    guard let site = try await visit.database.read({ try $0.site(id) }) else { throw Refusal.notFound }
    return siteForm(visit, site, action: "/sites/\(id)")
  }

  func addSite(_ visit: Visit) async throws -> Answer {
    let id = try await visit.perform(AddSite(try visit.reading { $0.siteFacts() }))
    return .see("/buildings/new?site=\(id)").saying("spaces.keeping.done.site")
  }
  func changeSite(_ visit: Visit) async throws -> Answer {
    let id: ID<Sites> = try visit.id("site")
    try await visit.perform(ChangeSite(id, try visit.reading { $0.siteFacts() }))
    return .see("/buildings").saying("spaces.keeping.done.saved")
  }

  private func siteForm(_ visit: Visit, _ site: Site?, action: String) -> Answer {
    visit.keepingForm(
      site?.name ?? visit.text("spaces.keeping.site.new"), crumbs: [visit.buildingsCrumb], lead: "spaces.keeping.site.lead", action: action,
      groups: [
        (
          nil,
          [
            visit.field(
              "name", label: "spaces.keeping.field.name", value: site?.name, required: true, hint: "spaces.keeping.site.nameHint"),
            visit.field("street", label: "spaces.keeping.field.street", value: site?.street, autocomplete: "street-address"),
            visit.field(
              "postcode", label: "spaces.keeping.field.postcode", value: site?.postcode, autocomplete: "postal-code", width: "short"),
            visit.field("city", label: "spaces.keeping.field.city", value: site?.city, autocomplete: "address-level2"),
            visit.field(
              "country", label: "spaces.keeping.field.country", value: site?.country ?? "FR", hint: "spaces.keeping.site.countryHint",
              width: "short"),
          ]
        )
      ])
  }
}

extension InputReader {
  mutating func siteFacts() -> SiteFacts {
    SiteFacts(
      name: requiredText("name"), street: text("street") ?? "", postcode: text("postcode", limit: 20) ?? "", city: text("city") ?? "",
      country: text("country", limit: 2)?.uppercased() ?? "FR")
  }
}
