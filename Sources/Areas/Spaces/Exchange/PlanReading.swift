import Kernel

/// A reading of the files under way: what is found, and what is wrong with it.
struct PlanReading {
  /// In one file.
  static let mostFeatures = 50_000
  /// Lists and objects in one another: deeper than any GeoJSON, whose coordinates are the tenth level at most.
  static let deepest = 32
  /// Values of one file; each takes some hundred bytes of memory once it is read.
  static let mostValues = 2_000_000
  /// The IMDF archive, and the outlines that are not of its day.
  static let drawnFiles = [
    "manifest.json", "venue.geojson", "address.geojson", "building.geojson", "footprint.geojson", "level.geojson", "unit.geojson",
    "fixture.geojson", "opening.geojson", "outlines.geojson",
  ]
  /// Told at once; a file with more is wrong as a whole.
  static let mostProblems = 200

  let files: BuildingFiles
  let today: Day
  var entries = PlanEntries()
  var problems = Problems()
  /// Named in lines that may be wrong themselves: what speaks of them is not wrong for that.
  let mentioned: (buildings: Set<String>, levels: Set<String>, cells: Set<String>)
  /// Ids of the levels that are drawn, read or not.
  var drawnLevels: Set<String> = []
  /// By the key of a building.
  var planes: [String: TangentPlane] = [:]
  /// By the id of a level as it is drawn, in an archive without tables.
  var walls: [String: DrawnWalls] = [:]
  /// Files that could not be read as a whole, and ids of what is drawn wrongly: nobody is told besides that they are not drawn.
  private(set) var misread: (files: Set<String>, features: Set<String>) = ([], [])

  init(files: BuildingFiles, today: Day = Day(number: 0)) {
    (self.files, self.today) = (files, today)
    mentioned = (
      PlanFile.buildings.mentions("key", in: files), PlanFile.levels.mentions("key", in: files), PlanFile.cells.mentions("code", in: files)
    )
  }

  mutating func readAll() {
    readManifest()
    readBuildings()
    readMilestones()
    readLevels()
    readCells()
    readMarks()
    readLinks()
    readAmounts()
    readReshapings()
    readEvents()
    if problems.items.count > PlanReading.mostProblems {
      let told = problems.items.prefix(PlanReading.mostProblems)
      let rest = problems.items.count - told.count
      problems = Problems()
      problems.add(Array(told))
      problems.add("spaces.exchange.problem.more", field: "file", ["count": "\(rest)"])
    }
  }

  mutating func features(_ file: String) -> [Feature] {
    var told = Problems()
    let features = Feature.read(file, from: files, into: &told)
    for field in told.items.compactMap(\.field) {
      // `unit.geojson:<id>:geometry` is a feature; the file, with line and column or without, is all of it.
      let parts = field.split(separator: ":")
      if parts.count == 3, Int(parts[1]) == nil { misread.features.insert(String(parts[1])) } else { misread.files.insert(file) }
    }
    problems.add(told.items)
    return features
  }

  /// Tells that something of a table is nowhere in the drawing, unless its drawing is what is wrong.
  mutating func tellNotDrawn(_ key: String, id: String, in file: String, field: String) {
    if misread.files.contains(file) || misread.features.contains(id) || misread.features.contains(key) { return }
    problems.add("spaces.exchange.problem.notDrawn", field: field, ["key": key, "file": file])
  }

  private mutating func readManifest() {
    for file in ["building.geojson", "level.geojson", "unit.geojson"] where files.files[file] == nil {
      problems.add("spaces.exchange.problem.fileMissing", field: file, ["file": file])
    }
    guard let bytes = files.files["manifest.json"] else {
      problems.add("spaces.exchange.problem.fileMissing", field: "manifest.json", ["file": "manifest.json"])
      return
    }
    if let fault = JSONFault(in: bytes) {
      problems.add([fault.problem(in: "manifest.json")])
      return
    }
    guard let version = Manifest(bytes)?.version, version.hasPrefix("1.") else {
      problems.add("spaces.exchange.problem.manifest", field: "manifest.json:version")
      return
    }
  }

  /// Points of a plan from degrees; what is wrong is told once.
  mutating func points(_ positions: [Position], in building: String, _ field: String) -> [Point]? {
    guard let plane = planes[building] else { return nil }
    let points = positions.compactMap(plane.point)
    if points.count == positions.count { return points }
    problems.add("spaces.exchange.problem.coordinates", field: field)
    return nil
  }

  mutating func outline(of feature: Feature, in building: String) -> Polygon? {
    guard case .ring(let positions) = feature.shape else {
      problems.add("spaces.exchange.problem.geometry", field: feature.field("geometry"), ["type": "Polygon"])
      return nil
    }
    guard let points = points(positions, in: building, feature.field("geometry")) else { return nil }
    let walls = walls[feature.file == "level.geojson" ? feature.id : feature.level]
    do {
      return try Polygon(checking: walls?.ring(points) ?? points)
    } catch {
      problems.add([error.problem(field: feature.field("geometry"))])
      return nil
    }
  }

  /// Notes every entry that bears a name another already bears.
  mutating func refuseDoubles<Entry>(_ entries: [Entry], _ column: String, place: (Entry) -> String, name: (Entry) -> String) {
    var seen: Set<String> = []
    for entry in entries where !seen.insert(name(entry)).inserted {
      problems.add("spaces.exchange.problem.keyTwice", field: "\(place(entry)):\(column)", ["key": name(entry)])
    }
  }
}
