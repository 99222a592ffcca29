/// A house without adjacency and without waiting is a loss system whose blocking is known (Kaufman 1981, Roberts 1981): what simulations are held against.
package enum Blocking {
  /// The share of each class that finds too few cells free, in the long run. `load` is arrivals times mean stay.
  package static func shares(capacity: Int, classes: [(cells: Int, load: Double)]) -> [Double] {
    var weights = Array(repeating: 0.0, count: capacity + 1)
    weights[0] = 1
    for level in stride(from: 1, through: capacity, by: 1) {
      var sum = 0.0
      for line in classes where line.cells <= level { sum += line.load * Double(line.cells) * weights[level - line.cells] }
      weights[level] = sum / Double(level)
      // Kept small, so that no number of cells is too many.
      if weights[level] > 1e200 { for place in 0...level { weights[place] /= 1e200 } }
    }
    let all = weights.reduce(0, +)
    return classes.map { line in weights[max(0, capacity - line.cells + 1)...].reduce(0, +) / all }
  }
}
extension FutureTally {
  /// The share of each size that found no room in one long future; begun empty, which over centuries does not count.
  package static func blocking(of model: FutureModel) -> [Double] {
    var run = FutureRun(model, number: 0)
    run.run()
    return zip(run.trace.blocked, run.trace.arrived).map { $1 == 0 ? 0 : Double($0) / Double($1) }
  }
}
