import Kernel
import Store

/// The lease the house itself holds on a building (bail emphytéotique): nothing may be promised past its end.
package struct HeadLease: RowReadable, Sendable, Hashable {
  package let id: ID<HeadLease>
  package let building: ID<Building>
  package let landlord: String
  package let tenant: String
  package let reference: String
  package let span: DaySpan

  package init(row: Row) throws {
    id = try row.get("id")
    building = try row.get("building")
    landlord = try row.get("landlord")
    tenant = try row.get("tenant")
    reference = try row.get("reference")
    span = DaySpan(from: try row.get("from_day"), until: try row.get("until_day"))
  }
}

extension Transaction {
  package borrowing func headLeases() throws -> [HeadLease] { try all("SELECT * FROM head_leases ORDER BY building, from_day") }
  /// One after the other.
  package borrowing func headLeases(of building: ID<Building>) throws -> [HeadLease] {
    try all("SELECT * FROM head_leases WHERE building = \(building) ORDER BY from_day")
  }
}
