import Kernel
import Solver

/// What the house knows of the months to come, as the futures begin with it: see docs/second-building.md.
package struct KnownFuture: Sendable, Hashable {
  /// No future is as long.
  package static let forEver = 1200
  package private(set) var residents: [FutureModel.Resident] = []
  package private(set) var promises: [FutureModel.Promise] = []
  package private(set) var closings: [FutureModel.Closing] = []
  /// Cells of those who wait, in turn; a promise in a queue behind others waits as the list does.
  package private(set) var waiting: [Int]

  package init(_ facts: PlanningFacts, _ assumptions: Assumptions = Assumptions()) {
    var place: [Int: (row: Int, at: Int)] = [:]
    for (row, cells) in facts.rows.enumerated() {
      for (at, cell) in cells.enumerated() { place[cell] = (row, at) }
    }
    func runs(_ cells: some Sequence<Int>) -> [FutureModel.Run] {
      var runs: [FutureModel.Run] = []
      for cell in cells.compactMap({ place[$0] }).sorted(by: { ($0.row, $0.at) < ($1.row, $1.at) }) {
        if let last = runs.last, last.row == cell.row, last.first + last.cells == cell.at {
          runs[runs.count - 1].cells += 1
        } else {
          runs.append(FutureModel.Run(row: cell.row, first: cell.at, cells: 1))
        }
      }
      return runs
    }
    waiting = facts.wanted.map(\.cells)
    var taken: Set<Int> = []
    var closed: [Int: [Range<Int>]] = [:]
    for (cell, facts) in facts.cells.enumerated() where facts.inService > 0 { closed[cell, default: []].append(0..<facts.inService) }
    for (cell, facts) in facts.cells.enumerated() {
      if let out = facts.outOfService { closed[cell, default: []].append(out..<KnownFuture.forEver) }
    }
    for held in facts.held {
      let ends = held.ends ? held.months.upperBound : nil
      if held.isQueued {
        waiting.append(held.wanted)
      } else if held.kind == .works {
        for cell in held.cells { closed[cell, default: []].append(held.months) }
      } else if held.kind == .let, held.months.lowerBound == 0 {
        residents += runs(held.cells.filter { taken.insert($0).inserted }).map {
          FutureModel.Resident(row: $0.row, first: $0.first, cells: $0.cells, ends: ends)
        }
      } else {
        let runs = runs(held.cells)
        // A promise in a level that opens later begins when it does; one that is over by then is none.
        let opens = held.cells.map { facts.cells[$0].inService }.max() ?? 0
        let month = max(held.months.lowerBound, opens)
        if month >= held.months.upperBound { continue }
        promises.append(
          FutureModel.Promise(
            month: month,
            chance: held.kind == .let ? 100 : held.kind == .option ? assumptions.optionChance : assumptions.offerChance, runs: runs,
            cells: runs.isEmpty ? held.wanted : runs.reduce(0) { $0 + $1.cells }, ends: ends))
      }
    }
    // Cells that are closed in the same months, side by side.
    let spans = closed.mapValues(Self.joined)
    for span in Set(spans.values.joined()).sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      closings += runs(spans.filter { $0.value.contains(span) }.keys).map {
        FutureModel.Closing($0, from: span.lowerBound, until: span.upperBound)
      }
    }
  }

  /// Spans that meet are one, so that no cell is closed twice in a month.
  private static func joined(_ spans: [Range<Int>]) -> [Range<Int>] {
    spans.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { joined, span in
      if let last = joined.last, span.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        joined.append(span)
      }
    }
  }
}
