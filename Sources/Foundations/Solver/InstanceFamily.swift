/// Houses and demands like those in the shared instances, drawn from a seed: corridors with one wall in the middle that stays, parts of the
/// house in service later, tenants of a few kinds with stays in half years.
package struct InstanceFamily {
  private var chance: Chance
  private let horizon: Int
  private var modules: [Instance.Module] = []

  package static func draw(name: String, corridors: Int, length: Int, horizon: Int, tenants: Int, seed: UInt64) -> Instance {
    var family = InstanceFamily(chance: Chance(seed: seed), horizon: horizon)
    let laid = (0..<corridors).map { family.corridor($0, length, later: $0 * 2 >= corridors) }
    let wanted = (0..<tenants).map { family.tenant($0, of: tenants, largest: length / 2) }
    return Instance(
      format: "alloc-1", name: name, seed: Int(seed), horizon: horizon, corridors: laid, modules: family.modules, tenants: wanted,
      weights: Instance.Weights(frag: 0))
  }

  private mutating func corridor(_ id: Int, _ length: Int, later: Bool) -> Instance.Corridor {
    let opens = later ? 4 + chance.below(horizon / 5) : 0
    for position in 0..<length {
      modules.append(
        Instance.Module(
          id: modules.count, corridor: id, pos: position, inService: opens, window: chance.below(4) == 0 ? 0 : 1,
          noise: 3 - 3 * position / length, school: 3 - 2 * position / length, lab: 1 + 2 * position / length))
    }
    return Instance.Corridor(id: id, floor: 1 + id / 2, modules: length, fixedWalls: length > 30 ? [length / 2 - 1 + chance.below(3)] : [])
  }

  private mutating func tenant(_ number: Int, of all: Int, largest: Int) -> Instance.Tenant {
    let kind = number * 6 < all ? "prealloc" : number * 10 < all * 6 ? "waiting" : number * 10 < all * 7 ? "option" : "forecast"
    let first = kind == "prealloc" ? chance.below(4) : chance.below(horizon - 8)
    let count = kind == "waiting" ? 6 : kind == "prealloc" ? 3 : kind == "option" ? 1 : 2
    let length = [6, 12, 12, 18, 18, 24, 24, 36, 48][chance.below(9)]
    let size = min(largest, [1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8][chance.below(11)])
    var phases = [[0, size]]
    if length >= 12, chance.below(4) == 0 {
      phases.append([6 * (1 + chance.below(length / 6 - 1)), min(largest, size + 1 + chance.below(2))])
    }
    let stays = chance.below(3) == 0
    return Instance.Tenant(
      id: "T\(number)", kind: kind, mandatory: kind == "prealloc", prob: kind == "forecast" ? 40 + 10 * chance.below(4) : 100,
      rent: 150 + 30 * chance.below(4), starts: (0..<count).map { first + $0 }.filter { $0 < horizon }, waitCost: 60, length: length,
      phases: phases, moveOffsets: stays || length < 18 ? [] : [12], moveCost: stays ? nil : 450 + 450 * size, current: nil,
      grow: length >= 12 && chance.below(6) == 0 ? Instance.Growth(offset: 6, extra: 1, prob: 30 + 10 * chance.below(4)) : nil,
      prefs: Instance.Preferences(
        window: chance.below(6), quiet: chance.below(6), school: chance.below(4), lab: chance.below(4), floor: ["1": chance.below(6)]))
  }
}
