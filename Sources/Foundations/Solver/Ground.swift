/// A set of cells of one zone that one tenant may have: connected, and within no more than 64 cells.
package struct Block: Sendable, Hashable {
  package let zone: Int
  /// One bit for each cell of the zone.
  package let mask: UInt64
  /// Lowest module of it, which names it where it is a run in a corridor.
  package let first: Int
  package let size: Int

  /// Nothing has to be carried from the one to the other when one lies within the other.
  package func nests(_ other: Block) -> Bool {
    zone == other.zone && (mask & other.mask == mask || mask & other.mask == other.mask)
  }
}

/// The cells between walls that stay, or a connected part of a floor: no tenant reaches across two of these.
package struct Zone: Sendable {
  /// Module numbers, a bit each in this order.
  package let modules: [Int]
  package let corridor: Int
  /// By cell, which cells adjoin it; nil of a corridor, where those before and after do.
  package let near: [UInt64]?
}

package struct Ground: Sendable {
  package let zones: [Zone]
  /// By size.
  package let blocks: [[Block]]
  /// Zones and sizes of which only the most compact sets are in `blocks`, because there are too many.
  package let cut: [(zone: Int, size: Int)]
  private let zoneOf: [Int: Int]

  package init(_ instance: Instance) {
    var zones: [Zone] = []
    for corridor in instance.corridors {
      if let edges = corridor.edges {
        zones += Floor(corridor, edges, first: instance.modules.first { $0.corridor == corridor.id }?.id ?? 0).zones
        continue
      }
      let cells = instance.modules.filter { $0.corridor == corridor.id }.sorted { $0.pos < $1.pos }
      var run: [Int] = []
      for cell in cells {
        run.append(cell.id)
        if corridor.fixedWalls.contains(cell.pos) || cell.id == cells.last!.id {
          zones.append(Zone(modules: run, corridor: corridor.id, near: nil))
          run = []
        }
      }
    }
    let largest = instance.tenants.reduce(0) { most, tenant in
      max(most, (tenant.phases.map { $0[1] }.max() ?? 0) + (tenant.grow?.extra ?? 0))
    }
    var blocks: [[Block]] = Array(repeating: [], count: largest + 1)
    var cut: [(zone: Int, size: Int)] = []
    for (index, zone) in zones.enumerated() where largest > 0 {
      if let near = zone.near {
        let sets = ConnectedBlocks(near, largest: min(largest, Floor.largest))
        for (size, masks) in sets.bySize.enumerated() {
          blocks[size] += masks.map { Block(zone: index, mask: $0, first: zone.modules[$0.trailingZeroBitCount], size: size) }
        }
        cut += sets.cut.map { (index, $0) }
        continue
      }
      for size in 1...largest where size <= zone.modules.count {
        for from in 0...(zone.modules.count - size) {
          blocks[size].append(Block(zone: index, mask: bits(size) << UInt64(from), first: zone.modules[from], size: size))
        }
      }
    }
    (self.zones, self.blocks, self.cut) = (zones, blocks, cut)
    zoneOf = Dictionary(uniqueKeysWithValues: zones.enumerated().flatMap { zone in zone.element.modules.map { ($0, zone.offset) } })
  }

  /// These modules as one block; nil when they are not in one zone.
  func block(of modules: [Int]) -> Block? {
    guard let first = modules.min(), let zone = zoneOf[first] else { return nil }
    var mask: UInt64 = 0
    for module in modules {
      guard let place = zones[zone].modules.firstIndex(of: module) else { return nil }
      mask |= 1 << UInt64(place)
    }
    return Block(zone: zone, mask: mask, first: first, size: modules.count)
  }

  /// By zone, the cells that are among these modules.
  func masks(of modules: [Int]) -> [UInt64] {
    let all = Set(modules)
    return zones.map { zone in zone.modules.enumerated().reduce(0) { all.contains($1.element) ? $0 | 1 << UInt64($1.offset) : $0 } }
  }

  /// The blocks of a size for somebody who has or is promised these: on a floor with what nests with them, listed or not.
  ///
  /// - Parameter allowed: by zone, the cells that may be had at all. On a floor all their sets are looked through as on a floor of their own.
  func blocks(_ size: Int, with known: [Block], among allowed: [UInt64]? = nil) -> [Block] {
    let listed = blocks[size]
    let missing =
      (allowed.map { own(size, among: $0) } ?? [])
      + known.flatMap { block -> [Block] in
        guard let near = zones[block.zone].near, size <= Floor.largest else { return [] }
        return ConnectedBlocks.nested(with: block.mask, size: size, near).map { mask in
          Block(zone: block.zone, mask: mask, first: zones[block.zone].modules[mask.trailingZeroBitCount], size: size)
        }
      }
    if missing.isEmpty { return listed }
    var seen = Set(listed)
    let more = missing.filter { seen.insert($0).inserted }
    // Zone after zone, as they are looked through.
    return zones.indices.flatMap { zone in listed.filter { $0.zone == zone } + more.filter { $0.zone == zone } }
  }

  /// The numbers of a block's modules, summed.
  func sum(_ number: [Int], over block: Block) -> Int {
    var (rest, sum) = (block.mask, 0)
    while rest != 0 {
      sum += number[zones[block.zone].modules[rest.trailingZeroBitCount]]
      rest &= rest - 1
    }
    return sum
  }

  /// Connected sets of a size within these cells of the floors.
  private func own(_ size: Int, among allowed: [UInt64]) -> [Block] {
    if size > Floor.largest { return [] }
    return zones.indices.flatMap { zone -> [Block] in
      guard let near = zones[zone].near, allowed[zone].nonzeroBitCount >= size, cut.contains(where: { $0 == (zone, size) }) else {
        return []
      }
      let within = near.enumerated().map { allowed[zone] >> UInt64($0.offset) & 1 == 1 ? $0.element & allowed[zone] : 0 }
      return ConnectedBlocks(within, largest: size).bySize[size].filter { $0 & ~allowed[zone] == 0 }.map {
        Block(zone: zone, mask: $0, first: zones[zone].modules[$0.trailingZeroBitCount], size: size)
      }
    }
  }

  func modules(of block: Block) -> [Int] {
    zones[block.zone].modules.enumerated().compactMap { block.mask >> UInt64($0.offset) & 1 == 1 ? $0.element : nil }
  }
}
