import Kernel

/// Wishes of one size are counted together.
package enum SizeClass: String, Sendable, CaseIterable, Codable {
  case one, two, few, several, many

  package init(cells: Int) {
    switch cells {
    case ...1: self = .one
    case 2: self = .two
    case 3...4: self = .few
    case 5...8: self = .several
    default: self = .many
    }
  }
}

/// One wish of the house's memory: what was asked, from when, and what became of it. Models of demand read these.
package struct DemandWish: Hashable, Sendable {
  package let receivedOn: Day
  package let cells: Int
  package let area: FloorArea
  package let kind: String?
  package let earliest: Day
  package let latest: Day?
  /// An accepted offer.
  package let servedOn: Day?
  package let lostOn: Day?
  package let cause: LossCause?
  /// An enquiry that led to no file waits for nothing: it is asked, and perhaps lost.
  package let hasFile: Bool

  package init(
    receivedOn: Day, cells: Int, area: FloorArea, kind: String?, earliest: Day, latest: Day?, servedOn: Day?, lostOn: Day?,
    cause: LossCause?, hasFile: Bool
  ) {
    (self.receivedOn, self.cells, self.area, self.kind) = (receivedOn, cells, area, kind)
    (self.earliest, self.latest, self.servedOn) = (earliest, latest, servedOn)
    (self.lostOn, self.cause, self.hasFile) = (lostOn, cause, hasFile)
  }

  package var size: SizeClass { SizeClass(cells: cells) }

  /// Wished for that day or earlier, known by then, and neither served nor lost.
  package func waits(on day: Day) -> Bool {
    hasFile && receivedOn <= day && earliest <= day && (servedOn.map { $0 > day } ?? true) && (lostOn.map { $0 > day } ?? true)
  }
}

/// So many wishes, cells and hundredths of m².
package struct DemandCount: Hashable, Sendable {
  package private(set) var wishes = 0
  package private(set) var cells = 0
  package private(set) var area = FloorArea.zero

  package init() {}
  package init(_ wishes: [DemandWish]) { for wish in wishes { add(wish) } }

  package mutating func add(_ wish: DemandWish) {
    wishes += 1
    cells += wish.cells
    area += wish.area
  }
  package static func + (left: DemandCount, right: DemandCount) -> DemandCount {
    var sum = left
    (sum.wishes, sum.cells, sum.area) = (left.wishes + right.wishes, left.cells + right.cells, left.area + right.area)
    return sum
  }
}

/// The figures of one month.
package struct DemandMonth: Hashable, Sendable {
  package let month: Month
  package let asked: DemandCount
  package let served: DemandCount
  package let waiting: DemandCount
  package let lost: [LossCause: DemandCount]
  /// Waiting and lost for a cause that is the house's, by size.
  package let unmetBySize: [SizeClass: DemandCount]

  package var unmet: DemandCount { SizeClass.allCases.reduce(DemandCount()) { $0 + (unmetBySize[$1] ?? DemandCount()) } }
}

package enum UnmetDemand {
  /// Every month from the first to the last; of the running one, what is known on `today`.
  package static func months(_ wishes: [DemandWish], from first: Month, through last: Month, today: Day) -> [DemandMonth] {
    guard first <= last else { return [] }
    return (first.number...last.number).map { number in month(Month(number: number), wishes, today: today) }
  }

  private static func month(_ month: Month, _ wishes: [DemandWish], today: Day) -> DemandMonth {
    let known = wishes.filter { $0.receivedOn <= today }
    let end = min(month.span.last ?? month.first, today)
    let isBegun = month.first <= today
    let waiting = isBegun ? known.filter { $0.waits(on: end) } : []
    let lost = known.filter { $0.lostOn?.month == month && $0.cause != nil }
    let byCause = Dictionary(grouping: lost) { $0.cause ?? .changedMind }
    let unmet = waiting + lost.filter { $0.cause?.isUnmet ?? false }
    return DemandMonth(
      month: month, asked: DemandCount(known.filter { $0.receivedOn.month == month }),
      served: DemandCount(known.filter { $0.servedOn?.month == month }), waiting: DemandCount(waiting),
      lost: byCause.mapValues { DemandCount($0) }, unmetBySize: Dictionary(grouping: unmet, by: \.size).mapValues { DemandCount($0) })
  }
}
