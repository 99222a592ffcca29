import Foundation
import Kernel
import Store
import Web
import Work

/// Contracts of occupation: schemes, leases, their terms over time, indexation, documents, deposits.
package enum Leasing {
  package static func area() -> Area {
    Area(
      name: "leasing", resources: Bundle.module.resourceURL, migrations: LeasingTables.migrations, permissions: Permission.ofLeasing)
  }
}
