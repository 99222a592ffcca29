import Invoicing
import Kernel
import Store

extension PriceStep.Cause: Bindable, Fetchable {}
extension RentPrice.Basis: Bindable, Fetchable {}
extension Reduction.Kind: Bindable, Fetchable {}
extension Indexation.Bound: Bindable, Fetchable {}

/// Where the VAT of a line comes from.
package enum LineVAT: String, Sendable, CaseIterable, Codable, Bindable, Fetchable {
  /// From the regime of the premises: rent, provisions, property tax.
  case premises
  /// Taxed at the standard rate whatever the premises are: services.
  case standard
}

/// One heading of a lease: what it asks, from when to when.
package struct LeaseLine: RowReadable, Sendable, Hashable {
  package let id: ID<LeaseLine>
  package let lease: ID<Lease>
  package let place: Int
  package let kind: ChargeKind
  package let text: String
  package let area: FloorArea?
  package let span: DaySpan
  package let vat: LineVAT
  package let isIndexed: Bool

  package init(row: Row) throws {
    id = try row.get("id")
    lease = try row.get("lease")
    place = try row.get("place")
    let name: String = try row.get("kind")
    guard let kind = ChargeKind(rawValue: name) else { throw StoreError(.decoding, "no kind of charge is \(name)") }
    self.kind = kind
    text = try row.get("label")
    area = try row.get("area")
    span = DaySpan(from: try row.get("from_day"), until: try row.get("until_day"))
    vat = try row.get("vat")
    isIndexed = try row.get("indexed")
  }
  /// What reductions of the rent concern.
  package var isRent: Bool { kind == .rent || kind == .desk }
}

/// A price from a day on, as written.
package struct LeaseStep: RowReadable, Sendable, Hashable {
  package let id: ID<LeaseStep>
  package let line: ID<LeaseLine>
  package let from: Day
  package let price: RentPrice
  package let rate: Money?
  package let cause: PriceStep.Cause
  package let index: PriceStep.IndexValues?
  package let madeAt: Instant
  package let madeBy: String
  package let reason: String

  package init(row: Row) throws {
    id = try row.get("id")
    line = try row.get("line")
    from = try row.get("from_day")
    price = RentPrice(try row.get("basis"), try row.get("amount"))
    rate = try row.get("rate")
    cause = try row.get("cause")
    let name: RentIndex? = try row.get("index_name")
    if let name {
      index = PriceStep.IndexValues(
        name, base: try row.get("base_quarter"), try row.get("base_value"), new: try row.get("new_quarter"), try row.get("new_value"),
        ratio: try row.get("ratio"), before: try row.get("amount_before"), bound: try row.get("bound"))
    } else {
      index = nil
    }
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
    reason = try row.get("reason")
  }
  func step(area: FloorArea?) -> PriceStep {
    PriceStep(from: from, price, cause, index: index, rate: rate, area: rate == nil ? nil : area)
  }
}

/// A reduction as written.
package struct LeaseReduction: RowReadable, Sendable, Hashable {
  package let id: ID<LeaseReduction>
  package let lease: ID<Lease>
  package let reduction: Reduction
  package let reason: String
  package let madeAt: Instant
  package let madeBy: String

  package init(row: Row) throws {
    id = try row.get("id")
    lease = try row.get("lease")
    reduction = Reduction(
      try row.get("kind"), DaySpan(from: try row.get("from_day"), until: try row.get("until_day")), try row.get("share"))
    reason = try row.get("reason")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
  }
}

extension Transaction {
  package borrowing func lines(of lease: ID<Lease>) throws -> [LeaseLine] {
    try all("SELECT * FROM lease_lines WHERE lease = \(lease) ORDER BY place")
  }
  /// In the order of lines and days.
  package borrowing func steps(of lease: ID<Lease>) throws -> [LeaseStep] {
    try all(
      """
      SELECT s.* FROM lease_steps s JOIN lease_lines l ON l.id = s.line WHERE l.lease = \(lease) ORDER BY l.place, s.from_day, s.made_at, s.id
      """)
  }
  package borrowing func reductions(of lease: ID<Lease>) throws -> [LeaseReduction] {
    try all("SELECT * FROM lease_reductions WHERE lease = \(lease) ORDER BY from_day, made_at, id")
  }
}
