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
  /// By bit: the cells next to it.
  package let neighbours: [UInt64]
}

package struct Ground: Sendable {
  package let zones: [Zone]
  /// Zone and bit of each module.
  package let place: [(zone: Int, bit: Int)]
  /// By size.
  package let blocks: [[Block]]

  package init(_ instance: Instance) {
    var zones: [Zone] = []
    var place = Array(repeating: (zone: 0, bit: 0), count: instance.modules.count)
    for corridor in instance.corridors {
      let cells = instance.modules.filter { $0.corridor == corridor.id }.sorted { $0.pos < $1.pos }
      var run: [Int] = []
      for cell in cells {
        run.append(cell.id)
        if corridor.fixedWalls.contains(cell.pos) || cell.id == cells.last!.id {
          for (bit, module) in run.enumerated() { place[module] = (zones.count, bit) }
          let last = run.count - 1
          zones.append(
            Zone(
              modules: run,
              neighbours: run.indices.map { bit in (bit > 0 ? 1 << UInt64(bit - 1) : 0) | (bit < last ? 1 << UInt64(bit + 1) : 0) }))
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
          let mask: UInt64 = (size == 64 ? .max : (1 << UInt64(size)) - 1) << UInt64(from)
          blocks[size].append(Block(zone: index, mask: mask, first: zone.modules[from], size: size))
        }
      }
    }
    (self.zones, self.place, self.blocks) = (zones, place, blocks)
  }

  func modules(of block: Block) -> [Int] {
    zones[block.zone].modules.enumerated().compactMap { block.mask >> UInt64($0.offset) & 1 == 1 ? $0.element : nil }
  }
}
