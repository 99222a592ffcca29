import Kernel

/// What the files of a building say, each thing checked for itself and against the others. `place` is the file and line it stands on.
package struct PlanEntries: Sendable {
  struct Ground: Sendable {
    let place: String
    var key: String
    let name: String
    let street: String
    let postcode: String
    let city: String
    let country: String
  }
  struct House: Sendable {
    let place: String
    let key: String
    let site: String
    var facts: BuildingFacts
    var leases: [Lease] = []
    /// The id of its IMDF feature.
    var feature = ""
  }
  struct Lease: Sendable {
    let place: String
    let building: String
    let landlord: String
    let tenant: String
    let reference: String
    let span: DaySpan
  }
  struct Floor: Sendable {
    let place: String
    let key: String
    let building: String
    let name: String
    let shortName: String
    let ordinal: Int
    let commissioning: String?
    var outline = Polygon(known: [])
    var feature = ""
  }
  struct Date: Sendable {
    let place: String
    let key: String
    let building: String
    let name: String
    let kind: MilestoneKind
    /// When it is to be, unless the events say it.
    let day: Day?
  }
  struct Room: Sendable {
    let place: String
    let code: String
    let level: String
    let facts: CellFacts
    let span: DaySpan
    var outline = Polygon(known: [])

    /// The field that tells what is wrong with its drawing.
    var drawing: String { "unit.geojson:\(code):geometry" }
  }
  struct Mark: Sendable, Hashable {
    let level: String
    let kind: String
    let outline: Polygon
    let name: String
  }
  struct Link: Sendable {
    let place: String
    let first: String
    let second: String
    let joined: Bool
    let reason: String
  }
  struct Rent: Sendable {
    let place: String
    let building: String
    let kind: CellKind
    let from: Day
    let yearly: Money
  }
  struct Count: Sendable {
    let place: String
    let organisation: String
    let from: Day
    let people: Int
  }
  struct Change: Sendable {
    let place: String
    /// When it was decided; nil for now.
    var at: Instant?
    let kind: ReshapingKind
    let day: Day
    let cells: [String]
    let next: [String]
    let works: DaySpan?
    let cost: Money
    let note: String
  }

  var grounds: [Ground] = []
  var buildings: [House] = []
  var levels: [Floor] = []
  var milestones: [Date] = []
  var cells: [Room] = []
  var marks: [Mark] = []
  var links: [Link] = []
  var rents: [Rent] = []
  var headcounts: [Count] = []
  var reshapings: [Change] = []
  /// To be lived through, each by the act of its verb.
  package internal(set) var events: [HouseEvent] = []
  /// As an export recorded them: to be written as they were.
  var recorded: [HouseEvent] = []

  /// Sites, buildings, levels and what is drawn of them are those of the house, and stay.
  private(set) var isGroundKnown = false

  package var cellCount: Int { cells.count }

  /// Reads everything, or throws a `Refusal` with every fault: its field is the file, then the line or the feature's id, then the column.
  /// - Parameter today: the first day of cells that do not say theirs.
  package init(_ files: BuildingFiles, today: Day) throws {
    var reading = PlanReading(files: files, today: today)
    reading.readAll()
    try reading.problems.refuse()
    self = reading.entries
  }
  /// Beside a drawing that the house itself gave.
  init(onKnown files: BuildingFiles, today: Day) throws {
    try self.init(files, today: today)
    isGroundKnown = true
  }
  init() {}
}
