/// A plan for an instance, in the format of `alloc-1`: whoever is absent is refused.
package struct Solution: Sendable, Codable, Equatable {
  package struct Seat: Sendable, Codable, Equatable {
    package var start: Int
    /// 1 when room for growth is kept.
    package var room: Int
    /// The lowest module of the block in each stretch.
    package var blocks: [Int]
    /// All modules of the block in each stretch, ascending; nil of a plan that is in corridors only, where the first tells the rest.
    package var cells: [[Int]]?

    package init(start: Int, room: Int, blocks: [Int], cells: [[Int]]? = nil) {
      (self.start, self.room, self.blocks, self.cells) = (start, room, blocks, cells)
    }

    /// The modules held in a stretch of this size.
    package func modules(_ stretch: Int, size: Int) -> [Int] {
      if let cells, cells.indices.contains(stretch) { return cells[stretch] }
      return Array(blocks[stretch]..<(blocks[stretch] + size))
    }
  }
  /// The name of the instance.
  package var instance: String
  package var plans: [String: Seat]

  package init(instance: String, plans: [String: Seat]) { (self.instance, self.plans) = (instance, plans) }
}
