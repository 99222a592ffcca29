import Kernel
import Store

extension CostKind: Bindable, Fetchable {}
extension SplitKey: Bindable, Fetchable {}

/// The costs of which legal entity, for which building, in which year.
package struct SettledYear: Sendable, Hashable {
  package let entity: OrganisationID
  package let building: String
  package let year: Int

  package init(entity: OrganisationID, building: String, year: Int) { (self.entity, self.building, self.year) = (entity, building, year) }
  package var span: DaySpan { DaySpan(from: Month(year: year, month: 1).first, until: Month(year: year + 1, month: 1).first) }
  var lock: String { "settlement/\(entity)/\(building)/\(year)" }
}

/// An expense as it was entered.
package struct BuildingCost: RowReadable, Sendable {
  package let id: ID<BuildingCost>
  package let cost: SharedCost
  package let label: String
  package let paper: String
  package let enteredBy: String

  package init(row: Row) throws {
    id = try row.get("id")
    cost = SharedCost(id: id.text, kind: try row.get("kind"), key: try row.get("split_key"), net: try row.get("net"))
    label = try row.get("label")
    paper = try row.get("paper")
    enteredBy = try row.get("entered_by")
  }
}

/// A year that was settled, with each tenant's result.
package struct ChargeSettlement: RowReadable, Sendable {
  package let id: ID<ChargeSettlement>
  package let place: SettledYear
  package let buildingName: String
  package let costs: Money
  package let houseBears: Money
  package let settledAt: Instant

  package init(row: Row) throws {
    id = try row.get("id")
    place = SettledYear(entity: try row.get("entity"), building: try row.get("building"), year: try row.get("year"))
    buildingName = try row.get("building_name")
    costs = try row.get("costs")
    houseBears = try row.get("house_bears")
    settledAt = try row.get("settled_at")
  }
}

extension Transaction {
  /// The years in which something was spent or settled, the latest first; of one year, what is still to be settled before what is done.
  package borrowing func yearsWithCosts() throws -> [SettledYear] {
    try rows(
      """
      SELECT c.entity, c.building, c.year FROM building_costs c
      LEFT JOIN charge_settlements s ON s.entity = c.entity AND s.building = c.building AND s.year = c.year
      WHERE c.withdrawn_at IS NULL GROUP BY c.entity, c.building, c.year
      ORDER BY c.year DESC, CASE WHEN COUNT(s.id) > 0 THEN 1 ELSE 0 END, c.entity, c.building
      """
    ).map { SettledYear(entity: try $0.get("entity"), building: try $0.get("building"), year: try $0.get("year")) }
  }

  /// What is over and not settled: buildings something was spent on, and entities that invoiced provisions in the last year and said of no
  /// building what it cost.
  package borrowing func yearsToSettle(before day: Day) throws -> [(entity: OrganisationID, building: String?, year: Int)] {
    let spent = try yearsWithCosts().filter { try $0.year < day.year && settlement(of: $0) == nil }
    let year = Month(year: day.year - 1, month: 1)
    let forgotten = try rows(
      """
      SELECT o.id AS entity FROM organisations o
      WHERE NOT EXISTS (SELECT 1 FROM charge_settlements s WHERE s.entity = o.id AND s.year = \(year.year))
        AND NOT EXISTS (SELECT 1 FROM building_costs c WHERE c.entity = o.id AND c.year = \(year.year) AND c.withdrawn_at IS NULL)
        AND EXISTS (
          SELECT 1 FROM invoices i JOIN invoice_lines l ON l.invoice = i.id
          WHERE i.entity = o.id AND l.kind = 'provision' AND l.from_day >= \(year.first) AND l.from_day < \((year + 12).first))
      ORDER BY o.id
      """)
    return spent.map { ($0.entity, $0.building, $0.year) } + (try forgotten.map { (try $0.get("entity"), nil, year.year) })
  }

  /// Those that stand, in the order they were entered.
  borrowing func costs(of place: SettledYear) throws -> [BuildingCost] {
    try all(
      """
      SELECT * FROM building_costs WHERE entity = \(place.entity) AND building = \(place.building) AND year = \(place.year)
        AND withdrawn_at IS NULL ORDER BY id
      """)
  }
  borrowing func readings(of place: SettledYear) throws -> [OrganisationID: Int64] {
    var readings: [OrganisationID: Int64] = [:]
    let rows = try rows(
      "SELECT customer, units FROM meter_readings WHERE entity = \(place.entity) AND building = \(place.building) AND year = \(place.year)")
    for row in rows { readings[try row.get("customer")] = try row.get("units") }
    return readings
  }
  package borrowing func settlement(of place: SettledYear) throws -> ChargeSettlement? {
    try one("SELECT * FROM charge_settlements WHERE entity = \(place.entity) AND building = \(place.building) AND year = \(place.year)")
  }
  package borrowing func settlement(_ id: ID<ChargeSettlement>) throws -> ChargeSettlement? {
    try one("SELECT * FROM charge_settlements WHERE id = \(id)")
  }

  /// What the building's main meter counted; nil while nobody read it.
  borrowing func mainMeter(of place: SettledYear) throws -> Int64? {
    try value("SELECT units FROM main_meters WHERE entity = \(place.entity) AND building = \(place.building) AND year = \(place.year)")
  }

  /// Advances of a kind invoiced to each customer for days of the year, less what was given back of them; of some contracts, or of all. What a
  /// corrected invoice replaced was not asked for.
  borrowing func advances(
    _ kind: ChargeKind, of place: SettledYear, under contracts: Set<String>?
  ) throws -> [OrganisationID: Money] {
    var advances: [OrganisationID: Money] = [:]
    let rows = try rows(
      """
      SELECT i.customer, l.contract, CAST(SUM(l.net) AS BIGINT) AS net FROM invoice_lines l JOIN invoices i ON i.id = l.invoice
      WHERE i.entity = \(place.entity) AND l.kind = \(kind) AND l.from_day >= \(place.span.from) AND l.from_day < \(place.span.until)
        AND NOT EXISTS (SELECT 1 FROM invoice_predecessors p WHERE p.predecessor = i.id AND p.relation = 'corrects')
      GROUP BY i.customer, l.contract
      """)
    for row in rows {
      let contract: String? = try row.get("contract")
      // An advance without a contract says no building: it counts where its customer is.
      if let contract, contracts.map({ !$0.contains(contract) }) ?? false { continue }
      advances[try row.get("customer"), default: .zero] += try row.get("net")
    }
    return advances
  }

  /// Whom the entity invoiced rent or provisions before a day: of others nobody knows how VAT falls on what they would pay.
  borrowing func tenantsInvoiced(by entity: OrganisationID, before day: Day) throws -> Set<OrganisationID> {
    Set(
      try rows(
        """
        SELECT DISTINCT i.customer FROM invoice_lines l JOIN invoices i ON i.id = l.invoice
        WHERE i.entity = \(entity) AND l.kind IN ('rent', 'provision') AND l.from_day < \(day)
        """
      ).map { try $0.get("customer") as OrganisationID })
  }

  /// How VAT fell on what the customer was last invoiced of rent or provisions by the entity, under one of the contracts where there is one; the
  /// settlement follows it.
  borrowing func treatment(
    of customer: OrganisationID, by entity: OrganisationID, before day: Day, under contracts: Set<String>?
  ) throws -> (VATTreatment, contract: String?)? {
    let own: SQL = (contracts?.sorted()).map { $0.isEmpty ? "1" : "CASE WHEN l.contract IN \(list: $0) THEN 0 ELSE 1 END" } ?? "1"
    let row = try first(
      """
      SELECT l.invoice, l.place, l.contract, \(own) AS is_other FROM invoice_lines l JOIN invoices i ON i.id = l.invoice
      WHERE i.entity = \(entity) AND i.customer = \(customer) AND l.kind IN ('rent', 'provision') AND l.from_day < \(day)
      ORDER BY is_other, l.from_day DESC, i.id DESC, l.place LIMIT 1
      """)
    guard let row, let vat = try treatment(of: LinePlace(try row.get("invoice"), try row.get("place"))) else { return nil }
    return (vat, contract: try row.get("contract"))
  }
}
