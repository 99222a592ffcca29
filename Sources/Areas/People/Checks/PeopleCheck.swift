import Kernel
import Store

/// Something that must hold of persons and organisations, looked at from outside of any act.
package struct PeopleCheck: Sendable {
  package let name: String
  /// A sentence in English for each thing that does not hold.
  package let faults: @Sendable (borrowing Transaction) throws -> [String]

  package static let all = [identifiers, addresses, auditLines, spans]

  private static let identifiers = PeopleCheck(name: "identifiers of organisations") { transaction in
    let organisations = try transaction.organisations(within: .everything)
    var faults: [String] = []
    for organisation in organisations {
      let facts = organisation.facts
      if let siren = facts.siren, SIREN(siren)?.digits != siren {
        faults.append("the SIREN of \(organisation.name), \(siren), fails its key")
      }
      if let siret = facts.siret {
        if SIRET(siret)?.digits != siret { faults.append("the SIRET of \(organisation.name), \(siret), fails its key") }
        if let siren = facts.siren, !siret.hasPrefix(siren) {
          faults.append("the SIRET of \(organisation.name), \(siret), does not begin with its SIREN, \(siren)")
        }
      }
      if let vat = facts.vatNumber, VATNumber(vat)?.text != vat { faults.append("the VAT number of \(organisation.name), \(vat), is none") }
    }
    // One entity may have several establishments, each named by its SIRET, and none twice.
    for (siren, same) in Dictionary(grouping: organisations.filter { $0.facts.siren != nil }, by: { $0.facts.siren ?? "" }) {
      let establishments = same.compactMap(\.facts.siret)
      if same.count > 1, establishments.count < same.count || Set(establishments).count < same.count {
        faults.append("\(same.map(\.name).joined(separator: " and ")) are the same in the register: \(siren)")
      }
    }
    return faults.sorted()
  }

  private static let addresses = PeopleCheck(name: "addresses of persons") { transaction in
    let persons: [Person] = try transaction.all("SELECT * FROM persons ORDER BY name_key, id")
    return persons.filter { EmailAddress($0.facts.email)?.text != $0.facts.email }.map { "\($0.name) has no address that mail could reach" }
  }

  private static let auditLines = PeopleCheck(name: "the audit speaks of persons and organisations that are there") { transaction in
    var faults: [String] = []
    let unknown = try transaction.rows(
      """
      SELECT subject, COUNT(*) AS many FROM audit
      WHERE (subject >= 'person/' AND subject < 'person0' AND SUBSTR(subject, 8) NOT IN (SELECT id FROM persons))
        OR (subject >= 'organisation/' AND subject < 'organisation0' AND SUBSTR(subject, 14) NOT IN (SELECT id FROM organisations))
      GROUP BY subject ORDER BY subject
      """)
    for row in unknown {
      let subject: String = try row.get("subject")
      let many: Int = try row.get("many")
      faults.append("\(many) audit lines are about \(subject), which is not there")
    }
    let actors = try transaction.rows(
      """
      SELECT person_name, COUNT(*) AS many FROM audit WHERE person IS NOT NULL AND person NOT IN (SELECT id FROM persons)
      GROUP BY person_name ORDER BY person_name
      """)
    for row in actors {
      let name: String = try row.get("person_name")
      let many: Int = try row.get("many")
      faults.append("\(many) audit lines are by \(name), who is not there")
    }
    return faults
  }

  private static let spans = PeopleCheck(name: "memberships and roles do not overlap themselves") { transaction in
    var faults: [String] = []
    let persons: [Person] = try transaction.all("SELECT * FROM persons ORDER BY name_key, id")
    for person in persons {
      let memberships = try transaction.memberships(of: person.id).map { ($0.organisationName, $0.membership.span) }
      for (name, spans) in Dictionary(grouping: memberships, by: \.0).sorted(by: { $0.key < $1.key }) where overlap(spans.map(\.1)) {
        faults.append("\(person.name) belongs to \(name) twice on the same day")
      }
      let roles = try transaction.roleLines(of: person.id).map { ("\($0.grant.role.rawValue) \($0.organisationName ?? "")", $0.grant.span) }
      for (name, spans) in Dictionary(grouping: roles, by: \.0).sorted(by: { $0.key < $1.key }) where overlap(spans.map(\.1)) {
        faults.append("\(person.name) has the role \(name) twice on the same day")
      }
    }
    return faults
  }

  private static func overlap(_ spans: [HeldSpan]) -> Bool {
    spans.indices.contains { place in spans[..<place].contains { $0.overlaps(spans[place]) } }
  }
}
