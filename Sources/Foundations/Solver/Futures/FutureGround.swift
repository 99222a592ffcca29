/// Rows of cells, of which some are taken: who comes gets the shortest free run that is long enough.
struct FutureGround {
  struct Place: Equatable {
    let row: Int
    let mask: UInt64
    var cells: Int { mask.nonzeroBitCount }
  }
  private(set) var free: [UInt64] = []
  /// Cells of the house that nobody can have at present.
  private var closed: [UInt64]
  /// Rows from here on are the second building's.
  let second: Int
  let isAdjacent: Bool
  private(set) var taken = 0
  private(set) var takenSecond = 0

  init(rows: [Int], isAdjacent: Bool) {
    second = rows.count
    self.isAdjacent = isAdjacent
    free = rows.map { bits(min(64, $0)) }
    closed = rows.map { _ in 0 }
  }

  /// Nobody may be in them any more.
  mutating func close(_ place: Place) {
    free[place.row] &= ~place.mask
    closed[place.row] |= place.mask
  }
  mutating func reopen(_ place: Place) {
    free[place.row] |= place.mask & closed[place.row]
    closed[place.row] &= ~place.mask
  }
  func isClosed(_ place: Place) -> Bool { closed[place.row] & place.mask != 0 }

  mutating func open(cells: Int, rowLength: Int) {
    var left = cells
    while left > 0 {
      let row = min(left, max(1, min(64, rowLength)))
      free.append(bits(row))
      left -= row
    }
  }

  mutating func take(_ place: Place) {
    free[place.row] &= ~place.mask
    count(place, 1)
  }
  mutating func give(_ place: Place) {
    free[place.row] |= place.mask
    count(place, -1)
  }
  private mutating func count(_ place: Place, _ sign: Int) {
    if place.row < second { taken += sign * place.cells } else { takenSecond += sign * place.cells }
  }

  /// The best place for so many cells: in the shortest run that holds them, the first of equals; the house before the second building.
  func place(for cells: Int) -> Place? {
    var best: (length: Int, row: Int, start: Int)?
    for row in free.indices {
      if row == second, best != nil { break }
      var rest = free[row]
      if rest.nonzeroBitCount < cells { continue }
      while rest != 0 {
        let start = rest.trailingZeroBitCount
        let length = (~(rest >> UInt64(start))).trailingZeroBitCount
        if length >= cells, length < best?.length ?? .max { best = (length, row, start) }
        if start + length >= 64 { break }
        rest &= ~bits(start + length)
      }
    }
    return best.map { Place(row: $0.row, mask: bits(cells) << UInt64($0.start)) }
  }

  /// The same cells and so many more beside them; nil where others are.
  func grown(_ place: Place, by extra: Int) -> Place? {
    let low = place.mask.trailingZeroBitCount
    let high = 64 - place.mask.leadingZeroBitCount
    let around = free[place.row] | place.mask
    // Upwards first, then as few below as it takes.
    for below in 0...extra where below <= low && high + extra - below <= 64 {
      let wanted = bits(place.cells + extra) << UInt64(low - below)
      if around & wanted == wanted { return Place(row: place.row, mask: wanted) }
    }
    return nil
  }
}
