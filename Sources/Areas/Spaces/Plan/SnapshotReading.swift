import Kernel
import Store

/// Reads the whole timeline in a dozen queries of few columns each.
struct SnapshotReading {
  let ground: GroundReading
  private let holders: [PlanHolder]
  private var holds: [PlanHold] = []
  private let holderPlaces: [String: Int]
  private var holdPlaces: [String: Int] = [:]
  /// Of each space, in the order of their codes.
  private var spaceCells: [String: [Int]] = [:]
  private let today: Day
  private var days: DayCounting

  init(_ transaction: borrowing Transaction, today: Day, house: HouseTime) throws {
    (self.today, days) = (today, DayCounting(house))
    ground = try GroundReading(transaction, house: house)
    holders = try SnapshotReading.holders(transaction, today: today)
    holderPlaces = Dictionary(uniqueKeysWithValues: holders.enumerated().map { ($1.id.text, $0) })
    try readSpaces(transaction)
    try readHolds(transaction)
    try readHoldCells(transaction)
  }

  func timeline(_ transaction: borrowing Transaction, version: Int) throws -> Timeline {
    var rents: [Timeline.RentPlace: [(from: Day, amount: Int64)]] = [:]
    for row in try transaction.rows("SELECT building, cell_kind, from_day, yearly FROM list_rents") {
      guard let building = ground.buildingPlaces[try row.get("building")], let kind = CellKind(rawValue: try row.get("cell_kind")) else {
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
      today: today, version: version, buildings: ground.buildings, levels: ground.levels, cells: ground.cells, holders: holders,
      holds: holds,
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

  private mutating func readSpaces(_ transaction: borrowing Transaction) throws {
    try transaction.eachRow("SELECT space, cell FROM space_cells") { reader in
      let space = try reader.text()
      if let cell = ground.cellPlaces[try reader.text()] { spaceCells[space, default: []].append(cell) }
    }
    for (space, cells) in spaceCells where cells.count > 1 { spaceCells[space] = cells.sorted() }
  }

  private mutating func readHolds(_ transaction: borrowing Transaction) throws {
    try transaction.eachRow(
      """
      SELECT h.id, h.space, h.kind, h.organisation, h.wanted_count, h.queue_position, m.name AS milestone_name, h.from_day, h.until_day, h.made_at, h.expires_on,
        h.monthly_rent, h.reason, h.ended_at, h.ended_how, h.ended_reason, h.successor
      FROM holds h LEFT JOIN milestones m ON m.id = h.milestone ORDER BY h.made_at, h.id
      """
    ) { reader in
      let id = try reader.text()
      let space = try reader.optionalText()
      guard let kind = HoldKind(rawValue: try reader.text()) else { throw StoreError(.decoding, "hold \(id) is of no kind") }
      let organisation = try reader.optionalText()
      let wanted = try reader.optionalInteger()
      let queued = try reader.optionalInteger()
      let milestone = try reader.optionalText()
      guard let span = DaySpan(checking: try reader.day(), until: try reader.optionalDay()) else { return }
      var hold = PlanHold(
        id: ID(id), kind: kind, organisation: organisation.flatMap { holderPlaces[$0] }, span: span,
        madeOn: days.day(of: try reader.integer()))
      (hold.wantedCount, hold.milestone, hold.isWaiting) = (wanted.map { Int($0) }, milestone, queued != nil)
      hold.cells = space.flatMap { spaceCells[$0] } ?? []
      hold.expiresOn = try reader.optionalDay()
      hold.monthlyRent = try reader.optionalInteger().map { Money(cents: $0) }
      hold.reason = try reader.text()
      hold.endedOn = try reader.optionalInteger().map { days.day(of: $0) }
      hold.endedHow = try reader.optionalText().flatMap { HoldEnd(rawValue: $0) }
      hold.endedReason = try reader.text()
      hold.successor = try reader.optionalText().map { ID($0) }
      holdPlaces[id] = holds.count
      holds.append(hold)
    }
    try readPromises(transaction)
  }

  /// Put in order here: by an index, or by sorting, the engines take longer.
  private mutating func readPromises(_ transaction: borrowing Transaction) throws {
    var said: [(hold: Int, sequence: Int64, promise: PlanPromise)] = []
    said.reserveCapacity(2 * holds.count)
    var (last, place): (String, Int?) = ("", nil)
    try transaction.eachRow("SELECT hold, sequence, from_day, until_day, said_at, reason FROM promises") { reader in
      let hold = try reader.text()
      if hold != last { (last, place) = (hold, holdPlaces[hold]) }
      guard let place else { return }
      let (sequence, from, until) = (try reader.integer(), try reader.day(), try reader.optionalDay())
      let day = days.day(of: try reader.integer())
      said.append((place, sequence, PlanPromise(said: day, from: from, until: until, reason: try reader.text())))
    }
    said.sort { ($0.hold, $0.sequence) < ($1.hold, $1.sequence) }
    for (hold, _, promise) in said { holds[hold].promises.append(promise) }
  }

  private mutating func readHoldCells(_ transaction: borrowing Transaction) throws {
    try transaction.eachRow("SELECT hold, cell FROM hold_pool") { reader in
      guard let hold = holdPlaces[try reader.text()], let cell = ground.cellPlaces[try reader.text()] else { return }
      holds[hold].pool.append(cell)
    }
    try transaction.eachRow("SELECT hold, cell_number, from_number, until_number FROM hold_cells") { reader in
      guard let hold = holdPlaces[try reader.text()], let cell = ground.numberPlaces[try reader.integer()] else { return }
      let (from, until) = (Int(try reader.integer()), Int(try reader.integer()))
      holds[hold].blocked.append(BlockedCell(cell: cell, from: Day(number: from), until: until >= endlessDay ? nil : Day(number: until)))
    }
  }
}
