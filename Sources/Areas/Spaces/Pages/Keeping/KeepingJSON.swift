import Kernel

/// A site with its buildings, as `/api/buildings` tells it. Lengths are in millimetres, areas in hundredths of m², amounts in cents.
struct SiteJSON: Encodable, Sendable {
  let id: ID<Sites>
  let key: String
  let name: String
  let street: String
  let postcode: String
  let city: String
  let country: String
  let buildings: [BuildingJSON]

  init(_ site: Site, _ known: BuildingsKnown) {
    (id, key, name, street) = (site.id, site.key, site.name, site.street)
    (postcode, city, country) = (site.postcode, site.city, site.country)
    buildings = known.buildings.filter { $0.site == site.id }.map { BuildingJSON($0, known, rents: nil) }
  }
}

struct BuildingJSON: Encodable, Sendable {
  struct Lease: Encodable, Sendable {
    let id: ID<HeadLease>
    let landlord: String
    let tenant: String
    let reference: String
    let from: Day
    let until: Day?
  }
  struct Rent: Encodable, Sendable {
    let kind: CellKind
    let from: Day
    let yearly: Money
  }
  let id: ID<Building>
  let key: String
  let name: String
  let sharedWall: Int64
  let wallGap: Int64
  /// Billionths of a degree.
  let latitude: Int64
  let longitude: Int64
  /// Thousandths of a degree, clockwise from east.
  let bearing: Int64
  let headLeases: [Lease]
  let listRents: [Rent]?
  let levels: [LevelJSON]

  init(_ building: Building, _ known: BuildingsKnown, rents: [ListRent]?) {
    (id, key, name) = (building.id, building.key, building.name)
    (sharedWall, wallGap) = (building.sharedWall, building.wallGap)
    (latitude, longitude, bearing) = (building.latitude, building.longitude, building.bearing)
    headLeases = known.leases.filter { $0.building == building.id }.map {
      Lease(
        id: $0.id, landlord: $0.landlord, tenant: $0.tenant, reference: $0.reference, from: $0.span.from, until: $0.span.until)
    }
    listRents = rents?.map { Rent(kind: $0.kind, from: $0.from, yearly: $0.yearly) }
    levels = known.levels(of: building.id).map { LevelJSON($0, known, cells: nil) }
  }
}

struct LevelJSON: Encodable, Sendable {
  let id: ID<Level>
  let key: String
  let name: String
  let shortName: String
  let ordinal: Int
  /// `x,y x,y …`
  let outline: String
  let commissioning: ID<Milestone>?
  let opens: Day?
  let cellCount: Int
  let cellArea: FloorArea
  let cells: [KeptCellJSON]?

  init(_ level: Level, _ known: BuildingsKnown, cells: [KeptCellJSON]?) {
    (id, key, name, shortName, ordinal) = (level.id, level.key, level.name, level.shortName, level.ordinal)
    (outline, commissioning) = (level.outline.text, level.commissioning)
    opens = known.opening(of: level)?.day
    (cellCount, cellArea) = (known.cells[level.id]?.count ?? 0, known.cells[level.id]?.area ?? .zero)
    self.cells = cells
  }
}

struct KeptCellJSON: Encodable, Sendable {
  let id: ID<Cell>
  let code: String
  let name: String
  let kind: CellKind
  let area: FloorArea
  let drawnArea: FloorArea
  let noise: Int64
  let window: Bool
  let capacity: Int?
  let workplaces: Int
  let attributes: [String: String]
  let outline: String
  let from: Day
  let until: Day?
  let holder: String?

  init(_ cell: Cell, _ blocked: BlockedLine?) {
    (id, code, name, kind, area, drawnArea) = (cell.id, cell.code, cell.name, cell.kind, cell.area, cell.outline.area)
    (noise, window, capacity, workplaces) = (cell.noise.rawValue, cell.hasWindow, cell.capacity, cell.workplaces)
    (attributes, outline) = (cell.attributeTexts, cell.outline.text)
    (from, until, holder) = (cell.span.from, cell.span.until, blocked?.holder)
  }
}

struct LinkJSON: Encodable, Sendable {
  let id: ID<DeclaredLink>
  let first: String
  let second: String
  let joined: Bool
  let reason: String
  /// Millimetres of wall that make them neighbours by themselves; 0 when none does.
  let wall: Int64
  let changes: Bool
  let restsOn: [String]

  init(_ line: LinksKnown.Line) {
    (id, first, second) = (line.id, line.first.code, line.second.code)
    (joined, reason, wall) = (line.isJoined, line.reason, line.wall)
    changes = line.isJoined != (line.wall > 0)
    restsOn = line.restsOn.map { $0.organisation ?? "" }
  }
}
