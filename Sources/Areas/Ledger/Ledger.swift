import Foundation
import Kernel
import Store
import Web
import Work

/// The double-entry books of each legal entity: accounts, entries that never change, periods that close, dated parameters of the law.
package enum Ledger {
  package static func area() -> Area {
    Area(name: "ledger", resources: Bundle.module.resourceURL, migrations: LedgerTables.migrations)
  }
}
