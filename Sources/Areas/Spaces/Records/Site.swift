import Kernel
import Store

package enum Sites {}

/// A piece of ground with an address, on which buildings stand.
package struct Site: RowReadable, Sendable, Hashable {
  package let id: ID<Sites>
  package let key: String
  package let name: String
  package let street: String
  package let postcode: String
  package let city: String
  /// Two letters, `FR`.
  package let country: String

  package init(row: Row) throws {
    id = try row.get("id")
    key = try row.get("external_key")
    name = try row.get("name")
    street = try row.get("street")
    postcode = try row.get("postcode")
    city = try row.get("city")
    country = try row.get("country")
  }

  package var subject: String { "site/\(id)" }
}

extension Transaction {
  package borrowing func sites() throws -> [Site] { try all("SELECT * FROM sites ORDER BY name, id") }
  package borrowing func site(_ id: ID<Sites>) throws -> Site? { try one("SELECT * FROM sites WHERE id = \(id)") }
  package borrowing func site(key: String) throws -> Site? { try one("SELECT * FROM sites WHERE external_key = \(key)") }
}
