import Foundation
import Kernel
import Store
import Web
import Work

/// Money in and money late: mandates, direct debits, bank statements, receipts, reminders, payment plans.
package enum Payments {
  package static func area() -> Area {
    Area(name: "payments", resources: Bundle.module.resourceURL)
  }
}
