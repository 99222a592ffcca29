import Kernel
import Store
import Web

extension OrganisationRoutes {
  /// The form of an organisation that is new, or known.
  static func form(_ visit: Visit, _ known: Organisation?, title: String, action: String, back: String) async throws -> Answer {
    let facts = known?.facts
    let runsHouse = try await visit.database.read { transaction in
      try known.map { known in try transaction.houseEntities().contains { $0.organisation == known.id } } ?? false
    }
    let kinds = visit.options(of: OrganisationKind.self, texts: "people.kind")
    let forms = [Field.Option("", "–")] + visit.options(of: LegalForm.self, texts: "people.legalForm")
    var fields = [
      visit.field(
        "legal_name", label: "people.field.legal_name", value: facts?.legalName, required: true, autocomplete: "organization",
        width: "medium"),
      visit.field("usual_name", label: "people.field.usual_name", value: facts?.usualName, hint: "people.hint.usual_name", width: "medium"),
      visit.field(
        "kind", .select, label: "people.field.kind", value: facts?.kind.rawValue, required: true, options: kinds, width: "medium"),
      visit.field(
        "legal_form", .select, label: "people.field.legal_form", value: facts?.legalForm?.rawValue, options: forms, width: "medium"),
      visit.field(
        "siren", label: "people.field.siren", value: facts?.siren, hint: "people.hint.siren", inputMode: "numeric", width: "short"),
      visit.field(
        "siret", label: "people.field.siret", value: facts?.siret, hint: "people.hint.siret", inputMode: "numeric", width: "short"),
      visit.field("vat_number", label: "people.field.vat_number", value: facts?.vatNumber, hint: "people.hint.vat_number", width: "short"),
    ]
    fields += addressFields(visit, facts?.address) + registerFields(visit, facts?.register)
    // Only who runs the house publishes in its name.
    if runsHouse || facts?.register.publicationDirector != nil {
      fields.append(
        visit.field(
          "publication_director", label: "people.field.publication_director", value: facts?.register.publicationDirector,
          hint: "people.hint.publication_director"))
    }
    fields += [
      visit.field("activity", label: "people.field.activity", value: facts?.activity, hint: "people.field.activityHint"),
      visit.field("website", .url, label: "people.field.website", value: facts?.website, autocomplete: "url"),
      visit.box("invented", label: "people.field.invented", ticked: facts?.invented ?? false, hint: "people.hint.invented"),
    ]
    return .page(FormPage(title: title, lead: nil, action: action, fields: fields, button: visit.text("people.save"), back: back))
  }

  private static func addressFields(_ visit: Visit, _ address: PostalAddress?) -> [Field] {
    let countries = CountryCode.all.map { Field.Option($0, visit.text(CountryCode.text($0))) }.sorted(byFolding: \.label)
    return [
      visit.field(
        "street", .textarea, label: "people.field.street", value: address?.street, hint: "people.hint.street",
        autocomplete: "street-address"),
      visit.field(
        "postcode", label: "people.field.postcode", value: address?.postcode, autocomplete: "postal-code", width: "short"),
      visit.field("city", label: "people.field.city", value: address?.city, autocomplete: "address-level2", width: "short"),
      visit.field(
        "country", .select, label: "people.field.country", value: address?.country ?? PostalAddress.home, options: countries,
        autocomplete: "country", width: "short"),
    ]
  }

  private static func registerFields(_ visit: Visit, _ register: RegisterFacts?) -> [Field] {
    [
      visit.field(
        "share_capital", label: "people.field.share_capital", value: register?.shareCapital.map { visit.format.typed($0) },
        inputMode: "decimal", width: "short"),
      visit.field(
        "register_place", label: "people.field.register_place", value: register?.place, hint: "people.hint.register_place", width: "short"),
      visit.field(
        "register_number", label: "people.field.register_number", value: register?.number, hint: "people.hint.register_number",
        width: "short"),
    ]
  }
}
