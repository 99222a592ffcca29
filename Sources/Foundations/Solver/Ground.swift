/// A set of cells of one zone that one tenant may have: connected, and within no more than 64 cells.
package struct Block: Sendable, Hashable {
  package let zone: Int
  /// One bit for each cell of the zone.
  package let mask: UInt64
  /// Lowest module of it, which names a run in a corridor.
  package let first: Int
  package let size: Int

  /// Nothing has to be carried from the one to the other when one lies within the other.
  package func nests(_ other: Block) -> Bool {
    zone == other.zone && (mask & other.mask == mask || mask & other.mask == other.mask)
  }
}

/// The cells between walls that stay: no tenant reaches across two of these.
package struct Zone: Sendable {
  /// Module numbers, a bit each in this order.
  package let modules: [Int]
}

package struct Ground: Sendable {
  package let zones: [Zone]
  /// By size.
  package let blocks: [[Block]]

  package init(_ instance: Instance) {
    var zones: [Zone] = []
    for corridor in instance.corridors {
      let cells = instance.modules.filter { $0.corridor == corridor.id }.sorted { $0.pos < $1.pos }
      var run: [Int] = []
      for cell in cells {
        run.append(cell.id)
        if corridor.fixedWalls.contains(cell.pos) || cell.id == cells.last!.id {
          zones.append(Zone(modules: run))
          run = []
        }
      }
    }
    let largest = instance.tenants.reduce(0) { most, tenant in
      max(most, (tenant.phases.map { $0[1] }.max() ?? 0) + (tenant.grow?.extra ?? 0))
    }
    var blocks: [[Block]] = Array(repeating: [], count: largest + 1)
    for (index, zone) in zones.enumerated() where largest > 0 {
      for size in 1...largest where size <= zone.modules.count {
        for from in 0...(zone.modules.count - size) {
          blocks[size].append(Block(zone: index, mask: bits(size) << UInt64(from), first: zone.modules[from], size: size))
        }
      }
    }
    (self.zones, self.blocks) = (zones, blocks)
  }

  func modules(of block: Block) -> [Int] {
    zones[block.zone].modules.enumerated().compactMap { block.mask >> UInt64($0.offset) & 1 == 1 ? $0.element : nil }
  }
}
