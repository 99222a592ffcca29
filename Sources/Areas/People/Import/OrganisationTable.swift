import Kernel

/// `organisations.csv` as the list and the export write it, with the columns an import reads.
enum OrganisationTable {
  static let columns = [
    "key", "legal_name", "usual_name", "kind", "legal_form", "siren", "siret", "vat_number", "activity", "website", "invented",
    "listed_from", "description_fr", "description_en", "description_de",
  ]
  /// Left out where one may not see them; an import without one of them keeps what is known.
  static let addressColumns = [
    "street", "postcode", "city", "country", "share_capital", "register_place", "register_number", "publication_director",
  ]

  static func line(_ facts: OrganisationFacts, key: String?) -> [String?] {
    [
      key, facts.legalName, facts.usualName, facts.kind.rawValue, facts.legalForm?.rawValue, facts.siren, facts.siret, facts.vatNumber,
      facts.activity, facts.website, facts.invented ? "1" : "0", facts.listing.from?.description, facts.listing.french,
      facts.listing.english, facts.listing.german,
    ]
  }
  static func addressLine(_ facts: OrganisationFacts) -> [String?] {
    let (address, register) = (facts.address, facts.register)
    return [
      address.street, address.postcode, address.city, address.country, register.shareCapital?.decimal, register.place, register.number,
      register.publicationDirector,
    ]
  }

  /// What the file does not say stays as it is known.
  static func keeping(_ known: OrganisationFacts, in facts: OrganisationFacts, header: Set<String>) -> OrganisationFacts {
    var facts = facts
    if header.isDisjoint(with: ["street", "postcode", "city", "country"]) { facts.address = known.address }
    if !header.contains("share_capital") { facts.register.shareCapital = known.register.shareCapital }
    if !header.contains("register_place") { facts.register.place = known.register.place }
    if !header.contains("register_number") { facts.register.number = known.register.number }
    if !header.contains("publication_director") { facts.register.publicationDirector = known.register.publicationDirector }
    return facts
  }
}
