/// What a sweep with counted cells leaves behind: from step to step the states, what each way on loses, and the least that will be lost from each state on.
struct CountedGraph {
  struct Arc {
    /// Who comes, as the sweep numbers it; -1 when nobody does.
    let way: Int32
    let target: Int32
    /// Rounded down, in half the memory: what is said to be lost is never too much, so that nothing is left out by it and a bound stays one.
    private let low: Float
    var loss: Double { Double(low) }

    init(way: Int32, target: Int32, loss: Double) {
      (self.way, self.target) = (way, target)
      let near = Float(loss)
      low = Double(near) > loss ? near.nextDown : near
    }
  }
  /// By step: the arcs by state, and where those of each state begin; one more at the end.
  private(set) var arcs: [[Arc]] = []
  private(set) var starts: [[Int32]] = []
  /// By step and state: the least that will be lost from here on.
  private(set) var ahead: [[Double]] = []
  private(set) var size = 0

  mutating func append(_ row: [Arc], _ first: [Int32]) {
    // Copied, so that what a growing row had in reserve is given back.
    arcs.append(row.map { $0 })
    starts.append(first.map { $0 })
    size += first.count
  }
  @inline(__always) func range(_ step: Int, _ state: Int) -> Range<Int> { Int(starts[step][state])..<Int(starts[step][state + 1]) }

  /// From the last step, whose states all have arrived, back to the first.
  mutating func lookAhead() {
    let last = arcs.last?.reduce(0) { max($0, Int($1.target) + 1) } ?? 0
    ahead = Array(repeating: [], count: arcs.count + 1)
    ahead[arcs.count] = Array(repeating: 0, count: last)
    for step in arcs.indices.reversed() {
      ahead[step] = (0..<(starts[step].count - 1)).map { state in
        range(step, state).reduce(Double.infinity) { min($0, arcs[step][$1].loss + ahead[step + 1][Int(arcs[step][$1].target)]) }
      }
    }
  }

  /// Leaves out what cannot be part of a way that loses no more than `budget`.
  mutating func prune(to budget: Double) {
    var lost = [0.0]
    var number: [Int32] = [0]
    for step in arcs.indices {
      var next = Array(repeating: Double.infinity, count: ahead[step + 1].count)
      for state in lost.indices where number[state] >= 0 {
        for index in range(step, state) {
          let arc = arcs[step][index]
          if lost[state] + arc.loss + ahead[step + 1][Int(arc.target)] <= budget {
            next[Int(arc.target)] = min(next[Int(arc.target)], lost[state] + arc.loss)
          }
        }
      }
      var count: Int32 = 0
      let renumbered = next.map { loss -> Int32 in
        if loss == .infinity { return -1 }
        count += 1
        return count - 1
      }
      var (row, first): ([Arc], [Int32]) = ([], [0])
      for state in lost.indices where number[state] >= 0 {
        for index in range(step, state) {
          let arc = arcs[step][index]
          if lost[state] + arc.loss + ahead[step + 1][Int(arc.target)] > budget { continue }
          row.append(Arc(way: arc.way, target: renumbered[Int(arc.target)], loss: arc.loss))
        }
        first.append(Int32(row.count))
      }
      (arcs[step], starts[step]) = (row.map { $0 }, first.map { $0 })
      ahead[step] = ahead[step].indices.compactMap { number[$0] >= 0 ? ahead[step][$0] : nil }
      (lost, number) = (next, renumbered)
    }
    ahead[arcs.count] = Array(repeating: 0, count: number.count { $0 >= 0 })
    size = starts.reduce(0) { $0 + $1.count }
  }

  /// Who comes on the way from the first state that loses least.
  var best: [Int] {
    var state = 0
    var taken: [Int] = []
    for step in arcs.indices {
      let arc = range(step, state).map { arcs[step][$0] }
        .min { $0.loss + ahead[step + 1][Int($0.target)] < $1.loss + ahead[step + 1][Int($1.target)] }!
      if arc.way >= 0 { taken.append(Int(arc.way)) }
      state = Int(arc.target)
    }
    return taken
  }
}
