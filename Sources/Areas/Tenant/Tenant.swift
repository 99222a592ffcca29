import Foundation
import Kernel
import Store
import Web
import Work

/// The side of the resident: my spaces, my lease, my invoices, what I ask and declare.
package enum Tenant {
  package static func area() -> Area {
    Area(name: "tenant", resources: Bundle.module.resourceURL)
  }
}
