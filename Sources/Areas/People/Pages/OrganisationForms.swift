import Kernel
import Store
import Web

extension OrganisationRoutes {
  @Sendable static func new(_ visit: Visit) async throws -> Answer {
    try await form(visit, nil, title: visit.text("people.organisations.new"), action: "/organisations", back: "/organisations")
  }

  @Sendable static func add(_ visit: Visit) async throws -> Answer {
    let facts = try visit.reading { $0.organisationFacts() }
    let id = try await visit.perform(AddOrganisation(facts))
    return Answer.see("/organisations/\(id)").saying("people.done.saved")
  }

  @Sendable static func edit(_ visit: Visit) async throws -> Answer {
    let organisation = try await found(visit, .changeOrganisations)
    let address = "/organisations/\(organisation.id)"
    return try await form(visit, organisation, title: organisation.name, action: address, back: address)
  }

  @Sendable static func change(_ visit: Visit) async throws -> Answer {
    let id: OrganisationID = try visit.id("organisation")
    let facts = try visit.reading { $0.organisationFacts() }
    try await visit.perform(ChangeOrganisation(id, facts))
    return Answer.see("/organisations/\(id)").saying("people.done.saved")
  }

  @Sendable static func describe(_ visit: Visit) async throws -> Answer {
    let organisation = try await found(visit, .describeOrganisations)
    let listing = organisation.facts.listing
    var texts = [("description_fr", listing.french), ("description_en", listing.english), ("description_de", listing.german)].map {
      visit.field($0.0, .textarea, label: "people.field.\($0.0)", value: $0.1)
    }
    texts.append(
      visit.field("activity", label: "people.field.activity", value: organisation.facts.activity, hint: "people.field.activityHint"))
    texts.append(visit.field("website", .url, label: "people.field.website", value: organisation.facts.website, autocomplete: "url"))
    let box = visit.box("listed", label: "people.field.listedConsent", ticked: listing.from != nil, hint: "people.hint.listed")
    return .page(
      FormPage(
        title: organisation.name, lead: visit.text("people.organisations.listingLead"), action: "/organisations/\(organisation.id)/listing",
        fields: [box] + texts, button: visit.text("people.save"), back: "/organisations/\(organisation.id)"))
  }

  @Sendable static func saveListing(_ visit: Visit) async throws -> Answer {
    let organisation = try await found(visit, .describeOrganisations)
    let today = visit.today
    let act = try visit.reading { reader in
      var listing = reader.listing()
      listing.from = reader.flag("listed") ? organisation.facts.listing.from ?? today : nil
      return ListInDirectory(organisation.id, listing, activity: reader.text("activity"), website: reader.website("website"))
    }
    try await visit.perform(act)
    return Answer.see("/organisations/\(organisation.id)").saying("people.done.saved")
  }

  /// The organisation of the path, if the viewer may do this with it.
  static func found(_ visit: Visit, _ permission: Permission) async throws -> Organisation {
    let id: OrganisationID = try visit.id("organisation")
    try visit.viewer.demand(permission, for: id)
    guard let organisation = try await visit.database.read({ transaction in try transaction.organisation(id) }) else {
      throw Refusal.notFound
    }
    return organisation
  }
}
