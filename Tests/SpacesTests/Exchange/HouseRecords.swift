import Kernel
import Store

@testable import Spaces

/// Every fact of the timeline as text that names things by key and code, never by id: two houses with the same facts have the same lines.
/// Written apart from the export.
enum HouseRecords {
  static func lines(_ transaction: borrowing Transaction) throws -> [String] {
    var lines: [String] = []
    func add(_ name: String, _ sql: SQL) throws { lines += try transaction.rows(sql).map { "\(name) \($0.values)" } }
    try add("site", "SELECT external_key, name, street, postcode, city, country FROM sites")
    try add(
      "building",
      """
      SELECT b.external_key, s.external_key AS site, b.name, latitude, longitude, bearing, shared_wall, wall_gap, place
      FROM buildings b JOIN sites s ON s.id = b.site
      """)
    try add(
      "lease",
      """
      SELECT b.external_key, l.landlord, l.tenant, l.reference, l.from_day, l.until_day FROM head_leases l JOIN buildings b ON b.id = l.building
      """)
    try add(
      "level",
      """
      SELECT l.external_key, b.external_key AS building, l.name, short_name, ordinal, outline, m.external_key AS commissioning
      FROM levels l JOIN buildings b ON b.id = l.building LEFT JOIN milestones m ON m.id = l.commissioning
      """)
    try add(
      "cell",
      """
      SELECT c.code, l.external_key, c.name, c.kind, c.outline, c.area, c.noise, c.has_window, c.capacity, c.workplaces, c.attributes,
        c.from_day, c.until_day FROM cells c JOIN levels l ON l.id = c.level
      """)
    try add("mark", "SELECT l.external_key, f.kind, f.outline, f.name FROM features f JOIN levels l ON l.id = f.level")
    for link in try transaction.links() {
      let cells = try transaction.cells([link.first, link.second]).map { "\($0.code) \($0.span.from)" }.sorted()
      lines.append("link \(cells) \(link.isJoined) \(link.reason)")
    }
    try add("rent", "SELECT b.external_key, r.cell_kind, r.from_day, r.yearly FROM list_rents r JOIN buildings b ON b.id = r.building")
    try add(
      "headcount",
      "SELECT COALESCE(o.external_key, o.id) AS k, h.from_day, h.people FROM headcounts h JOIN organisations o ON o.id = h.organisation")
    try add(
      "milestone",
      """
      SELECT m.external_key, b.external_key AS building, m.name, m.kind, d.sequence, d.day, d.said_at, d.reached, d.reason, d.source
      FROM milestones m JOIN buildings b ON b.id = m.building JOIN milestone_dates d ON d.milestone = m.id
      """)
    for line in try transaction.reshapings() {
      let change = line.reshaping
      lines.append(
        "reshaping \(change.kind) \(change.day) \(change.works.map(\.description) ?? "") \(change.cost) \(change.note) \(change.madeAt.iso)"
          + " \(line.beforeCodes) \(line.afterCodes)")
    }
    try addHolds(transaction, &lines)
    return lines.sorted()
  }

  private static func addHolds(_ transaction: borrowing Transaction, _ lines: inout [String]) throws {
    func add(_ name: String, _ sql: SQL) throws { lines += try transaction.rows(sql).map { "\(name) \($0.values)" } }
    try add(
      "hold",
      """
      SELECT COALESCE(h.external_key, h.id) AS k, h.kind, COALESCE(o.external_key, o.id) AS holder, h.wanted_count, m.external_key AS milestone,
        h.milestone_offset, h.from_day, h.until_day, h.made_at, h.made_by, h.expires_on, h.monthly_rent, h.reason, h.queue_position, h.ended_at,
        h.ended_how, h.ended_reason, COALESCE(n.external_key, n.id) AS next
      FROM holds h LEFT JOIN organisations o ON o.id = h.organisation LEFT JOIN milestones m ON m.id = h.milestone
      LEFT JOIN holds n ON n.id = h.successor
      """)
    try add(
      "space",
      """
      SELECT COALESCE(h.external_key, h.id) AS k, s.name, s.from_day, s.until_day, c.code, c.from_day AS begun
      FROM holds h JOIN spaces s ON s.id = h.space JOIN space_cells p ON p.space = s.id JOIN cells c ON c.id = p.cell
      """)
    try add(
      "pool",
      """
      SELECT COALESCE(h.external_key, h.id) AS k, c.code, c.from_day FROM holds h JOIN hold_pool p ON p.hold = h.id JOIN cells c ON c.id = p.cell
      """)
    try add(
      "blocked",
      """
      SELECT COALESCE(h.external_key, h.id) AS k, c.code, c.from_day, b.from_number, b.until_number
      FROM hold_cells b JOIN holds h ON h.id = b.hold JOIN cells c ON c.id = b.cell
      """)
    try add(
      "promise",
      """
      SELECT COALESCE(h.external_key, h.id) AS k, p.sequence, p.from_day, p.until_day, p.said_at, p.reason, m.external_key, d.sequence AS said
      FROM promises p JOIN holds h ON h.id = p.hold LEFT JOIN milestone_dates d ON d.id = p.milestone_date
      LEFT JOIN milestones m ON m.id = d.milestone
      """)
    try add(
      "reminder",
      """
      SELECT COALESCE(h.external_key, h.id) AS k, r.expires_on, r.notice, r.sent_at FROM hold_reminders r JOIN holds h ON h.id = r.hold
      """)
  }

  /// Persons, organisations and what ties them.
  static func people(_ transaction: borrowing Transaction) throws -> [String] {
    var lines: [String] = []
    func add(_ name: String, _ sql: SQL) throws { lines += try transaction.rows(sql).map { "\(name) \($0.values)" } }
    try add(
      "organisation",
      """
      SELECT COALESCE(external_key, id) AS k, legal_name, usual_name, name_key, search_key, kind, legal_form, siren, siret, vat_number, activity,
        website, invented, listed_from, description_fr, description_en, description_de FROM organisations
      """)
    try add("person", "SELECT COALESCE(external_key, id) AS k, name, email, language, phone, listed_from FROM persons")
    try add(
      "membership",
      """
      SELECT p.email, o.legal_name, m.title, m.from_day, m.until_day FROM memberships m JOIN persons p ON p.id = m.person
      JOIN organisations o ON o.id = m.organisation
      """)
    try add(
      "role",
      """
      SELECT p.email, g.role, o.legal_name, g.from_day, g.until_day FROM role_grants g JOIN persons p ON p.id = g.person
      LEFT JOIN organisations o ON o.id = g.organisation
      """)
    try add(
      "entity",
      "SELECT o.legal_name, e.house_function, e.from_day, e.until_day FROM house_entities e JOIN organisations o ON o.id = e.organisation")
    return lines.sorted()
  }
}
