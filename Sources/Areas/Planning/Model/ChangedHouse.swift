import Kernel
import Solver

/// The house after what is assumed to happen to it.
extension HouseInstance {
  /// Whoever leaves is there until then, renewed or not; whoever grows needs more cells from then on, for certain.
  package func changed(by changes: HouseChanges) -> HouseInstance {
    var instance = instance
    var kept: [Int] = []
    let growing = growing(changes)
    for number in instance.tenants.indices {
      var tenant = instance.tenants[number]
      let leaves = changes.leaving.filter { $0.organisation == origins[number].organisation }.map { $0.month - months.first }.min()
      if let leaves {
        if leaves <= tenant.starts[0] { continue }
        tenant.length = min(tenant.length, leaves - tenant.starts[0])
      }
      if let more = growing[number] {
        let offset = max(1, more.month - months.first - tenant.starts[0])
        if offset < tenant.length { (tenant.phases, tenant.grow) = ([[0, tenant.cells], [offset, tenant.cells + more.cells]], nil) }
      }
      instance.tenants[number] = tenant
      kept.append(number)
    }
    instance.tenants = kept.map { instance.tenants[$0] }
    return HouseInstance(instance: instance, months: months, modules: modules, origins: kept.map { origins[$0] }, unfit: unfit)
  }

  /// By tenant: the longest run of cells of a resident is the one that grows.
  package func growing(_ changes: HouseChanges) -> [Int: HouseChanges.Growing] {
    var found: [Int: HouseChanges.Growing] = [:]
    for more in changes.growing {
      let own = origins.indices.filter { origins[$0].organisation == more.organisation && origins[$0].kind == .firm }
      if let longest = own.max(by: { (instance.tenants[$0].cells, -$0) < (instance.tenants[$1].cells, -$1) }) { found[longest] = more }
    }
    return found
  }

  /// Those who would be asked to move, as if they said yes.
  func asking(_ asked: Set<String>, cost: Int) -> HouseInstance {
    changing({ $0.moveCost = cost }) { asked.contains(instance.tenants[$0].id) && instance.tenants[$0].moveCost == nil }
  }

  /// Those who stay as large as they are.
  func withoutGrowth(of tenants: Set<String>) -> HouseInstance {
    changing({ $0.phases = [$0.phases[0]] }) { tenants.contains(instance.tenants[$0].id) }
  }

  /// Has signed and is asked nothing: stays in its place.
  var signed: Set<String> {
    Set(
      instance.tenants.indices.filter { [.firm, .works].contains(origins[$0].kind) && instance.tenants[$0].moveCost == nil }.map {
        instance.tenants[$0].id
      })
  }
}
