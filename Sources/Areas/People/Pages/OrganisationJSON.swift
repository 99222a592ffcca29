import Kernel
import Web

/// An organisation as the API tells it: under the names its fields have in forms and files.
struct OrganisationJSON: Encodable, Sendable {
  let id: OrganisationID
  let key: String?
  let facts: OrganisationFacts
  /// Its address and what the register says of it are told to who sees its people.
  let seesAddress: Bool

  init(_ organisation: Organisation, for viewer: Viewer) {
    (id, key, facts) = (organisation.id, organisation.externalKey, organisation.facts)
    seesAddress = viewer.may(.seePersons, for: organisation.id)
  }

  private enum CodingKeys: String, CodingKey {
    case id, key, kind, siren, siret, activity, website, invented
    case legalName = "legal_name"
    case usualName = "usual_name"
    case legalForm = "legal_form"
    case vatNumber = "vat_number"
    case listedFrom = "listed_from"
    case french = "description_fr"
    case english = "description_en"
    case german = "description_de"
    case street, postcode, city, country
    case shareCapital = "share_capital"
    case registerPlace = "register_place"
    case registerNumber = "register_number"
    case publicationDirector = "publication_director"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encodeIfPresent(key, forKey: .key)
    try container.encode(facts.legalName, forKey: .legalName)
    try container.encode(facts.usualName, forKey: .usualName)
    try container.encode(facts.kind, forKey: .kind)
    try container.encodeIfPresent(facts.legalForm, forKey: .legalForm)
    try container.encodeIfPresent(facts.siren, forKey: .siren)
    try container.encodeIfPresent(facts.siret, forKey: .siret)
    try container.encodeIfPresent(facts.vatNumber, forKey: .vatNumber)
    try container.encodeIfPresent(facts.activity, forKey: .activity)
    try container.encodeIfPresent(facts.website, forKey: .website)
    try container.encode(facts.invented, forKey: .invented)
    try container.encodeIfPresent(facts.listing.from, forKey: .listedFrom)
    try container.encodeIfPresent(facts.listing.french, forKey: .french)
    try container.encodeIfPresent(facts.listing.english, forKey: .english)
    try container.encodeIfPresent(facts.listing.german, forKey: .german)
    if seesAddress { try encodeAddress(into: &container) }
  }

  private func encodeAddress(into container: inout KeyedEncodingContainer<CodingKeys>) throws {
    try container.encodeIfPresent(facts.address.street, forKey: .street)
    try container.encodeIfPresent(facts.address.postcode, forKey: .postcode)
    try container.encodeIfPresent(facts.address.city, forKey: .city)
    try container.encode(facts.address.country, forKey: .country)
    try container.encodeIfPresent(facts.register.shareCapital, forKey: .shareCapital)
    try container.encodeIfPresent(facts.register.place, forKey: .registerPlace)
    try container.encodeIfPresent(facts.register.number, forKey: .registerNumber)
    try container.encodeIfPresent(facts.register.publicationDirector, forKey: .publicationDirector)
  }
}
