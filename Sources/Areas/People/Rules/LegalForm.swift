import Kernel

/// The legal forms an organisation of the house may have.
package enum LegalForm: String, Sendable, CaseIterable, Codable {
  case sas, sasu, sarl, eurl, sa, sci, gie
  /// Association under the law of 1901.
  case association
  /// Association under the local law of Alsace-Moselle (civil code of 1908).
  case localLawAssociation
  /// Établissement public, local authority and the like.
  case publicBody
  /// Entreprise individuelle, and its simplified tax scheme.
  case soleTrader, microEnterprise
  case foreign, other

  /// Whether the French register gives it a SIREN as a matter of course.
  package var isInFrenchRegister: Bool { ![.foreign, .other, .association, .localLawAssociation].contains(self) }
  package static let associations: [LegalForm] = [.association, .localLawAssociation]
  package var isAssociation: Bool { Self.associations.contains(self) }
  /// Key of its name.
  package var text: String { "people.legalForm.\(rawValue)" }
}

/// What an organisation is to the house.
package enum OrganisationKind: String, Sendable, CaseIterable, Codable {
  case startUp, company, school, association, publicBody, investor

  /// Key of its name.
  package var text: String { "people.kind.\(rawValue)" }
}

/// As what an organisation runs the house: several legal entities share the work.
package enum HouseFunction: String, Sendable, CaseIterable, Codable {
  /// Owns the building or holds the head-lease.
  case property
  /// Lets the spaces and sends the invoices.
  case operating
  /// Brings the community to life.
  case animating

  package var text: String { "people.function.\(rawValue)" }
}
