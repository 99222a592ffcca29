/// Branch and bound: all plans are parted in two again and again (a tenant comes or not; starts early or late; has room; is in these zones or in others),
/// and the prices say for each part what no plan of it exceeds. The part of which most is said is parted next, so that the greatest of all falls. Parts in which no plan
/// is better than the one in hand are left aside.
struct Branches {
  private struct Part {
    let bound: Double
    let price: [Float]
    let cuts: [Cut]
    let split: Wants.Split?
  }
  /// How many rounds of prices a part has, how long they are at first, when they grow shorter and by how much.
  private static let rounds = 320
  private static let step = 0.025
  private static let patience = 12
  private static let shorter = 0.8
  private static let turn = 0.08
  /// Bytes that prices may take.
  private static let room = 64_000_000

  private let layout: Layout
  private var prices: BlockPrices
  private var open: [Part] = []
  /// What is said of parts that are left aside.
  private var aside = -Double.infinity
  private var parent: Part?
  private var costs: PseudoCosts
  /// How much less is said of its parts than of `parent`.
  private var gains: [Double] = []
  /// The parts of `parent` that are still to be looked at, the first of them now.
  private var pending: [Cut] = []
  private var (round, fails, step, lowest) = (0, 0, 0.0, Double.infinity)
  /// What was said of the part when its rounds began.
  private var said = Double.infinity

  /// - Parameter price: by module and month; `bound` is what has been said of all plans.
  init(_ layout: Layout, price: [Double], bound: Double) {
    self.layout = layout
    prices = BlockPrices(layout)
    costs = PseudoCosts(tenants: layout.tenants)
    prices.turn = Self.turn
    // All plans are a part like any other.
    parent = Part(bound: bound, price: price.map(Float.init), cuts: [], split: nil)
    begin()
  }

  /// No plan is worth more.
  private(set) var best = Double.infinity
  /// One round of prices; plans that are worth no more than `target` are not looked for: worths are whole euros. False when all are parted, or there is no more room.
  mutating func advance(target: Int) -> Bool {
    guard let parent else { return false }
    round += 1
    prices.wants?.next()
    let goesOn = prices.refine(step: step, target: Double(target))
    if prices.best < lowest - 0.5 { (lowest, fails) = (prices.best, 0) } else { fails += 1 }
    if fails > Self.patience { (step, fails) = (step * Self.shorter, 0) }
    if goesOn && round < Self.rounds && prices.best >= Double(target) + 1 { return true }
    return finish(parent, target: Double(target))
  }

  /// Begins with the first part that is to be looked at.
  private mutating func begin() {
    guard let parent else { return }
    let limits = Limits(layout, parent.cuts + pending.prefix(1))
    prices.restart(from: parent.price, within: limits)
    prices.wants = Wants(layout)
    (round, fails, step, lowest, said) = (0, 0, Self.step, .infinity, parent.bound)
  }

  private mutating func finish(_ parent: Part, target: Double) -> Bool {
    let bound = min(parent.bound, prices.best)
    let cuts = parent.cuts + pending.prefix(1)
    let split = bound < target + 1 ? nil : prices.pricing.limits.flatMap { prices.wants?.split($0.comes, costs) }
    // Where all want one thing the prices are still on their way.
    if split == nil && bound >= target + 1 && bound < said - 1 {
      (round, fails, step, said) = (0, 0, Self.step, bound)
      return true
    }
    gains.append(parent.bound - max(bound, target))
    if let split {
      let price = prices.best < parent.bound ? prices.bestPrice.map(Float.init) : parent.price
      open.append(Part(bound: bound, price: price, cuts: cuts, split: split))
    } else {
      aside = max(aside, bound)
    }
    if pending.count > 1 {
      pending.removeFirst()
      begin()
      return true
    }
    if let split = parent.split { costs.learn(split.tenant, undecided: split.undecided, gains: gains) }
    return next(target)
  }

  /// Goes on to the part of which most is said.
  private mutating func next(_ target: Double) -> Bool {
    parent = nil
    let at = open.indices.max { open[$0].bound < open[$1].bound }
    best = max(aside, at.map { open[$0].bound } ?? -.infinity)
    guard let at, open[at].bound >= aside, open.count * open[at].price.count * MemoryLayout<Float>.stride < Self.room else { return false }
    let part = open.remove(at: at)
    (parent, pending, gains) = (part, part.split?.cuts ?? [], [])
    begin()
    return true
  }
}
