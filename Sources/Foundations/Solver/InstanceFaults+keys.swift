extension Instance {
  /// What is wrong with the modules that a tenant may have, and with the months in which modules go.
  func keys(_ faults: inout InstanceFaults) {
    for (number, module) in modules.enumerated() {
      guard let end = module.outOfService else { continue }
      let path = "modules[\(number)].out_of_service"
      faults.check(end, path, InstanceLimits.months)
      if end <= module.inService { faults.say(path, "it is out of service before it comes into it") }
    }
    for (number, tenant) in tenants.enumerated() {
      guard let among = tenant.among else { continue }
      if among.isEmpty || among != Set(among).sorted() || !among.allSatisfy(modules.indices.contains) {
        faults.say("tenants[\(number)] (\(tenant.id)).among", "the modules are none, not ascending, or not there")
      }
    }
  }
}
