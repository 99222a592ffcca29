import Invoicing
import Kernel
import Spaces
import Store
import Web

struct GrowthChoiceJSON: Encodable, Sendable {
  let cell: ID<Cell>
  let code: String
  let level: String
  let area: FloorArea
  let until: Day?
  let monthlyCents: Money

  init(_ choice: GrowthChoice) {
    (cell, code, level, area) = (choice.cell.id, choice.cell.code, choice.level, choice.cell.area)
    (until, monthlyCents) = (choice.until, choice.monthly)
  }
}

struct WhatIfJSON: Encodable, Sendable {
  struct Sum: Encodable, Sendable {
    let netCents: Money
    let vatCents: Money
    let totalCents: Money
    init(_ sum: ChargeSum) { (netCents, vatCents, totalCents) = (sum.net, sum.vat, sum.total) }
  }
  struct Line: Encodable, Sendable {
    let month: Month
    let now: Sum
    let then: Sum
    let charges: [LeaseChargeJSON]
  }
  let now: Sum
  let then: Sum
  let firstChange: Month?
  let months: [Line]

  init(_ supposed: SupposedLease) {
    (now, then, firstChange) = (Sum(supposed.now), Sum(supposed.then), supposed.firstChange?.month)
    months = supposed.lines.map {
      Line(month: $0.month, now: Sum($0.now), then: Sum($0.then), charges: $0.charges.map(LeaseChargeJSON.init))
    }
  }
}
