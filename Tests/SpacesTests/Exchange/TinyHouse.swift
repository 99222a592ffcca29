import Kernel

@testable import Spaces

/// The smallest house that can be brought in: one level of 30 × 10 m with three cells in a row, and one organisation. Any of its files
/// may be replaced or left out.
enum TinyHouse {
  static let plane = TangentPlane(latitude: 47_741_500_000, longitude: 7_329_300_000, bearing: 18_500)
  static let organisations = "key,legal_name,kind\nada,Ada SAS,startUp\n"
  static let cells = "code,building,level,kind,from\nA1,b,b-0,module,2018-01-01\nA2,b,b-0,module,2018-01-01\nA3,b,b-0,module,2018-01-01\n"

  static func square(_ x: Int64, _ width: Int64 = 5000) -> [Point] { Polygon.rectangle(x: x, y: 0, width: width, depth: 5000).ring }
  static let rings = ["A1": square(0), "A2": square(5000), "A3": square(10_000)]

  /// A file of units, one ring of points a code.
  static func units(_ rings: [String: [Point]] = rings) -> String {
    let features = rings.sorted { $0.key < $1.key }.map { unit($0.key, coordinates($0.value)) }
    return "{\"type\":\"FeatureCollection\",\"features\":[\n\(features.joined(separator: ",\n"))\n]}"
  }
  static func unit(_ code: String, _ coordinates: String) -> String {
    """
    {"id":"\(code)","type":"Feature","feature_type":"unit","geometry":{"type":"Polygon","coordinates":\(coordinates)},\
    "properties":{"category":"office","name":{"fr":"\(code)"},"alt_name":{"fr":"\(code)"},"level_id":"level"}}
    """
  }
  static func coordinates(_ ring: [Point]) -> String {
    "[[" + (ring + ring.prefix(1)).map { plane.position(of: $0).text }.joined(separator: ",") + "]]"
  }

  /// nil leaves a file out.
  static func files(_ changes: [String: String?] = [:]) -> [String: [UInt8]] {
    let level = Polygon.rectangle(x: 0, y: 0, width: 30_000, depth: 10_000)
    var files: [String: String?] = [
      "imdf/manifest.json": "{\"version\":\"1.0.0\",\"created\":\"2026-01-01T00:00:00Z\",\"language\":\"fr\"}",
      "imdf/building.geojson": collection(
        "{\"id\":\"house\",\"type\":\"Feature\",\"feature_type\":\"building\",\"geometry\":null,"
          + "\"properties\":{\"name\":{\"fr\":\"Bâtiment\"},\"alt_name\":{\"fr\":\"b\"}}}"),
      "imdf/level.geojson": collection(
        "{\"id\":\"level\",\"type\":\"Feature\",\"feature_type\":\"level\",\"geometry\":{\"type\":\"Polygon\","
          + "\"coordinates\":\(coordinates(level.ring))},\"properties\":{\"ordinal\":0,\"name\":{\"fr\":\"Rez\"},\"building_ids\":[\"house\"]}}"
      ),
      "imdf/unit.geojson": units(),
      "buildings.csv": "key,site,name,latitude,longitude,bearing\nb,site,Bâtiment,47.7415,7.3293,18.5\n",
      "levels.csv": "key,building,name,short_name,ordinal\nb-0,b,Rez,RDC,0\n",
      "cells.csv": cells,
      "organisations.csv": organisations,
      "events.csv": "on,verb,key,organisation,cells,from\n2018-02-01,let,l1,ada,A1 A2,2018-03-01\n",
    ]
    for (path, text) in changes {
      let full = files.keys.first { $0 == path || $0.hasSuffix("/\(path)") } ?? path
      files[full] = .some(text)
    }
    return files.compactMapValues { $0.map { Array($0.utf8) } }
  }

  private static func collection(_ feature: String) -> String { "{\"type\":\"FeatureCollection\",\"features\":[\n\(feature)\n]}" }
}
