/// Where a long search goes on from. A plan that is a little worse than the one before it is mostly taken too, so that the search does not stick; when nothing
/// better than the best of this trail comes for long, it goes back to the best of all, or begins anew, in turn.
struct Trail {
  /// What a search does when nothing has come of it for long.
  enum Turn { case none, anew, back }
  /// How often nothing may come of it before the search turns.
  private static let patience = 100

  private(set) var plan: Seating.Known
  private(set) var worth: Int
  private var top: (plan: Seating.Known, worth: Int)
  /// The best of all trails.
  private(set) var best: (plan: Seating.Known, worth: Int)
  private var fails = 0
  private var isAnew = false

  init(_ plan: Seating.Known, _ worth: Int) {
    (self.plan, self.worth, top, best) = (plan, worth, (plan, worth), (plan, worth))
  }

  /// A plan has come of the one that stands.
  ///
  /// - Parameter slack: by how many euros it may be worse.
  /// - Returns: whether it is better.
  mutating func arrive(_ one: (worth: Int, plan: Seating.Known), slack: Int) -> Bool {
    let (before, isFirst) = (worth, worth == .min)
    if isFirst || one.worth >= before - slack { (plan, worth) = (one.plan, one.worth) }
    if one.worth > top.worth {
      (top, fails) = ((one.plan, one.worth), 0)
      if one.worth > best.worth { best = top }
    } else {
      fails += 1
    }
    return !isFirst && one.worth > before
  }

  /// Turns when nothing has come for long.
  mutating func turn() -> Turn {
    if fails < Self.patience { return .none }
    (fails, isAnew) = (0, !isAnew)
    if isAnew {
      (worth, top.worth) = (.min, .min)
      return .anew
    }
    goBack()
    return .back
  }

  private mutating func goBack() {
    (plan, worth) = best
    top = best
  }
  /// Another search has a better plan: it is gone on from.
  mutating func takeOver(_ one: (worth: Int, plan: Seating.Known)) {
    best = (one.plan, one.worth)
    goBack()
  }
}
