import Kernel
import Solver

/// An instance with what its numbers stand for in the house.
package struct HouseInstance: Sendable, Codable {
  /// Where a tenant of the instance comes from.
  package struct Origin: Sendable, Codable, Hashable {
    package enum Kind: String, Sendable, Codable, CaseIterable { case firm, option, queued, offer, works, waiting, forecast, reserve }
    package let kind: Kind
    /// `hold/…`, `application/…`; empty of what nobody named.
    package let key: String
    package let name: String
    package let organisation: String?
    package let cells: Int
  }
  package struct Module: Sendable, Codable, Hashable {
    package let cell: String
    package let code: String
    package let rent: Int
    /// nil in scenarios of before there was more than modules.
    package let kind: String?
  }
  /// Demand for which the house has no place in any month, whoever may go: it is in no instance, and counts as refused.
  package struct Unfit: Sendable, Codable, Hashable {
    package let origin: Origin
    /// The month of the plan it is wished from.
    package let month: Int
    /// The most cells that hang together and meet the need.
    package let largest: Int
    /// Cells by month that are not had.
    package let cellMonths: Int
  }
  package let instance: Instance
  package let months: PlanMonths
  package let modules: [Module]
  /// In the order of the instance's tenants.
  package let origins: [Origin]
  /// nil in scenarios of before they were named.
  package let unfit: [Unfit]?

  package init(instance: Instance, months: PlanMonths, modules: [Module], origins: [Origin], unfit: [Unfit]? = nil) {
    (self.instance, self.months, self.modules, self.origins, self.unfit) = (instance, months, modules, origins, unfit)
  }

  /// The same house, some of its tenants changed.
  func changing(_ change: (inout Instance.Tenant) -> Void, where isMeant: (Int) -> Bool) -> HouseInstance {
    var instance = instance
    for number in instance.tenants.indices where isMeant(number) { change(&instance.tenants[number]) }
    return HouseInstance(instance: instance, months: months, modules: modules, origins: origins, unfit: unfit)
  }

  package func codes(_ block: some Sequence<Int>) -> String { block.map { modules[$0].code }.sorted().joined(separator: " ") }
  /// The rows and floors of a kind; nil when the house has no other.
  package func within(_ kind: String) -> [Int]? {
    let own = Set(instance.modules.filter { (modules[$0.id].kind ?? PlanningFacts.module) == kind }.map(\.corridor))
    return own.count == instance.corridors.count ? nil : own.sorted()
  }
  /// Those who have cells in several runs or parts: they are held in place, since one run alone cannot move.
  package var held: [Origin] {
    let seated = zip(instance.tenants, origins).filter { $0.current != nil && ($1.kind == .firm || $1.kind == .option) }.map(\.1)
    var seen: [String: Int] = [:]
    return seated.filter { origin in
      seen[origin.key, default: 0] += 1
      return seen[origin.key] == 2
    }
  }
  package func count(_ kind: String) -> Int { modules.count { ($0.kind ?? PlanningFacts.module) == kind } }
  package func origin(of tenant: String) -> Origin? {
    instance.tenants.firstIndex { $0.id == tenant }.map { origins[$0] }
  }
}
