import Kernel
import Spaces
import Store
import Tenant

/// What residents asked for, was not declined, and has not come about.
extension FactsReading {
  func growing(_ transaction: borrowing Transaction, today: Day) throws -> [PlanningFacts.Growing] {
    try transaction.tenantRequests(RequestSearch()).lines.compactMap { request in
      guard request.kind == .more, request.outcome == nil || request.outcome == .accepted, let cells = request.cells else { return nil }
      let asked = HouseTime.mulhouse.day(of: request.madeAt)
      let own = snapshot.timeline.holds.filter { hold in
        hold.organisation.map { snapshot.timeline.holders[$0].id == request.organisation } ?? false
      }
      let lets = own.filter { $0.kind == .let }.flatMap(\.blocked)
      func count(on day: Day) -> Int { Set(lets.filter { $0.from <= day && ($0.until.map { day < $0 } ?? true) }.map(\.cell)).count }
      // What it has on the day of each change from today on.
      let most = ([today] + lets.map(\.from).filter { $0 > today }).map(count(on:)).max() ?? 0
      let promised = own.filter { [.option, .offer].contains($0.kind) && !$0.isWaiting && $0.madeOn >= asked && $0.stood(on: today) }
        .reduce(0) { $0 + ($1.cells.isEmpty ? $1.wantedCount ?? 0 : $1.cells.count) }
      let left = GrowthAsked.left(of: cells, then: count(on: asked), most: most, promised: promised)
      if left == 0 { return nil }
      return PlanningFacts.Growing(
        organisation: request.organisation.text, extra: left, from: request.from.map { months.place(from: $0) } ?? 0)
    }
  }
}
