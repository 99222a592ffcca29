/// The puzzle in flat rows of memory: what the search and the bounds read in their innermost loops, without counting references.
final class Layout: @unchecked Sendable {
  let puzzle: Puzzle
  let zones: Int
  let horizon: Int
  /// By tenant: the first of its choices; one more at the end.
  let choices: Row<Int32>
  /// By choice: the first of its parts; what it is worth without blocks; what it is worth at most.
  let parts: Row<Int32>
  let worth: Row<Int>
  let most: Row<Int>
  /// By part: its months, its size, the first of its candidates; one more at the end.
  let from: Row<Int32>
  let until: Row<Int32>
  let size: Row<Int32>
  let candidates: Row<Int32>
  /// By candidate.
  let mask: Row<UInt64>
  let zone: Row<Int32>
  let low: Row<Int32>
  let value: Row<Int32>
  /// By candidate: the first of those of the part before from which no move is needed, numbered within that part; one more at the end.
  let nested: Row<Int32>
  let nests: Row<Int32>
  /// By part and zone: where a run of its size may begin, on a floor which cells are of use; and the first candidate there.
  let begins: Row<UInt64>
  let firstIn: Row<Int32>
  /// By part and zone: how many candidates there are.
  let countIn: Row<Int32>
  /// By zone: whether it is part of a floor; and by its cells, which adjoin each.
  let isFloor: Row<Bool>
  let near: Row<UInt64>
  /// By zone and month: the cells in service.
  let service: Row<UInt64>
  /// Tenants by what they are worth and by how many module months they want, the most first.
  let byMost: [Int]
  let byBulk: [Int]
  /// By tenant: euros of a move, -1 when there may be none.
  let moveCost: Row<Int>
  let mandatory: Row<Bool>

  init(_ puzzle: Puzzle) {
    self.puzzle = puzzle
    (zones, horizon) = (puzzle.ground.zones.count, puzzle.instance.horizon)
    let all = puzzle.wishes.flatMap(\.choices)
    let every = all.flatMap(\.parts)
    choices = Row(starts: puzzle.wishes.map { Int32($0.choices.count) })
    parts = Row(starts: all.map { Int32($0.parts.count) })
    worth = Row(all.map(\.terms.worth))
    most = Row(all.map(\.most))
    from = Row(every.map { Int32($0.stretch.from) })
    until = Row(every.map { Int32($0.stretch.until) })
    size = Row(every.map { Int32($0.stretch.size) })
    candidates = Row(starts: every.map { Int32($0.candidates.count) })
    let each = every.reduce(0) { $0 + $1.candidates.count }
    mask = Row(count: each, every) { $0.candidates.lazy.map(\.mask) }
    zone = Row(count: each, every) { $0.candidates.lazy.map(\.zone) }
    low = Row(count: each, every) { $0.candidates.lazy.map { Int32($0.mask.trailingZeroBitCount) } }
    value = Row(count: each, every) { $0.candidates.lazy.map(\.value) }
    nested = Row(starts: every.flatMap(\.nesting.counts))
    nests = Row(count: every.reduce(0) { $0 + $1.nesting.from.count }, every) { $0.nesting.from }
    let zones = puzzle.ground.zones.count
    var begins = Array(repeating: UInt64(0), count: every.count * zones)
    var firstIn = Array(repeating: Int32(0), count: every.count * zones)
    var countIn = firstIn
    var before: Int32 = 0
    for (number, part) in every.enumerated() {
      for zone in 0..<zones { firstIn[number * zones + zone] = before }
      for (place, candidate) in part.candidates.enumerated() {
        let here = number * zones + Int(candidate.zone)
        let isFloor = puzzle.ground.zones[Int(candidate.zone)].near != nil
        begins[here] |= isFloor ? candidate.mask : candidate.mask & (0 &- candidate.mask)
        if countIn[here] == 0 { firstIn[here] = before + Int32(place) }
        countIn[here] += 1
      }
      before += Int32(part.candidates.count)
    }
    (self.begins, self.firstIn, self.countIn) = (Row(begins), Row(firstIn), Row(countIn))
    isFloor = Row(puzzle.ground.zones.map { $0.near != nil })
    near = Row(
      puzzle.ground.zones.flatMap { zone in
        let near = zone.near ?? []
        return near + Array(repeating: 0, count: 64 - near.count)
      })
    service = Row(puzzle.inService.flatMap { $0 })
    byMost = puzzle.wishes.indices.sorted { puzzle.wishes[$0].most > puzzle.wishes[$1].most }
    byBulk = puzzle.wishes.indices.sorted { puzzle.wishes[$0].bulk > puzzle.wishes[$1].bulk }
    moveCost = Row(puzzle.wishes.map { $0.moveCost ?? -1 })
    mandatory = Row(puzzle.wishes.map(\.isMandatory))
  }
  var tenants: Int { moveCost.count }
  /// What a round of prices counts for, in steps.
  var roundSteps: Int { max(8, mask.count / 1_500) }

  /// True when a candidate needs no move from one of the part before.
  @inline(__always) func nests(_ candidate: Int, after before: Int32) -> Bool {
    let (one, other) = (mask[candidate], mask[Int(before)])
    return zone[candidate] == zone[Int(before)] && (one & other == one || one & other == other)
  }

  /// The modules and months of a candidate of a part, as they stand in rows by module and month.
  @inline(__always) func eachPlace(_ candidate: Int, of part: Int, _ body: (Int) -> Void) {
    let modules = puzzle.ground.zones[Int(zone[candidate])].modules
    var rest = mask[candidate]
    while rest != 0 {
      let row = modules[rest.trailingZeroBitCount] * horizon
      rest &= rest - 1
      for month in Int(from[part])..<Int(until[part]) { body(row + month) }
    }
  }

  /// The month in which a choice begins.
  func start(of choice: Int) -> Int { Int(from[Int(parts[choice])]) }

  /// How many free runs these cells of a zone are, on a floor how many parts.
  @inline(__always) func runs(_ open: UInt64, in zone: Int) -> Int {
    isFloor[zone] ? partsOfCells(open, near.base + 64 * zone) : runsOfBits(open)
  }

  /// A plan in the words of the format.
  func seat(_ terms: Terms, _ picks: [Int]) -> Solution.Seat {
    let ground = puzzle.ground
    let blocks = picks.map { ground.zones[Int(zone[$0])].modules[Int(low[$0])] }
    let cells = picks.map { pick in
      ground.modules(of: Block(zone: Int(zone[pick]), mask: mask[pick], first: 0, size: 0))
    }
    let isOnFloor = picks.contains { isFloor[Int(zone[$0])] }
    return Solution.Seat(start: terms.start, room: terms.room ? 1 : 0, blocks: blocks, cells: isOnFloor ? cells : nil)
  }

  /// What a choice with these candidates is worth, free runs aside.
  func worth(of tenant: Int, choice: Int, picks: UnsafeMutablePointer<Int32>) -> Int {
    let first = Int(parts[choice])
    var sum = worth[choice]
    for part in first..<Int(parts[choice + 1]) {
      let pick = Int(picks[part - first])
      sum += Int(value[pick])
      if part > first && !nests(pick, after: picks[part - first - 1]) { sum -= max(0, moveCost[tenant]) }
    }
    return sum
  }
}

/// A row of plain values that is laid out once.
final class Row<Value>: @unchecked Sendable {
  let count: Int
  let base: UnsafeMutablePointer<Value>

  init(_ values: [Value]) {
    count = values.count
    base = .allocate(capacity: max(1, values.count))
    base.initialize(from: values, count: values.count)
  }
  deinit { base.deallocate() }

  @inline(__always) subscript(index: Int) -> Value { unsafeAddress { UnsafePointer(base + index) } }
}

extension Row {
  /// What groups have of it, one after the other: `count` in all.
  convenience init<Group, Members: Sequence>(count: Int, _ groups: [Group], _ members: (Group) -> Members) where Members.Element == Value {
    var all: [Value] = []
    all.reserveCapacity(count)
    for group in groups { all.append(contentsOf: members(group)) }
    self.init(all)
  }
}

extension Row where Value == Int32 {
  /// Where each of the groups of these sizes begins, and where the last ends.
  convenience init(starts counts: [Int32]) {
    var starts: [Int32] = [0]
    starts.reserveCapacity(counts.count + 1)
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    self.init(starts)
  }
}
