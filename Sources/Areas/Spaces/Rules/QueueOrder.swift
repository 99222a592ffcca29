import Kernel

/// An option that waits behind others for the same cells: it blocks nothing until its turn comes.
package struct QueuedWish: Hashable, Sendable {
  package let hold: ID<Hold>
  /// As last written down; who has none comes after all who have.
  package let position: Int?
  package let madeAt: Instant
  package let cells: [ID<Cell>]
  /// How many of the cells; nil for all of them, which must then all be free.
  package let count: Int?
  package let span: DaySpan

  package init(hold: ID<Hold>, position: Int?, madeAt: Instant, cells: [ID<Cell>], count: Int?, span: DaySpan) {
    (self.hold, self.position, self.madeAt) = (hold, position, madeAt)
    (self.cells, self.count, self.span) = (cells, count, span)
  }
}

/// Who comes next when cells become free. Nobody overtakes: a cell that someone further ahead still waits for goes to nobody behind him
/// on days that he wants it.
package struct QueueOrder: Sendable {
  /// In the order they are served: by position, then by the time they were made, then by id.
  package let wishes: [QueuedWish]

  package init(_ wishes: [QueuedWish]) {
    self.wishes = wishes.sorted { left, right in
      let (mine, its) = (left.position ?? .max, right.position ?? .max)
      if mine != its { return mine < its }
      return left.madeAt != right.madeAt ? left.madeAt < right.madeAt : left.hold < right.hold
    }
  }

  /// 1, 2, 3 … without gaps, as they should be written down.
  package var positions: [ID<Hold>: Int] {
    Dictionary(wishes.enumerated().map { ($1.hold, $0 + 1) }, uniquingKeysWith: { first, _ in first })
  }

  /// Those whose turn has come with the cells each takes, in the order of the queue.
  package func next(blocked: [BlockedSpan]) -> [(hold: ID<Hold>, cells: [ID<Cell>])] {
    var taken = Dictionary(grouping: blocked, by: \.cell).mapValues { $0.map(\.span) }
    var served: [(hold: ID<Hold>, cells: [ID<Cell>])] = []
    for wish in wishes {
      let asked = Set(wish.cells).sorted()
      let wanted = wish.count ?? asked.count
      let free = asked.filter { cell in !(taken[cell] ?? []).contains { $0.overlaps(wish.span) } }
      let isServed = wanted > 0 && free.count >= wanted
      let kept = isServed ? Array(free.prefix(wanted)) : asked
      if isServed { served.append((wish.hold, kept)) }
      for cell in kept { taken[cell, default: []].append(wish.span) }
    }
    return served
  }
}
