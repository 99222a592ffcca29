import Kernel
import Store

/// Brings in published values. A value that is there and differs is refused, with all others: no rent changes behind anybody's back.
package struct ImportIndices: Act {
  package let points: [IndexPoint]
  package let source: String

  package init(_ points: [IndexPoint], source: String) { (self.points, self.source) = (points, source) }

  package struct Outcome: Sendable, Hashable {
    package let added: Int
    package let unchanged: Int
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Outcome {
    try viewer.demand(.keepIndices)
    try transaction.lock(leaseLock)
    var problems = Problems()
    if source.allSatisfy(\.isWhitespace) { problems.add("kernel.problem.missing", field: "source") }
    if points.isEmpty { problems.add("leasing.problem.noValues", field: "file") }
    let known = Dictionary(
      try transaction.indexValues().map { (Key($0.point), $0) }, uniquingKeysWith: { first, _ in first })
    for point in points {
      if !(1000...100_000).contains(point.hundredths) {
        problems.add("leasing.problem.indexOdd", field: "value", ["quarter": "\(point.quarter)", "value": point.text])
      }
      if let old = known[Key(point)], old.point.hundredths != point.hundredths {
        problems.add(
          "leasing.problem.indexDiffers", field: "value",
          ["index": point.index.rawValue, "quarter": "\(point.quarter)", "old": old.point.text, "new": point.text])
      }
    }
    if !problems.isEmpty { throw Refusal(.conflict, problems.items) }
    let fresh = points.filter { known[Key($0)] == nil }
    for point in fresh {
      try transaction.run(
        """
        INSERT INTO index_values (index_name, quarter, hundredths, published_on, source, single_source, added_at, added_by)
        VALUES (\(point.index), \(point.quarter), \(point.hundredths), \(point.publishedOn), \(source), 0, \(now), \(viewer.name))
        """)
    }
    // The same value from elsewhere confirms what was read in one place, and may bring the day it was published.
    for point in points {
      guard let old = known[Key(point)], old.isSingleSource && old.source != source || old.point.publishedOn == nil else { continue }
      try transaction.run(
        """
        UPDATE index_values SET single_source = 0, published_on = COALESCE(published_on, \(point.publishedOn))
        WHERE index_name = \(point.index) AND quarter = \(point.quarter)
        """)
    }
    if !fresh.isEmpty {
      try transaction.note(
        "leasing.indices.import", on: "indices", by: viewer, at: now,
        after: try audited([
          "source": source, "values": fresh.map { "\($0.index.rawValue) \($0.quarter) \($0.text)" }.joined(separator: "; "),
        ]))
    }
    return Outcome(added: fresh.count, unchanged: points.count - fresh.count)
  }

  private struct Key: Hashable {
    let index: RentIndex
    let quarter: Quarter
    init(_ point: IndexPoint) { (index, quarter) = (point.index, point.quarter) }
  }
}
