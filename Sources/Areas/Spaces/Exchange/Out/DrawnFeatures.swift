import Kernel

/// JSON with its members in the order given, one feature a line: the same plan is always written with the same bytes.
indirect enum JSONText {
  case null
  case text(String)
  case number(Int)
  case truth(Bool)
  case object([(String, JSONText)])
  case list([JSONText])
  /// Coordinates, written already.
  case written(String)

  var description: String {
    switch self {
    case .null: "null"
    case .text(let text): JSONText.quoted(text)
    case .number(let number): "\(number)"
    case .truth(let truth): truth ? "true" : "false"
    case .object(let members): "{" + members.map { JSONText.quoted($0.0) + ":" + $0.1.description }.joined(separator: ",") + "}"
    case .list(let values): "[" + values.map(\.description).joined(separator: ",") + "]"
    case .written(let text): text
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 32:
        result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// A feature as IMDF wants it: every property named, null where nothing is known.
struct DrawnFeature {
  let type: String
  let id: String
  let geometry: JSONText
  let properties: [(String, JSONText)]

  init(_ type: String, _ id: String, _ geometry: JSONText, _ properties: [(String, JSONText)]) {
    (self.type, self.id, self.geometry, self.properties) = (type, id, geometry, properties)
  }

  private var text: String {
    JSONText.object([
      ("id", .text(id)), ("type", .text("Feature")), ("feature_type", .text(type)), ("geometry", geometry),
      ("properties", .object(properties)),
    ]).description
  }

  static func file(_ features: [DrawnFeature]) -> [UInt8] {
    Array(("{\"type\":\"FeatureCollection\",\"features\":[\n" + features.map(\.text).joined(separator: ",\n") + "\n]}\n").utf8)
  }
}

extension JSONText {
  /// A text in French, as all names of the house are; null when empty.
  static func label(_ text: String) -> JSONText { text.isEmpty ? .null : .object([("fr", .text(text))]) }
  static func optional(_ text: String) -> JSONText { text.isEmpty ? .null : .text(text) }

  static func polygon(_ outline: Polygon, on plane: TangentPlane) -> JSONText { ring(outline.ring.map(plane.position)) }
  static func ring(_ positions: [Position]) -> JSONText {
    let closed = positions + positions.prefix(1)
    return geometry("Polygon", "[[" + closed.map(\.text).joined(separator: ",") + "]]")
  }
  static func line(_ outline: Polygon, on plane: TangentPlane) -> JSONText {
    geometry("LineString", "[" + outline.ring.map { plane.position(of: $0).text }.joined(separator: ",") + "]")
  }
  static func point(_ position: Position) -> JSONText { geometry("Point", position.text) }

  private static func geometry(_ type: String, _ coordinates: String) -> JSONText {
    .object([("type", .text(type)), ("coordinates", .written(coordinates))])
  }
}
