/// Many futures of one model, and what they have in common. Sums and counts of whole numbers, so that any share of them on any number of
/// threads comes to the same.
package struct FutureTally: Sendable, Equatable {
  /// So many months in a row of more demand than cells are no accident.
  package static let sustained = 6

  package private(set) var futures = 0
  /// By month: in how many futures the house is outgrown from then on.
  package private(set) var outgrown: [Int]
  /// By month: how many futures have so many cells taken.
  package private(set) var occupied: [[Int]]
  package private(set) var second: [[Int]]
  package private(set) var waiting: [Int]
  /// Hundredths of cell months, by month.
  package private(set) var lost: [Int]
  package private(set) var arrived: [Int]
  package private(set) var blocked: [Int]

  package init(_ model: FutureModel) {
    outgrown = Array(repeating: 0, count: model.horizon)
    occupied = Array(repeating: Array(repeating: 0, count: model.capacity + 1), count: model.horizon)
    second = Array(repeating: Array(repeating: 0, count: model.secondCapacity + 1), count: model.horizon)
    (waiting, lost) = (outgrown, outgrown)
    arrived = Array(repeating: 0, count: model.sizes.count)
    blocked = arrived
  }

  /// Plays the future of that number.
  package mutating func play(_ model: FutureModel, number: Int) {
    var run = FutureRun(model, number: number)
    run.run()
    let trace = run.trace
    futures += 1
    if let month = trace.outgrows(for: FutureTally.sustained, model.capacity(in:)) { outgrown[month] += 1 }
    for month in 0..<model.horizon {
      occupied[month][min(model.capacity, trace.occupied[month])] += 1
      second[month][min(model.secondCapacity, trace.second[month])] += 1
      waiting[month] += trace.waiting[month]
      lost[month] += trace.lost[month]
    }
    for size in arrived.indices {
      arrived[size] += trace.arrived[size]
      blocked[size] += trace.blocked[size]
    }
  }

  package mutating func add(_ other: FutureTally) {
    futures += other.futures
    for month in outgrown.indices {
      outgrown[month] += other.outgrown[month]
      waiting[month] += other.waiting[month]
      lost[month] += other.lost[month]
      for level in occupied[month].indices { occupied[month][level] += other.occupied[month][level] }
      for level in second[month].indices { second[month][level] += other.second[month][level] }
    }
    for size in arrived.indices {
      arrived[size] += other.arrived[size]
      blocked[size] += other.blocked[size]
    }
  }

  /// The least number of cells that so many in a hundred futures do not exceed.
  package static func quantile(_ counts: [Int], _ hundredth: Int) -> Int {
    let all = counts.reduce(0, +)
    var sum = 0
    for (level, count) in counts.enumerated() {
      sum += count
      if sum * 100 >= all * hundredth, sum > 0 { return level }
    }
    return 0
  }
}
