/// A plan for an instance, in the format of `alloc-1`: whoever is absent is refused.
package struct Solution: Sendable, Codable, Equatable {
  package struct Seat: Sendable, Codable, Equatable {
    package var start: Int
    /// 1 when room for growth is kept.
    package var room: Int
    /// The lowest module of the block in each stretch.
    package var blocks: [Int]

    package init(start: Int, room: Int, blocks: [Int]) { (self.start, self.room, self.blocks) = (start, room, blocks) }
  }
  /// The name of the instance.
  package var instance: String
  package var plans: [String: Seat]

  package init(instance: String, plans: [String: Seat]) { (self.instance, self.plans) = (instance, plans) }
}
