import Kernel
import Store

/// How many people an organisation says it has in the house, from a day until it says otherwise.
package struct Headcount: RowReadable, Sendable, Hashable {
  package let id: ID<Headcount>
  package let organisation: OrganisationID
  package let from: Day
  package let people: Int

  package init(row: Row) throws {
    id = try row.get("id")
    organisation = try row.get("organisation")
    from = try row.get("from_day")
    people = try row.get("people")
  }
}

extension Transaction {
  package borrowing func headcounts() throws -> [Headcount] { try all("SELECT * FROM headcounts ORDER BY organisation, from_day") }
  package borrowing func headcounts(of organisation: OrganisationID) throws -> [Headcount] {
    try all("SELECT * FROM headcounts WHERE organisation = \(organisation) ORDER BY from_day")
  }
  /// The last said on or before that day.
  package borrowing func headcounts(on day: Day) throws -> [OrganisationID: Int] {
    let found: [Headcount] = try all(
      """
      SELECT * FROM headcounts h WHERE from_day = (
        SELECT MAX(g.from_day) FROM headcounts g WHERE g.organisation = h.organisation AND g.from_day <= \(day))
      """)
    return Dictionary(uniqueKeysWithValues: found.map { ($0.organisation, $0.people) })
  }
}
