import Foundation
import Kernel

/// One feature of an IMDF file, as far as the house reads it.
struct Feature: Sendable {
  /// What is drawn of it; a ring still has its last point, which repeats the first.
  enum Shape: Sendable {
    case none
    case point(Position)
    case line([Position])
    case ring([Position])
  }

  let file: String
  let id: String
  let shape: Shape
  let category: String
  /// A label in French, else in any language.
  let name: String
  let shortName: String
  /// The key or code the house knows it by.
  let code: String
  let ordinal: Int?
  let level: String
  let buildings: [String]
  let address: [String: String]

  /// The corners of an outline; of nothing else.
  var ring: [Position] { if case .ring(let positions) = shape { positions } else { [] } }

  /// `unit.geojson:<id>:geometry`, or by its number where it has no id.
  func field(_ part: String) -> String { Feature.field(file, id, part) }
  static func field(_ file: String, _ id: String, _ part: String) -> String { "\(file):\(id):\(part)" }
}

extension Feature {
  private typealias Object = [String: Any]

  /// The features of a file, each fault told with the feature's id. A file that is not there has none.
  static func read(_ file: String, from files: BuildingFiles, into problems: inout Problems) -> [Feature] {
    guard let bytes = files.files[file] else { return [] }
    guard let json = object(file, bytes, into: &problems) else { return [] }
    guard let whole = json as? Object, whole["type"] as? String == "FeatureCollection", let features = whole["features"] as? [Any] else {
      problems.add("spaces.exchange.problem.json", field: file)
      return []
    }
    if features.count > PlanReading.mostFeatures {
      problems.add("spaces.exchange.problem.tooMany", field: file, ["limit": "\(PlanReading.mostFeatures)"])
      return []
    }
    var seen: Set<String> = []
    return features.enumerated().compactMap { place, item in
      guard let object = item as? Object else {
        problems.add("spaces.exchange.problem.feature", field: Feature.field(file, "#\(place + 1)", "type"))
        return nil
      }
      let id = (object["id"] as? String).flatMap { $0.isEmpty || $0.count > 100 ? nil : $0 } ?? "#\(place + 1)"
      if !seen.insert(id).inserted { problems.add("spaces.exchange.problem.idTwice", field: Feature.field(file, id, "id")) }
      return Feature(object, id: id, file: file, &problems)
    }
  }

  /// The JSON of a file, if it is within measure; else says where it is not.
  private static func object(_ file: String, _ bytes: [UInt8], into problems: inout Problems) -> Any? {
    if let fault = JSONFault(in: bytes, deepest: PlanReading.deepest, mostValues: PlanReading.mostValues) {
      problems.add([fault.problem(in: file)])
      return nil
    }
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    do { return try JSONSerialization.jsonObject(with: Data(bytes.dropFirst(isMarked ? 3 : 0))) } catch {
      problems.add("spaces.exchange.problem.json", field: file)
      return nil
    }
  }

  private init?(_ object: Object, id: String, file: String, _ problems: inout Problems) {
    let type = String(file.prefix { $0 != "." })
    let wanted = type == "outlines" ? "unit" : type
    if object["type"] as? String != "Feature" || (object["feature_type"] as? String).map({ $0 != wanted }) ?? false {
      problems.add("spaces.exchange.problem.feature", field: Feature.field(file, id, "feature_type"), ["type": wanted])
      return nil
    }
    let properties = object["properties"] as? Object ?? [:]
    guard let shape = Feature.shape(object["geometry"], Feature.field(file, id, "geometry"), &problems) else { return nil }
    (self.file, self.id, self.shape) = (file, id, shape)
    category = properties["category"] as? String ?? ""
    func label(_ part: String) -> String { Feature.label(properties[part], Feature.field(file, id, part), &problems) }
    (name, shortName, code) = (label("name"), label("short_name"), label("alt_name"))
    ordinal = (properties["ordinal"] as? NSNumber).flatMap { Int(exactly: $0.doubleValue) }
    level = properties["level_id"] as? String ?? ""
    buildings = (properties["building_ids"] as? [Any] ?? []).compactMap { $0 as? String }
    var address: [String: String] = [:]
    if type == "address" {
      for key in ["address", "locality", "postal_code", "country"] {
        address[key] = (properties[key] as? String).map { String($0.prefix(200)) }
      }
    }
    self.address = address
  }

  private static func label(_ value: Any?, _ field: String, _ problems: inout Problems) -> String {
    guard let labels = value as? Object else { return "" }
    let text = labels["fr"] as? String ?? labels.sorted { $0.key < $1.key }.compactMap { $0.value as? String }.first ?? ""
    if text.count > 200 { problems.add("kernel.problem.long", field: field, ["limit": "200"]) }
    if !InputReader.isPlain(text.prefix(201)) { problems.add("kernel.problem.characters", field: field) }
    return String(text.prefix(200))
  }

  private static func shape(_ value: Any?, _ field: String, _ problems: inout Problems) -> Shape? {
    guard let value, !(value is NSNull) else { return Shape.none }
    guard let geometry = value as? Object, let type = geometry["type"] as? String, let coordinates = geometry["coordinates"] as? [Any]
    else {
      problems.add("spaces.exchange.problem.geometry", field: field, ["type": ""])
      return nil
    }
    switch type {
    case "Point": return positions([coordinates], field, &problems).map { .point($0[0]) }
    case "LineString": return positions(coordinates, field, &problems).map { .line($0) }
    case "Polygon": return ring(coordinates, field, &problems)
    // One part only: a cell in two pieces is two cells.
    case "MultiPolygon" where coordinates.count == 1: return ring(coordinates[0] as? [Any] ?? [], field, &problems)
    default:
      problems.add("spaces.exchange.problem.geometry", field: field, ["type": String(type.prefix(40))])
      return nil
    }
  }

  private static func ring(_ rings: [Any], _ field: String, _ problems: inout Problems) -> Shape? {
    if rings.count > 1 {
      problems.add("spaces.exchange.problem.hole", field: field)
      return nil
    }
    return positions(rings.first as? [Any] ?? [], field, &problems).map { .ring($0) }
  }

  private static func positions(_ list: [Any], _ field: String, _ problems: inout Problems) -> [Position]? {
    if list.isEmpty || list.count > Polygon.mostPoints + 1 {
      problems.add("spaces.exchange.problem.points", field: field, ["count": "\(list.count)", "most": "\(Polygon.mostPoints)"])
      return nil
    }
    var found: [Position] = []
    for item in list {
      let numbers = (item as? [Any] ?? []).compactMap { ($0 as? NSNumber)?.doubleValue }
      guard let position = Position(checking: numbers) else {
        problems.add("spaces.exchange.problem.coordinates", field: field)
        return nil
      }
      found.append(position)
    }
    return found
  }
}
