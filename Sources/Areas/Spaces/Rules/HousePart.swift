import Kernel

/// The whole house, a building or a level: what a question is narrowed to. Places are those of the timeline.
package enum HousePart: Hashable, Sendable {
  case whole, building(Int), level(Int)

  /// `building/b23`, `level/b23-0`, or empty for the whole house; nil when there is no such part.
  package init?(_ text: some StringProtocol, in timeline: Timeline) {
    if text.isEmpty {
      self = .whole
      return
    }
    guard let slash = text.firstIndex(of: "/") else { return nil }
    let key = text[text.index(after: slash)...]
    switch text[..<slash] {
    case "building":
      guard let place = timeline.buildings.firstIndex(where: { $0.key == key }) else { return nil }
      self = .building(place)
    case "level":
      guard let place = timeline.levels.firstIndex(where: { $0.key == key }) else { return nil }
      self = .level(place)
    default: return nil
    }
  }

  package func text(in timeline: Timeline) -> String {
    switch self {
    case .whole: ""
    case .building(let place): "building/" + timeline.buildings[place].key
    case .level(let place): "level/" + timeline.levels[place].key
    }
  }

  package func contains(_ cell: PlanCell, in timeline: Timeline) -> Bool {
    switch self {
    case .whole: true
    case .building(let place): timeline.levels[cell.level].building == place
    case .level(let place): cell.level == place
    }
  }

  /// The last head lease to end among the buildings of the part; nil when one of them has none.
  package func leasedUntil(in timeline: Timeline) -> Day? {
    let buildings: [PlanBuilding]
    switch self {
    case .whole: buildings = timeline.buildings
    case .building(let place): buildings = [timeline.buildings[place]]
    case .level(let place): buildings = [timeline.buildings[timeline.levels[place].building]]
    }
    let ends = buildings.compactMap(\.leasedUntil)
    return ends.count == buildings.count ? ends.max() : nil
  }
}
