import Foundation
import Kernel
import Store
import Web
import Work

/// What is owed and asked for: charges of every area, invoice runs, numbered and chained invoices, their files.
package enum Invoicing {
  package static func area() -> Area {
    Area(name: "invoicing", resources: Bundle.module.resourceURL)
  }
}
