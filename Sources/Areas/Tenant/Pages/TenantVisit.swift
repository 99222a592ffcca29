import Kernel
import People
import Spaces
import Store
import Web

extension Visit {
  var tenantLetters: TenantLetters { TenantLetters(texts: texts, base: base, houseName: houseName) }

  /// The organisation for which the visitor looks: the one that is asked for, else the first of theirs by name.
  /// Any other is not found.
  func mine(_ permission: Permission = .seeMine) async throws -> Mine {
    let allowed = viewer.organisations.filter { viewer.may(permission, for: $0) }
    let all = try await database.read { try $0.organisations(Array(allowed)) }
    let typed = form["organisation"].isEmpty ? query["organisation"] : form["organisation"]
    let chosen = typed.isEmpty ? all.first : all.first { $0.id.text == typed }
    guard let chosen else { throw allowed.isEmpty ? Refusal.notAllowed : Refusal.notFound }
    return Mine(organisation: chosen, others: all)
  }
}

extension Visit {
  /// The same for an organisation that is named by something of its own; one's own it must be.
  func mine(_ permission: Permission, of organisation: OrganisationID) async throws -> Mine {
    let allowed = viewer.organisations.filter { viewer.may(permission, for: $0) }
    let all = try await database.read { try $0.organisations(Array(allowed)) }
    guard let chosen = all.first(where: { $0.id == organisation }) else { throw Refusal.notFound }
    return Mine(organisation: chosen, others: all)
  }
}

/// The organisation one looks at, and all one may look at.
struct Mine: Sendable {
  let organisation: Organisation
  let others: [Organisation]

  var id: OrganisationID { organisation.id }
  /// Behind a path, where there is a choice.
  var suffix: String { others.count > 1 ? "?organisation=\(id)" : "" }

  /// Named in a form, where there is a choice.
  func hidden(_ visit: Visit) -> [Field] {
    others.count > 1 ? [Field("organisation", .hidden, label: "", value: id.text)] : []
  }
  func choices(_ path: String) -> [MyPage.Choice] {
    others.count > 1
      ? others.map { MyPage.Choice(path: "\(path)?organisation=\($0.id)", name: $0.name, isCurrent: $0.id == id) } : []
  }
}
