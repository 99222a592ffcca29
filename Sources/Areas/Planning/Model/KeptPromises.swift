import Kernel
import Spaces

extension RoomPromises {
  /// By the rule that a search of free cells and the writing of holds go by: see docs/placing.md.
  package init(_ snapshot: PlanSnapshot, _ facts: PlanningFacts, _ months: PlanMonths) {
    let (timeline, promises) = (snapshot.timeline, snapshot.ground.promises)
    let ids = facts.cells.map { ID<Cell>($0.id) }
    let holds = facts.held.map { ID<Hold>(String($0.key.dropFirst(5))) }
    let ends = Dictionary(timeline.holds.map { ($0.id, $0.span.until) }, uniquingKeysWith: { first, _ in first })
    let promised = promises.cells(over: DaySpan(from: months.first.first, until: nil))
    self.init(among: Set(ids.indices.filter { promised.contains(ids[$0]) })) { taken, left in
      promises.areKept(
        taking: taken.compactMap { one in
          // Who moves stays to the end of the lease, within the months that are looked at or not.
          let end = one.held.flatMap { one.months.upperBound < months.count ? nil : .some(ends[holds[$0]] ?? nil) }
          let until = end ?? months[one.months.upperBound].first
          return DaySpan(checking: months[one.months.lowerBound].first, until: until).map { (ids[one.cell], $0) }
        }, leaving: left.map { (ids[$0.cell], holds[$0.held], months[$0.from].first) })
    }
  }
}
