import Kernel

/// What a search should be near, as people type it: the number on a door, or the name of an organisation that is in the house.
package enum NearPlace: Hashable, Sendable {
  case cells([Int])
  /// A name that is known, of an organisation that has no cell on that day.
  case absent(String)
  /// The beginning of several names.
  case several([String])
  case unknown

  /// - Parameters:
  ///   - sees: organisations whose names may be known to who asks; of the others nothing is told.
  ///   - names: holds whose holder may be known to who asks: a promise that is none of theirs leads nowhere.
  package init(
    _ typed: String, on day: Day, in timeline: Timeline, sees: (PlanHolder) -> Bool, names: (PlanHold) -> Bool = { _ in true }
  ) {
    let asked = typed.folded
    let bearing = timeline.cells.indices.filter { timeline.cells[$0].code.folded == asked }
    // A code may be borne by one cell after another.
    if let there = bearing.first(where: { timeline.cells[$0].span.contains(day) }) ?? bearing.last {
      self = .cells([there])
      return
    }
    // That a name is known at all would tell of the promise, unless it stands in the directory.
    let named = Set(timeline.holds.filter(names).compactMap(\.organisation))
    let seen = timeline.holders.indices.filter { sees(timeline.holders[$0]) && (timeline.holders[$0].isListed || named.contains($0)) }
    var found = seen.filter { timeline.holders[$0].name.folded == asked }
    if found.isEmpty { found = seen.filter { timeline.holders[$0].name.folded.hasPrefix(asked) } }
    if found.isEmpty { found = seen.filter { timeline.holders[$0].name.folded.contains(asked) } }
    guard let holder = found.first else {
      self = .unknown
      return
    }
    if found.count > 1 {
      self = .several(found.map { timeline.holders[$0].name })
      return
    }
    let cells = timeline.cells.indices.filter { place in
      guard let kept = timeline.occupation(of: place, on: day) else { return false }
      return timeline.holds[kept.hold].organisation == holder && names(timeline.holds[kept.hold])
    }
    self = cells.isEmpty ? .absent(timeline.holders[holder].name) : .cells(cells)
  }
}
