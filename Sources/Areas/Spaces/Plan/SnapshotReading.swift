import Kernel
import Store

/// Reads the whole timeline in a dozen queries of few columns each.
struct SnapshotReading {
  private(set) var buildings: [PlanBuilding] = []
  private(set) var levels: [PlanLevel] = []
  private(set) var cells: [PlanCell] = []
  private(set) var holders: [PlanHolder] = []
  private(set) var holds: [PlanHold] = []
  private(set) var features: [[LevelGeometry.Feature]] = []
  private(set) var links: [LinkedPair] = []
  private var buildingPlaces: [String: Int] = [:]
  private var levelPlaces: [String: Int] = [:]
  private var cellPlaces: [String: Int] = [:]
  private var holderPlaces: [String: Int] = [:]
  private var holdPlaces: [String: Int] = [:]
  let house: HouseTime
  let today: Day

  init(_ transaction: borrowing Transaction, today: Day, house: HouseTime) throws {
    (self.house, self.today) = (house, today)
    try readBuildings(transaction)
    try readLevels(transaction)
    try readCells(transaction)
    holders = try SnapshotReading.holders(transaction, today: today)
    holderPlaces = Dictionary(uniqueKeysWithValues: holders.enumerated().map { ($1.id.text, $0) })
    try readHolds(transaction)
    try readHoldCells(transaction)
  }

  func timeline(_ transaction: borrowing Transaction, version: Int) throws -> Timeline {
    var rents: [Timeline.RentPlace: [(from: Day, amount: Int64)]] = [:]
    for row in try transaction.rows("SELECT building, cell_kind, from_day, yearly FROM list_rents") {
      guard let building = buildingPlaces[try row.get("building")], let kind = CellKind(rawValue: try row.get("cell_kind")) else {
        continue
      }
      rents[Timeline.RentPlace(building: building, kind: kind), default: []].append((try row.get("from_day"), try row.get("yearly")))
    }
    var people: [Int: [(from: Day, amount: Int)]] = [:]
    for row in try transaction.rows("SELECT organisation, from_day, people FROM headcounts") {
      guard let holder = holderPlaces[try row.get("organisation")] else { continue }
      people[holder, default: []].append((try row.get("from_day"), try row.get("people")))
    }
    return Timeline(
      today: today, version: version, buildings: buildings, levels: levels, cells: cells, holders: holders, holds: holds,
      listRents: rents.mapValues { Steps($0) }, headcounts: people.mapValues { Steps($0) })
  }

  /// In the order they came to the house's books, which their colours follow.
  static func holders(_ transaction: borrowing Transaction, today: Day) throws -> [PlanHolder] {
    try transaction.rows("SELECT id, usual_name, activity, invented, listed_from FROM organisations ORDER BY id").map { row in
      let listed: Day? = try row.get("listed_from")
      return PlanHolder(
        id: try row.get("id"), name: try row.get("usual_name"), activity: try row.get("activity"), isInvented: try row.get("invented"),
        isListed: listed.map { $0 <= today } ?? false)
    }
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
      SELECT id, level, code, name, kind, outline, area, noise, has_window, capacity, workplaces, from_day, until_day FROM cells ORDER BY code, from_day
      """)
    for row in rows {
      let id: ID<Cell> = try row.get("id")
      guard let level = levelPlaces[try row.get("level")], let span = try row.span() else { continue }
      cellPlaces[id.text] = cells.count
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

  private mutating func readHolds(_ transaction: borrowing Transaction) throws {
    let rows = try transaction.rows(
      """
      SELECT h.id, h.kind, h.organisation, h.wanted_count, m.name AS milestone_name, h.from_day, h.until_day, h.made_at, h.expires_on,
        h.monthly_rent, h.reason, h.ended_at, h.ended_how, h.ended_reason, h.successor
      FROM holds h LEFT JOIN milestones m ON m.id = h.milestone ORDER BY h.made_at, h.id
      """)
    holds.reserveCapacity(rows.count)
    for row in rows {
      guard let span = try row.span() else { continue }
      let organisation: String? = try row.get("organisation")
      let ended: Instant? = try row.get("ended_at")
      var hold = PlanHold(
        id: try row.get("id"), kind: try row.get("kind"), organisation: organisation.flatMap { holderPlaces[$0] }, span: span,
        madeOn: house.day(of: try row.get("made_at")))
      hold.endedOn = ended.map { house.day(of: $0) }
      hold.endedHow = try row.get("ended_how")
      hold.endedReason = try row.get("ended_reason")
      hold.expiresOn = try row.get("expires_on")
      hold.monthlyRent = try row.get("monthly_rent")
      hold.reason = try row.get("reason")
      hold.successor = try row.get("successor")
      hold.milestone = try row.get("milestone_name")
      hold.wantedCount = try row.get("wanted_count")
      holdPlaces[hold.id.text] = holds.count
      holds.append(hold)
    }
    for row in try transaction.rows("SELECT hold, from_day, until_day, said_at, reason FROM promises ORDER BY hold, sequence") {
      guard let place = holdPlaces[try row.get("hold")] else { continue }
      holds[place].promises.append(
        PlanPromise(
          said: house.day(of: try row.get("said_at")), from: try row.get("from_day"), until: try row.get("until_day"),
          reason: try row.get("reason")))
    }
  }

  private mutating func readHoldCells(_ transaction: borrowing Transaction) throws {
    for row in try transaction.rows("SELECT h.id, s.cell FROM holds h JOIN space_cells s ON s.space = h.space") {
      guard let hold = holdPlaces[try row.get("id")], let cell = cellPlaces[try row.get("cell")] else { continue }
      holds[hold].cells.append(cell)
    }
    for row in try transaction.rows("SELECT hold, cell FROM hold_pool") {
      guard let hold = holdPlaces[try row.get("hold")], let cell = cellPlaces[try row.get("cell")] else { continue }
      holds[hold].pool.append(cell)
    }
    for row in try transaction.rows("SELECT hold, cell, from_number, until_number FROM hold_cells") {
      guard let hold = holdPlaces[try row.get("hold")], let cell = cellPlaces[try row.get("cell")] else { continue }
      let until: Int = try row.get("until_number")
      holds[hold].blocked.append(
        BlockedCell(cell: cell, from: Day(number: try row.get("from_number")), until: until >= 2_932_896 ? nil : Day(number: until)))
    }
  }
}

extension Row {
  /// nil for a span without days, which no act writes.
  fileprivate func span() throws -> DaySpan? { DaySpan(checking: try get("from_day"), until: try get("until_day")) }
}
