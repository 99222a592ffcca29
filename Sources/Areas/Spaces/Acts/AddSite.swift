import Kernel
import Store

/// Makes a piece of ground with an address known to the house.
package struct AddSite: Act {
  package let key: String
  package let name: String
  package let street: String
  package let postcode: String
  package let city: String
  package let country: String

  package init(key: String, name: String, street: String = "", postcode: String = "", city: String = "", country: String = "FR") {
    (self.key, self.name, self.street, self.postcode, self.city, self.country) = (key, name, street, postcode, city, country)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Sites> {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    var problems = Problems()
    problems.demand(key, field: "key")
    problems.demand(name, field: "name")
    try problems.refuse()
    if try transaction.site(key: key) != nil { throw Refusal.conflict("spaces.problem.keyTaken", field: "key", ["key": key]) }
    let id = ID<Sites>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO sites (id, external_key, name, street, postcode, city, country)
      VALUES (\(id), \(key), \(name), \(street), \(postcode), \(city), \(country))
      """)
    try transaction.note(
      "spaces.site.add", on: "site/\(id)", by: viewer, at: now, after: try audited(["key": key, "name": name, "city": city]))
    return id
  }
}
