import Kernel
import Store

/// Organisations, persons, memberships, roles and entities as the files an import reads: without passwords, sessions and audit.
package struct ExportPeople {
  package init() {}

  /// The files by name; one without a line is left out. The same records make the same bytes.
  package func files(in transaction: borrowing Transaction) throws -> [String: [UInt8]] {
    let organisations: [Organisation] = try transaction.all("SELECT * FROM organisations ORDER BY id")
    let persons: [Person] = try transaction.all("SELECT * FROM persons ORDER BY id")
    let bodyKeys = Dictionary(uniqueKeysWithValues: organisations.map { ($0.id, $0.externalKey ?? $0.id.text) })
    let personKeys = Dictionary(uniqueKeysWithValues: persons.map { ($0.id, $0.externalKey ?? $0.id.text) })
    var files: [String: [UInt8]] = [:]
    func add(_ file: ImportTables.File, _ header: [String], _ rows: [[String?]]) {
      // By their content alone: ids differ from house to house.
      let sorted = rows.sorted { one, other in one.map { $0 ?? "" }.lexicographicallyPrecedes(other.map { $0 ?? "" }) }
      if !rows.isEmpty { files[file.rawValue] = CSVText.bytes(header, sorted) }
    }
    add(
      .organisations, OrganisationTable.columns + OrganisationTable.addressColumns,
      organisations.map { OrganisationTable.line($0.facts, key: bodyKeys[$0.id]) + OrganisationTable.addressLine($0.facts) })
    add(
      .people, ["key", "name", "email", "language", "phone", "listed_from"],
      persons.map { person in
        let facts = person.facts
        return [personKeys[person.id], facts.name, facts.email, facts.language.rawValue, facts.phone, facts.listedFrom?.description]
      })
    let memberships: [Membership] = try transaction.all("SELECT * FROM memberships ORDER BY id")
    add(
      .memberships, ["person", "organisation", "title", "from", "until"],
      memberships.map { [personKeys[$0.person], bodyKeys[$0.organisation], $0.title] + days($0.span) })
    let grants: [RoleGrant] = try transaction.all("SELECT * FROM role_grants ORDER BY id")
    add(
      .roles, ["person", "role", "organisation", "from", "until"],
      grants.map { [personKeys[$0.person], $0.role.rawValue, $0.organisation.flatMap { bodyKeys[$0] }] + days($0.span) })
    add(
      .entities, ["organisation", "function", "from", "until"],
      try transaction.houseEntities().map { [bodyKeys[$0.organisation], $0.function.rawValue] + days($0.span) })
    return files
  }

  private func days(_ span: HeldSpan) -> [String?] { [span.from.description, span.until?.description] }
}
