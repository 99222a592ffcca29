import Kernel
import Solver

/// In which order proposals can be done: whoever needs the cells of another waits for it to leave them.
enum DraftOrder {
  /// Those that can be done, one after the other: none of a ring, and none that waits for what cannot be done.
  static func possible(_ after: [[Int]], but impossible: Set<Int> = []) -> Set<Int> {
    var possible: Set<Int> = []
    var isGrowing = true
    while isGrowing {
      let next = after.indices.filter { !possible.contains($0) && !impossible.contains($0) && possible.isSuperset(of: after[$0]) }
      possible.formUnion(next)
      isGrowing = !next.isEmpty
    }
    return possible
  }

  /// Those that wait for each other in rings.
  static func rings(_ after: [[Int]]) -> Set<Int> {
    var left = Set(after.indices).subtracting(possible(after))
    while true {
      // Whoever only waits behind a ring is in none.
      let awaited = Set(left.flatMap { after[$0] }).intersection(left)
      if awaited == left { return left }
      left = awaited
    }
  }
}

extension SeatedPlan {
  /// The tenants whose moves wait for each other: none of them could be the first to move.
  var circling: [String] {
    let acts = DraftMaking.proposals(self)
    let cells = acts.map { Set($0.cells.split(separator: " ").map(String.init)) }
    // What each hold has today, and until when.
    var today: [String: [(codes: Set<String>, from: Day, until: Day)]] = [:]
    for (tenant, origin) in zip(house.instance.tenants, house.origins) where origin.key.hasPrefix("hold/") {
      guard let modules = tenant.currentModules, let start = tenant.starts.first else { continue }
      let end = min(house.months.count, start + tenant.length)
      today[origin.key, default: []].append(
        (Set(modules.map { house.modules[$0].code }), house.months[start].first, house.months[end].first))
    }
    let after = acts.indices.map { number -> [Int] in
      acts.indices.filter { other in
        let (act, leaving) = (acts[number], acts[other])
        guard leaving.subject != act.subject, leaving.leaves(before: act) else { return false }
        return (today[leaving.subject] ?? []).contains { held in
          act.days(meet: held.from, held.until) && !held.codes.intersection(cells[number]).isSubset(of: cells[other])
        }
      }
    }
    let subjects = Set(DraftOrder.rings(after).map { acts[$0].subject })
    return Set(moves.map(\.tenant)).filter { subjects.contains(house.origins[$0].key) }.sorted().map { house.instance.tenants[$0].id }
  }
}

extension ProposedAct {
  /// Whether it gives up cells in time for another: a promise may be changed at any time before it begins.
  func leaves(before other: ProposedAct) -> Bool { kind == .promise || kind == .move && from <= other.from }
  func overlaps(_ other: ProposedAct) -> Bool { days(meet: other.from, other.until) }
  func days(meet first: Day, _ end: Day?) -> Bool { (until.map { first < $0 } ?? true) && (end.map { from < $0 } ?? true) }
}
