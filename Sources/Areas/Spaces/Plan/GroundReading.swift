import Kernel
import Store

/// Reads what the house is built of: buildings, levels and cells, what is drawn on them and what hangs together.
struct GroundReading {
  private(set) var buildings: [PlanBuilding] = []
  private(set) var levels: [PlanLevel] = []
  private(set) var cells: [PlanCell] = []
  /// Of each level.
  private(set) var features: [[LevelGeometry.Feature]] = []
  private(set) var links: [LinkedPair] = []
  private(set) var buildingPlaces: [String: Int] = [:]
  private(set) var cellPlaces: [String: Int] = [:]
  /// By the number of a cell.
  private(set) var numberPlaces: [Int64: Int] = [:]
  private var levelPlaces: [String: Int] = [:]
  private let house: HouseTime

  init(_ transaction: borrowing Transaction, house: HouseTime) throws {
    self.house = house
    try readBuildings(transaction)
    try readLevels(transaction)
    try readCells(transaction)
  }

  private mutating func readBuildings(_ transaction: borrowing Transaction) throws {
    let rows = try transaction.rows(
      """
      SELECT b.id, b.external_key, b.name, b.bearing, b.shared_wall, b.wall_gap,
        (SELECT MAX(h.until_day) FROM head_leases h WHERE h.building = b.id) AS leased_until
      FROM buildings b ORDER BY b.place, b.name, b.id
      """)
    for row in rows {
      let id: ID<Building> = try row.get("id")
      buildingPlaces[id.text] = buildings.count
      buildings.append(
        PlanBuilding(
          id: id, key: try row.get("external_key"), name: try row.get("name"), bearing: try row.get("bearing"),
          walls: WallRule(sharedWall: try row.get("shared_wall"), wallGap: try row.get("wall_gap")),
          leasedUntil: try row.get("leased_until")))
    }
  }

  private mutating func readLevels(_ transaction: borrowing Transaction) throws {
    var openings: [String: [Announcement]] = [:]
    for row in try transaction.rows("SELECT milestone, day, said_at FROM milestone_dates ORDER BY milestone, sequence") {
      openings[try row.get("milestone"), default: []].append(
        Announcement(said: house.day(of: try row.get("said_at")), day: try row.get("day")))
    }
    let rows = try transaction.rows(
      """
      SELECT l.id, l.building, l.external_key, l.name, l.short_name, l.ordinal, l.outline, l.commissioning FROM levels l
      JOIN buildings b ON b.id = l.building ORDER BY b.place, b.name, b.id, l.place, l.ordinal, l.id
      """)
    for row in rows {
      let id: ID<Level> = try row.get("id")
      let commissioning: String? = try row.get("commissioning")
      levelPlaces[id.text] = levels.count
      levels.append(
        PlanLevel(
          id: id, building: buildingPlaces[try row.get("building")] ?? 0, key: try row.get("external_key"), name: try row.get("name"),
          shortName: try row.get("short_name"), ordinal: try row.get("ordinal"), outline: try row.get("outline"),
          openings: commissioning.flatMap { openings[$0] } ?? []))
    }
    features = Array(repeating: [], count: levels.count)
    for row in try transaction.rows("SELECT level, kind, outline FROM features ORDER BY id") {
      guard let level = levelPlaces[try row.get("level")] else { continue }
      features[level].append(LevelGeometry.Feature(kind: try row.get("kind"), outline: try row.get("outline")))
    }
  }

  private mutating func readCells(_ transaction: borrowing Transaction) throws {
    let rows = try transaction.rows(
      """
      SELECT id, number, level, code, name, kind, outline, area, noise, has_window, capacity, workplaces, from_day, until_day FROM cells ORDER BY code, from_day
      """)
    for row in rows {
      let id: ID<Cell> = try row.get("id")
      guard let level = levelPlaces[try row.get("level")], let span = try row.span() else { continue }
      cellPlaces[id.text] = cells.count
      numberPlaces[try row.get("number")] = cells.count
      cells.append(
        PlanCell(
          id: id, level: level, code: try row.get("code"), name: try row.get("name"), kind: try row.get("kind"),
          outline: try row.get("outline"), area: try row.get("area"), noise: try row.get("noise"), hasWindow: try row.get("has_window"),
          capacity: try row.get("capacity"), workplaces: try row.get("workplaces"), span: span))
    }
    for row in try transaction.rows("SELECT first_cell, second_cell, joined FROM cell_links ORDER BY id") {
      links.append(LinkedPair(first: try row.get("first_cell"), second: try row.get("second_cell"), joined: try row.get("joined")))
    }
  }
}

extension Row {
  /// nil for a span without days, which no act writes.
  fileprivate func span() throws -> DaySpan? { DaySpan(checking: try get("from_day"), until: try get("until_day")) }
}
