import Kernel
import Store

/// Whom a document is made out to, or who issues it: what an invoice, a mandate or a lease says of an organisation, read at one moment.
package struct BillingParty: Sendable, Hashable {
  package let organisation: OrganisationID
  /// The key it was imported under.
  package let externalKey: String?
  package let legalName: String
  package let usualName: String
  package let kind: OrganisationKind
  package let legalForm: LegalForm?
  /// nil where post would not reach it.
  package let address: PostalAddress?
  package let siren: String?
  package let siret: String?
  package let vatNumber: String?
  package let shareCapital: Money?
  /// `Mulhouse 123 456 789`.
  package let registerEntry: String?
  /// The first of those one writes to about it, in the order of their names.
  package let contact: Contact?

  /// In which one writes to it.
  package var language: Language { contact?.language ?? .french }
  package var email: String? { contact?.email }

  init(_ organisation: Organisation, contact: Contact?) {
    let facts = organisation.facts
    (self.organisation, externalKey, self.contact) = (organisation.id, organisation.externalKey, contact)
    (legalName, usualName, kind, legalForm) = (facts.legalName, facts.usualName, facts.kind, facts.legalForm)
    address = facts.address.isEmpty ? nil : facts.address
    (siren, siret, vatNumber) = (facts.siren, facts.siret, facts.vatNumber)
    (shareCapital, registerEntry) = (facts.register.shareCapital, facts.registerEntry)
  }
}

extension Transaction {
  /// nil where there is no such organisation.
  package borrowing func billingParty(_ id: OrganisationID, on day: Day) throws -> BillingParty? {
    try billingParties([id], on: day)[id]
  }

  /// Those of the ids that are there, in two questions to the database however many they are.
  package borrowing func billingParties(_ ids: [OrganisationID], on day: Day) throws -> [OrganisationID: BillingParty] {
    let bodies = try organisations(ids)
    let contacts = try firstContacts(of: ids, on: day)
    return Dictionary(uniqueKeysWithValues: bodies.map { ($0.id, BillingParty($0, contact: contacts[$0.id])) })
  }

  /// As `contacts(of:on:)` says it: those with a role on the organisation before those who merely belong to it.
  private borrowing func firstContacts(of ids: [OrganisationID], on day: Day) throws -> [OrganisationID: Contact] {
    let rows = try rows(
      """
      SELECT g.organisation, 0 AS nearness, p.id, p.name, p.name_key, p.email, p.language FROM role_grants g JOIN persons p ON p.id = g.person
      WHERE g.organisation IN \(list: ids) AND g.role IN ('resident', 'school', 'club')
        AND g.from_day <= \(day) AND (g.until_day IS NULL OR g.until_day > \(day))
      UNION ALL
      SELECT m.organisation, 1 AS nearness, p.id, p.name, p.name_key, p.email, p.language FROM memberships m JOIN persons p ON p.id = m.person
      WHERE m.organisation IN \(list: ids) AND m.from_day <= \(day) AND (m.until_day IS NULL OR m.until_day > \(day))
      ORDER BY 1, 2, 5, 3
      """)
    var first: [OrganisationID: Contact] = [:]
    for row in rows {
      let organisation: OrganisationID = try row.get("organisation")
      if first[organisation] != nil { continue }
      first[organisation] = Contact(
        person: try row.get("id"), name: try row.get("name"), email: try row.get("email"), language: try row.get("language"))
    }
    return first
  }
}
