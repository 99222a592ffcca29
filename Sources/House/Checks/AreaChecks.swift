import Invoicing
import Kernel
import Leasing
import Ledger
import Payments
import People
import Spaces
import Store

extension HouseCheck {
  /// What the areas look at.
  static let ofAreas =
    PeopleCheck.all.map(HouseCheck.init) + PlanCheck.all.map(HouseCheck.init) + LedgerCheck.all.map(HouseCheck.init)
    + InvoicingCheck.all.map(HouseCheck.init) + PaymentsCheck.all.map(HouseCheck.init)
    + LeaseCheck.all.map(HouseCheck.init)

  private init(_ check: LeaseCheck) { self.init(check.name, isDuty: check.isDuty, faults: check.faults) }
  private init(_ check: PeopleCheck) { self.init(check.name) { transaction, _ in try check.faults(transaction) } }
  private init(_ check: LedgerCheck) { self.init(check.name) { transaction, _ in try check.faults(transaction) } }
  private init(_ check: InvoicingCheck) { self.init(check.name) { transaction, _ in try check.faults(transaction) } }
  private init(_ check: PaymentsCheck) { self.init(check.name) { transaction, _ in try check.faults(transaction) } }
  private init(_ check: PlanCheck) {
    self.init(check.name) { transaction, now in
      check.faults(try CheckedPlan(transaction, on: HouseTime.mulhouse.day(of: now))).map(\.sentence)
    }
  }
}
