import Kernel
import Store

/// Who answers for buildings: an area that knows premises and who held them. It reads and changes nothing.
package protocol OccupancySource: Sendable {
  /// By their names.
  func buildings(in transaction: borrowing Transaction) throws -> [SettledBuilding]
  /// What could be let in a year, and what an entity let of it, to whom, on which days of it. What another entity let bears nothing here.
  func ground(of building: String, letBy entity: OrganisationID, in year: DaySpan, in transaction: borrowing Transaction) throws
    -> SplitGround
}

package struct SettledBuilding: Sendable, Hashable {
  package let id: String
  package let name: String

  package init(id: String, name: String) { (self.id, self.name) = (id, name) }
}

/// Where nobody knows of buildings, there is nothing to settle.
package struct NoOccupancy: OccupancySource {
  package init() {}
  package func buildings(in _: borrowing Transaction) throws -> [SettledBuilding] { [] }
  package func ground(of _: String, letBy _: OrganisationID, in _: DaySpan, in _: borrowing Transaction) throws -> SplitGround {
    SplitGround(surface: 0, share: 0, tenancies: [])
  }
}
