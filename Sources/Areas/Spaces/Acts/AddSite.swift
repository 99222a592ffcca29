import Kernel
import Store

/// What can be said of a site.
package struct SiteFacts: Sendable, Hashable {
  package var name: String
  package var street: String
  package var postcode: String
  package var city: String
  /// Two letters, `FR`.
  package var country: String

  package init(name: String, street: String = "", postcode: String = "", city: String = "", country: String = "FR") {
    (self.name, self.street, self.postcode, self.city, self.country) = (name, street, postcode, city, country)
  }
  package init(_ site: Site) {
    self.init(name: site.name, street: site.street, postcode: site.postcode, city: site.city, country: site.country)
  }

  func check() throws {
    var problems = Problems()
    problems.demand(name, field: "name")
    if country.utf8.count != 2 || !country.utf8.allSatisfy({ (65...90).contains($0) }) {
      problems.add("spaces.keeping.problem.country", field: "country")
    }
    try problems.refuse()
  }
  func audit() throws -> String {
    try audited(["name": name, "street": street, "postcode": postcode, "city": city, "country": country])
  }
}

/// Makes a piece of ground with an address known to the house.
package struct AddSite: Act {
  /// nil makes one of the name.
  package let key: String?
  package let facts: SiteFacts

  package init(key: String? = nil, _ facts: SiteFacts) { (self.key, self.facts) = (key, facts) }
  package init(key: String, name: String, street: String = "", postcode: String = "", city: String = "", country: String = "FR") {
    self.init(key: key, SiteFacts(name: name, street: street, postcode: postcode, city: city, country: country))
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Sites> {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    try facts.check()
    let key = try transaction.key(key, of: facts.name, in: .sites)
    let id = ID<Sites>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO sites (id, external_key, name, street, postcode, city, country)
      VALUES (\(id), \(key), \(facts.name), \(facts.street), \(facts.postcode), \(facts.city), \(facts.country))
      """)
    try transaction.note("spaces.site.add", on: "site/\(id)", by: viewer, at: now, after: try facts.audit())
    return id
  }
}

/// Says anew what is known of a site.
package struct ChangeSite: Act {
  package let site: ID<Sites>
  package let facts: SiteFacts

  package init(_ site: ID<Sites>, _ facts: SiteFacts) { (self.site, self.facts) = (site, facts) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    try facts.check()
    guard let known = try transaction.site(site) else { throw Refusal.notFound }
    if facts == SiteFacts(known) { return }
    try transaction.run(
      """
      UPDATE sites SET name = \(facts.name), street = \(facts.street), postcode = \(facts.postcode), city = \(facts.city),
        country = \(facts.country) WHERE id = \(site)
      """)
    try transaction.note(
      "spaces.site.change", on: known.subject, by: viewer, at: now, before: try SiteFacts(known).audit(), after: try facts.audit())
  }
}
