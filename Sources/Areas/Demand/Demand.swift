import Foundation
import Kernel
import Store
import Web
import Work

/// Who wants to come: visits, application files, committee, waiting list, offers, and what could not be served.
package enum Demand {
  package static func area() -> Area {
    Area(name: "demand", resources: Bundle.module.resourceURL, migrations: DemandTables.migrations)
  }
}
