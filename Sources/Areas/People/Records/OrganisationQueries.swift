import Kernel
import Store

extension Transaction {
  package borrowing func organisation(_ id: OrganisationID) throws -> Organisation? {
    try one("SELECT * FROM organisations WHERE id = \(id)")
  }
  /// By the key it was imported under.
  package borrowing func organisation(key: String) throws -> Organisation? {
    try one("SELECT * FROM organisations WHERE external_key = \(key)")
  }
  /// All usual names, in their order.
  package borrowing func organisationNames() throws -> [(id: OrganisationID, name: String)] {
    var names: [(id: OrganisationID, name: String)] = []
    try eachRow("SELECT id, usual_name FROM organisations ORDER BY name_key, id") { reader in
      names.append((OrganisationID(try reader.text()), try reader.text()))
    }
    return names
  }
  package borrowing func organisations(_ ids: [OrganisationID]) throws -> [Organisation] {
    try all("SELECT * FROM organisations WHERE id IN \(list: ids) ORDER BY name_key, id")
  }
  /// Those who agreed to stand in the public directory on that day.
  package borrowing func listedOrganisations(on day: Day) throws -> [Organisation] {
    try all("SELECT * FROM organisations WHERE listed_from <= \(day) ORDER BY name_key, id")
  }
  /// The usual names of the first of them, the invented ones last.
  package borrowing func listedNames(on day: Day, limit: Int) throws -> [String] {
    try rows("SELECT usual_name FROM organisations WHERE listed_from <= \(day) ORDER BY invented, name_key, id LIMIT \(limit)").map {
      try $0.get("usual_name")
    }
  }
  /// All within reach, in the order of their names.
  package borrowing func organisations(within reach: Reach) throws -> [Organisation] {
    switch reach {
    case .everything: try all("SELECT * FROM organisations ORDER BY name_key, id")
    case .only(let ids): try organisations(Array(ids))
    }
  }

  borrowing func insert(_ facts: OrganisationFacts, as id: OrganisationID, key: String?, at now: Instant) throws {
    try run(
      """
      INSERT INTO organisations (id, external_key, legal_name, usual_name, name_key, search_key, kind, legal_form, siren, siret, vat_number,
        activity, website, invented, listed_from, description_fr, description_en, description_de, street, postcode, city, country, share_capital,
        register_place, register_number, publication_director, created_at)
      VALUES (\(id), \(key), \(facts.legalName), \(facts.usualName), \(facts.usualName.folded), \(facts.searchKey), \(facts.kind),
        \(facts.legalForm), \(facts.siren), \(facts.siret), \(facts.vatNumber), \(facts.activity), \(facts.website), \(facts.invented),
        \(facts.listing.from), \(facts.listing.french), \(facts.listing.english), \(facts.listing.german),
        \(facts.address.street), \(facts.address.postcode), \(facts.address.city), \(facts.address.country),
        \(facts.register.shareCapital), \(facts.register.place), \(facts.register.number), \(facts.register.publicationDirector), \(now))
      """)
  }
  borrowing func update(_ facts: OrganisationFacts, of id: OrganisationID) throws {
    try run(
      """
      UPDATE organisations SET legal_name = \(facts.legalName), usual_name = \(facts.usualName), name_key = \(facts.usualName.folded),
        search_key = \(facts.searchKey), kind = \(facts.kind), legal_form = \(facts.legalForm), siren = \(facts.siren), siret = \(facts.siret),
        vat_number = \(facts.vatNumber), activity = \(facts.activity), website = \(facts.website), invented = \(facts.invented),
        listed_from = \(facts.listing.from), description_fr = \(facts.listing.french), description_en = \(facts.listing.english),
        description_de = \(facts.listing.german), street = \(facts.address.street), postcode = \(facts.address.postcode),
        city = \(facts.address.city), country = \(facts.address.country), share_capital = \(facts.register.shareCapital),
        register_place = \(facts.register.place), register_number = \(facts.register.number),
        publication_director = \(facts.register.publicationDirector)
      WHERE id = \(id)
      """)
  }

  /// Another organisation that is the same in the register: the same establishment, or the same entity where either names no establishment.
  borrowing func registerTwin(of facts: OrganisationFacts, except id: OrganisationID?) throws -> Organisation? {
    guard let siren = facts.siren ?? facts.siret.map({ String($0.prefix(9)) }) else { return nil }
    let twins: [Organisation] = try all("SELECT * FROM organisations WHERE siren = \(siren) ORDER BY id")
    return twins.first { $0.id != id && ($0.facts.siret == nil || facts.siret == nil || $0.facts.siret == facts.siret) }
  }
}

extension OrganisationFacts {
  /// Everything a search looks through, folded.
  var searchKey: String {
    [usualName, legalName, siren, siret, vatNumber, activity].compactMap(\.self).joined(separator: " ").folded
  }
}
