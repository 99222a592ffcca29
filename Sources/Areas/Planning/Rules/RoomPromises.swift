/// Who was promised so many among several cells and has still to choose: whether all of them still can, when some cells are taken and others left.
package struct RoomPromises: Sendable {
  /// A cell that is taken; by whose hold it is followed there, nil for who asks.
  package struct Taking: Sendable, Hashable, Comparable {
    package let cell: Int
    package let months: Range<Int>
    package let held: Int?

    package init(cell: Int, months: Range<Int>, held: Int? = nil) { (self.cell, self.months, self.held) = (cell, months, held) }
    package static func < (one: Taking, other: Taking) -> Bool {
      (one.cell, one.months.lowerBound, one.months.upperBound) < (other.cell, other.months.lowerBound, other.months.upperBound)
    }
  }
  /// A cell that is left by a hold, from a month on.
  package struct Leaving: Sendable, Hashable {
    package let cell: Int
    package let held: Int
    package let from: Int

    package init(cell: Int, held: Int, from: Int) { (self.cell, self.held, self.from) = (cell, held, from) }
  }
  /// The cells among which somebody has still to choose: all others may be taken without asking.
  let cells: Set<Int>
  private let areKept: @Sendable (_ taken: [Taking], _ left: [Leaving]) -> Bool

  package init(among cells: Set<Int>, areKept: @escaping @Sendable (_ taken: [Taking], _ left: [Leaving]) -> Bool) {
    (self.cells, self.areKept) = (cells, areKept)
  }
  /// Nobody has to choose.
  package static let none = RoomPromises(among: []) { _, _ in true }

  func keep(_ taken: [Taking], _ left: [Leaving]) -> Bool {
    let asked = taken.filter { cells.contains($0.cell) }
    return asked.isEmpty || areKept(asked, left)
  }
}
