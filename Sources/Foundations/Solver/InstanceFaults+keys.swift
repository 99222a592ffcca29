extension Instance {
  /// What is wrong with the modules that a tenant may have, and with the months in which modules go.
  var keyFaults: [String] {
    let ends = modules.enumerated().filter { module in module.element.outOfService.map { $0 <= module.element.inService } ?? false }
    let wrong = tenants.enumerated().filter { tenant in
      tenant.element.among.map { $0.isEmpty || $0 != Set($0).sorted() || !$0.allSatisfy(modules.indices.contains) } ?? false
    }
    return ends.map { "modules[\($0.offset)].out_of_service: it is out of service before it comes into it" }
      + wrong.map { "tenants[\($0.offset)] (\($0.element.id)).among: the modules are none, not ascending, or not there" }
  }
}
