import Kernel

/// Gives cells to promises one by one; who already has one gives way when he can take another.
struct Matching {
  let takeable: [[Int]]
  /// The promise that has each cell, -1 for none.
  var owners: [Int]
  /// The promises that were asked during the last search.
  var asked: Set<Int> = []

  init(takeable: [[Int]], cells: Int) {
    (self.takeable, owners) = (takeable, Array(repeating: -1, count: cells))
  }

  /// Breadth first, so that no chain of any length makes the stack grow.
  mutating func serve(_ request: Int) -> Bool {
    asked = [request]
    var queue = [request]
    /// Who asked for each cell, and which cell each owner was asked to give.
    var asker: [Int: Int] = [:]
    var given: [Int: Int] = [:]
    var next = 0
    while next < queue.count {
      let asking = queue[next]
      next += 1
      for cell in takeable[asking] where asker[cell] == nil && owners[cell] != asking {
        asker[cell] = asking
        let owner = owners[cell]
        if owner >= 0 {
          guard asked.insert(owner).inserted else { continue }
          given[owner] = cell
          queue.append(owner)
          continue
        }
        // A free cell: it goes to who asked, the cell he gives up to who asked for that, and so on back to the first.
        var freed: Int? = cell
        while let cell = freed, let taker = asker[cell] {
          owners[cell] = taker
          freed = given[taker]
        }
        return true
      }
    }
    return false
  }
}
