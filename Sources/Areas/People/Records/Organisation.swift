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

  package init(
    legalName: String, usualName: String, kind: OrganisationKind, legalForm: LegalForm? = nil, siren: String? = nil, siret: String? = nil,
    vatNumber: String? = nil, activity: String? = nil, website: String? = nil, invented: Bool = false, listing: Listing = Listing()
  ) {
    (self.legalName, self.usualName, self.kind, self.legalForm) = (legalName, usualName, kind, legalForm)
    (self.siren, self.siret, self.vatNumber) = (siren, siret, vatNumber)
    (self.activity, self.website, self.invented, self.listing) = (activity, website, invented, listing)
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
