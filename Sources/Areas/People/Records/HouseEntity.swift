import Kernel
import Store

package enum HouseEntities {}

/// An organisation that runs the house, as what and over which days.
package struct HouseEntity: RowReadable, Sendable {
  package let id: ID<HouseEntities>
  package let organisation: OrganisationID
  package let organisationName: String
  package let function: HouseFunction
  package let span: HeldSpan

  package init(row: Row) throws {
    id = try row.get("id")
    organisation = try row.get("organisation")
    organisationName = try row.get("organisation_name")
    function = try row.get("house_function")
    span = HeldSpan(from: try row.get("from_day"), until: try row.get("until_day"))
  }
}

extension Transaction {
  package borrowing func houseEntities() throws -> [HouseEntity] {
    try all(
      """
      SELECT h.*, o.usual_name AS organisation_name FROM house_entities h JOIN organisations o ON o.id = h.organisation
      ORDER BY h.from_day, o.name_key, h.id
      """)
  }
  /// Under which name the house writes on that day: the usual one of whoever lets its spaces, else of whoever runs it. nil where nobody does.
  package borrowing func houseName(on day: Day) throws -> String? {
    let entities = try houseEntities(on: day)
    return (entities.first { $0.function == .operating } ?? entities.first)?.organisationName
  }
  package borrowing func houseEntities(on day: Day) throws -> [HouseEntity] { try houseEntities().filter { $0.span.holds(on: day) } }
}
