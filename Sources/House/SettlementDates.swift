import Invoicing
import Kernel
import Leasing
import Ledger
import People
import Store
import Web

/// By when the charges of a year must be settled with tenants: of each building something was spent on, and of each entity that invoiced
/// provisions in the last year and settled none of it.
struct SettlementDates: ObligationSource {
  func obligations(from today: Day, for viewer: Viewer, in transaction: borrowing Transaction) throws -> [Obligation] {
    guard viewer.may(.postCharges) else { return [] }
    let buildings = Dictionary(
      try HouseOccupancy().buildings(in: transaction).map { ($0.id, $0.name) }
    ) { first, _ in first }
    return try transaction.yearsToSettle(before: today).compactMap { year in
      guard let entity = try transaction.organisation(year.entity) else { return nil }
      let limit = try transaction.parameter(.settlementDay, on: max(Month(year: year.year, month: 1).first, Day(2015, 1, 1) ?? today)).value
      guard let day = Day(year.year + 1, Int(limit / 100), Int(limit % 100)) else { return nil }
      let place = year.building.map { "&building=\(percentEncoded($0))" } ?? ""
      return Obligation(
        .settlement, on: day, of: "settlement/\(year.entity)/\(year.building ?? "")/\(year.year)",
        path: "/settlements?entity=\(year.entity)&year=\(year.year)\(place)",
        title: [year.building.flatMap { buildings[$0] } ?? "", String(year.year)].filter { !$0.isEmpty }.joined(separator: " "),
        tenant: entity.name)
    }
  }

  func concerned(by obligation: Obligation, in transaction: borrowing Transaction) throws -> [LeaseRecipient] {
    try transaction.leaseKeepers(on: obligation.day)
  }
}
