import Invoicing
import Kernel
import Leasing
import People
import Spaces
import Store

extension HouseCheck {
  /// What the areas look at.
  static let ofAreas =
    PeopleCheck.all.map(HouseCheck.init) + PlanCheck.all.map(HouseCheck.init) + InvoicingCheck.all.map(HouseCheck.init)
    + LeaseCheck.all.map { HouseCheck($0.name, faults: $0.faults) }

  private init(_ check: PeopleCheck) { self.init(check.name) { transaction, _ in try check.faults(transaction) } }
  private init(_ check: InvoicingCheck) { self.init(check.name) { transaction, _ in try check.faults(transaction) } }
  private init(_ check: PlanCheck) {
    self.init(check.name) { transaction, now in
      check.faults(try CheckedPlan(transaction, on: HouseTime.mulhouse.day(of: now))).map(\.sentence)
    }
  }
}
