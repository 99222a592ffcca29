import Kernel
import Store

extension OrganisationKind: Bindable, Fetchable {}
extension LegalForm: Bindable, Fetchable {}
extension HouseFunction: Bindable, Fetchable {}

/// A company, school, association or public body that the house knows.
package struct Organisation: RowReadable, Sendable, Hashable {
  package let id: OrganisationID
  /// The key it was imported under, by which a later import finds it again.
  package let externalKey: String?
  package let facts: OrganisationFacts
  package let createdAt: Instant

  package init(row: Row) throws {
    id = try row.get("id")
    externalKey = try row.get("external_key")
    facts = try OrganisationFacts(row: row)
    createdAt = try row.get("created_at")
  }

  package var name: String { facts.usualName }
  package var subject: String { "organisation/\(id)" }
}

/// What can be said of an organisation, as typed or imported, already checked.
package struct OrganisationFacts: RowReadable, Sendable, Hashable, Codable {
  package var legalName: String
  package var usualName: String
  package var kind: OrganisationKind
  package var legalForm: LegalForm?
  /// Nine digits.
  package var siren: String?
  /// Fourteen digits that begin with the SIREN.
  package var siret: String?
  package var vatNumber: String?
  package var activity: String?
  package var website: String?
  /// Made up for a demonstration: with identifiers from no register.
  package var invented: Bool
  package var listing: Listing
  package var address = PostalAddress()
  package var register = RegisterFacts()

  package init(
    legalName: String, usualName: String, kind: OrganisationKind, legalForm: LegalForm? = nil, siren: String? = nil, siret: String? = nil,
    vatNumber: String? = nil, activity: String? = nil, website: String? = nil, invented: Bool = false, listing: Listing = Listing()
  ) {
    (self.legalName, self.usualName, self.kind, self.legalForm) = (legalName, usualName, kind, legalForm)
    (self.siren, self.siret, self.vatNumber) = (siren, siret, vatNumber)
    (self.activity, self.website, self.invented, self.listing) = (activity, website, invented, listing)
  }

  /// An older audit line knows no address.
  package init(from decoder: any Decoder) throws {
    let known = try decoder.container(keyedBy: CodingKeys.self)
    legalName = try known.decode(String.self, forKey: .legalName)
    usualName = try known.decode(String.self, forKey: .usualName)
    kind = try known.decode(OrganisationKind.self, forKey: .kind)
    legalForm = try known.decodeIfPresent(LegalForm.self, forKey: .legalForm)
    siren = try known.decodeIfPresent(String.self, forKey: .siren)
    siret = try known.decodeIfPresent(String.self, forKey: .siret)
    vatNumber = try known.decodeIfPresent(String.self, forKey: .vatNumber)
    activity = try known.decodeIfPresent(String.self, forKey: .activity)
    website = try known.decodeIfPresent(String.self, forKey: .website)
    invented = try known.decode(Bool.self, forKey: .invented)
    listing = try known.decode(Listing.self, forKey: .listing)
    address = try known.decodeIfPresent(PostalAddress.self, forKey: .address) ?? PostalAddress()
    register = try known.decodeIfPresent(RegisterFacts.self, forKey: .register) ?? RegisterFacts()
  }

  package init(row: Row) throws {
    legalName = try row.get("legal_name")
    usualName = try row.get("usual_name")
    kind = try row.get("kind")
    legalForm = try row.get("legal_form")
    siren = try row.get("siren")
    siret = try row.get("siret")
    vatNumber = try row.get("vat_number")
    activity = try row.get("activity")
    website = try row.get("website")
    invented = try row.get("invented")
    listing = try Listing(row: row)
    address = PostalAddress(
      lines: PostalAddress.lines(of: try row.get("street")), postcode: try row.get("postcode"), city: try row.get("city"),
      country: try row.get("country"))
    register = RegisterFacts(
      shareCapital: try row.get("share_capital"), place: try row.get("register_place"), number: try row.get("register_number"),
      publicationDirector: try row.get("publication_director"))
  }

  /// Made up, though the organisation be real: numbers that no register gave.
  package var hasTrialIdentifiers: Bool { siren.map { SIREN.isForTrials($0) } ?? false }
  /// `Mulhouse 123 456 789`: the register's number of a company is its SIREN.
  package var registerEntry: String? {
    let number = register.number ?? siren.flatMap { SIREN($0)?.description }
    return register.place.map { place in [place, number].compactMap(\.self).joined(separator: " ") }
  }
}

/// What the trade register and its letters, invoices and pages say of an entity.
package struct RegisterFacts: Sendable, Hashable, Codable {
  package var shareCapital: Money?
  /// The town of the court that keeps the register.
  package var place: String?
  /// Where it is not the SIREN: volume and folio of an association, a number abroad.
  package var number: String?
  /// Who answers for what an entity of the house publishes.
  package var publicationDirector: String?

  package init(shareCapital: Money? = nil, place: String? = nil, number: String? = nil, publicationDirector: String? = nil) {
    (self.shareCapital, self.place, self.number, self.publicationDirector) = (shareCapital, place, number, publicationDirector)
  }
}

/// The consent to stand in the public directory, since when, and what stands there.
package struct Listing: RowReadable, Sendable, Hashable, Codable {
  /// nil without consent.
  package var from: Day?
  package var french: String?
  package var english: String?
  package var german: String?

  package init(from: Day? = nil, french: String? = nil, english: String? = nil, german: String? = nil) {
    (self.from, self.french, self.english, self.german) = (from, french, english, german)
  }
  package init(row: Row) throws {
    from = try row.get("listed_from")
    french = try row.get("description_fr")
    english = try row.get("description_en")
    german = try row.get("description_de")
  }

  /// In that language, else in French, else in any.
  package func description(in language: Language) -> String? {
    let own = [Language.french: french, .english: english, .german: german][language] ?? nil
    return own ?? french ?? english ?? german
  }
  package func isListed(on day: Day) -> Bool { from.map { $0 <= day } ?? false }
}
