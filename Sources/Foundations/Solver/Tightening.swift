/// A bound that falls with each round: at first by prices for each zone and month, then for each module and month, then by filling the zones
/// in whole cells; a small house as a whole, until a plan is proven to be the best; a large one part by part. The least that any of them has said holds.
package struct Tightening {
  private enum Stage { case zones, modules, house, cells, branches, done }
  private static let room = 60_000

  private let layout: Layout
  private var stage = Stage.zones
  private var descent: Descent
  private var proof: HouseProof?
  private var zoneBound: ZoneBound?
  private var branches: Branches?
  private var modulePrices: [Double] = []
  private var zonePrices: [[Double]] = []
  private var least: Double
  private var rounds = 0
  /// What filling the zones has said at first.
  private var opened = Double.infinity

  init(_ layout: Layout) {
    self.layout = layout
    descent = Descent(layout)
    least = layout.puzzle.wishes.reduce(0) { $0 + Double($1.isMandatory ? $1.most : max(0, $1.most)) }
  }

  /// No plan is worth more.
  package var best: Int { Int((least + 1e-6).rounded(.down)) }

  /// A better plan than the one in hand, when the proof has come across it, and what it is worth.
  package private(set) var found: (plan: Solution, objective: Int)?

  /// How much work the next round is, beside one of prices.
  package var weight: Int {
    switch stage {
    case .zones, .modules, .branches, .done: 1
    case .house: proof?.weight ?? 1
    case .cells: 60
    }
  }

  /// One round more; `target` is the value of a plan, and only steers. False when nothing more is to be had.
  package mutating func round(target: Int) -> Bool {
    rounds += 1
    switch stage {
    case .zones, .modules:
      let goesOn = descent.round(target: target)
      least = min(least, descent.prices.best)
      if !goesOn { next() }
    case .house:
      let goesOn = proof!.advance(target: target)
      least = min(least, proof!.best)
      if !goesOn {
        found = proof!.found
        next()
      }
    case .cells:
      let goesOn = zoneBound!.refine(step: 0.1, turn: 0.3, target: Double(target), room: Self.room)
      least = min(least, zoneBound!.best)
      if rounds == 1 { opened = zoneBound!.best }
      if !goesOn || isFutile { next() }
    case .branches:
      let goesOn = branches!.advance(target: target)
      least = min(least, branches!.best)
      if !goesOn { next() }
    case .done: return false
    }
    return best > max(target, found?.objective ?? target) && stage != .done
  }

  /// Where zones are many, each can be filled with the best of all, and this says nothing new: that shows from the first rounds on.
  private var isFutile: Bool {
    guard let said = zoneBound?.best, said > least else { return false }
    return rounds == 25 || rounds == 2 && opened - said < 0.1 * (opened - least)
  }

  private mutating func next() {
    rounds = 0
    switch stage {
    case .zones:
      zonePrices = descent.prices.byZoneAndMonth
      descent.goByModule()
      stage = .modules
    case .modules:
      modulePrices = descent.prices.bestPrice
      proof = HouseProof(layout, price: modulePrices)
      stage = .house
      if proof == nil { next() }
    case .house:
      let provenTo = proof?.best ?? .infinity
      proof = nil
      // Where a house can be treated as a whole, its zones by themselves say no more.
      stage = provenTo < .infinity ? .done : .cells
      if stage == .cells { zoneBound = ZoneBound(layout, prices: zonePrices) }
    case .cells:
      zoneBound = nil
      branches = Branches(layout, price: modulePrices, bound: least)
      stage = .branches
    case .branches, .done:
      branches = nil
      stage = .done
    }
  }
}
