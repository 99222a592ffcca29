/// A search for as long as there is time. A short one is one annealing; with few tenants and time for many, one annealing after the other. A long one opens with a short annealing, looks for the prices of the bound, and
/// then dives by them again and again, at first with the whole house and later with a part of the best plan, and anneals a little what comes of
/// it. Now and then it anneals the whole from hot instead, the oftener the more that brings.
///
/// A long one does the same whatever time it is given, so that with more time it is never worse.
struct Search: ~Copyable {
  /// Steps of a tenant: of the opening, and of an annealing after a dive.
  private static let opening = 500
  private static let settling = 30
  /// How hot an annealing after a dive begins.
  private static let warm = 0.015
  /// Rounds of prices: before the dives; before the first tenant of a dive; between two.
  private static let rounds = 800
  private static let leading = 30
  private static let between = 15
  /// So many dives with the whole house begin a trail.
  private static let whole = 8
  /// How much worse a plan may be that the search goes on from: of the mean of what is at stake, on the mean.
  private static let slack = 0.02
  /// How far below the bound a dive is thought to end, as a share of it; it says how long its steps are.
  private static let gap = 0.015
  /// After so many steps it is told from how far they have come whether there is time for a long one.
  private static let looking = 1_024
  /// Where tenants are fewer, annealing finds nearly everything, and the prices say little.
  private static let fewest = 40
  /// Then steps of a tenant in the first of many annealings, and how many of these there must be time for.
  private static let again = 2_500
  private static let many = 8

  private var annealing: Annealing
  private let layout: Layout
  private var chance: Chance
  /// What a long one dives by.
  private var prices: BlockPrices?
  private var trail: Trail
  private var dives = 0
  /// How often dives and annealings from hot have brought something, how many of the latter there were, and the steps that they took.
  private var wins = (dives: 0, annealings: 0)
  private var annealings = 0
  private var annealed = 0

  var seating: Seating { annealing.seating }
  var steps: Int { annealing.steps }

  init(_ layout: Layout, seed: UInt64, from plan: Solution? = nil) {
    self.layout = layout
    annealing = Annealing(layout, seed: seed, from: plan)
    chance = Chance(seed: ~seed)
    trail = Trail(Seating.Known(annealing.seating), .min)
  }

  /// Searches until `progress` (of the steps made; 0 at first) reaches 1, and says each improvement. The same seed and progress give the same plans.
  ///
  /// - Parameter offered: a plan of another search that is worth more than this, if there is one.
  mutating func run(progress: (Int) -> Double, offered: (Int) -> Solution? = { _ in nil }, improved: (Seating) -> Void) {
    annealing.fill(improved: improved)
    if seating.count == 0 || layout.zones == 0 { return }
    let isForLong = seating.count >= Self.fewest
    let opening = (isForLong ? Self.opening : Self.again) * seating.count
    let long = Double(isForLong ? 2 * (opening + Self.rounds * layout.roundSteps) : Self.many * opening)
    var (isLong, atFirst) = (false, -1.0)
    annealing.cool(
      progress: { steps in
        let done = progress(steps)
        if atFirst < 0 { atFirst = done }
        if steps == Self.looking { isLong = (done - atFirst) * long < Double(steps) * (1 - done) }
        if done >= 1 { return done }
        if isLong { return Double(steps) / Double(opening) }
        // A long one is the same from the first step on, whatever time it has.
        return steps < Self.looking && done < 0.02 ? 0 : done
      }, improved: improved)
    if !isLong { return }
    if isForLong { return dive(again: progress, offered, improved) }
    var number = 1
    while progress(steps) < 1 {
      number += 1
      cool(from: Annealing.hot, steps: opening * Self.length(number), progress, improved)
    }
  }

  /// How many times as long as the first the annealing of this number is: 1, 1, 2, 1, 1, 2, 4, 1, …, so that as much time goes into those of each length.
  static func length(_ number: Int) -> Int {
    var rest = number
    while (rest + 1) & rest != 0 { rest -= (1 << (Int.bitWidth - 1 - rest.leadingZeroBitCount)) - 1 }
    return (rest + 1) / 2
  }

  /// What a long search does after its opening.
  private mutating func dive(again progress: (Int) -> Double, _ offered: (Int) -> Solution?, _ improved: (Seating) -> Void) {
    if !findPrices(progress) { return }
    let begun = steps
    trail = Trail(Seating.Known(seating), seating.score)
    while progress(steps) < 1 {
      let share = min(0.9, max(0.1, Double(1 + wins.annealings) / Double(2 + wins.annealings + wins.dives)))
      trail.plan.restore(seating)
      let isDive = Double(annealed) >= share * Double(steps - begun)
      if isDive ? !dive(progress, improved) : !anneal(progress, improved) { return }
      let slack = -logarithm(1 - chance.unit()) * Self.slack * annealing.stake
      if trail.arrive(annealing.peak, slack: Int(slack)) {
        if isDive { wins.dives += 1 } else { wins.annealings += 1 }
      }
      switch trail.turn() {
      case .none: break
      case .anew: dives = 0
      case .back: takeOver(offered(trail.best.worth))
      }
    }
  }

  /// Goes on from the plan of another search that is better than all of this.
  private mutating func takeOver(_ plan: Solution?) {
    guard let plan else { return }
    seating.put(plan)
    if seating.score > trail.best.worth { trail.takeOver((seating.score, Seating.Known(seating))) }
  }

  /// Finds prices to dive by. False when time is over.
  private mutating func findPrices(_ progress: (Int) -> Double) -> Bool {
    var descent = Descent(layout)
    for round in 1...Self.rounds {
      let goesOn = descent.round(target: max(0, seating.score))
      if round == 100 { descent.goByModule() } else if !goesOn && round > 100 { break }
      if !count(progress) { return false }
    }
    prices = descent.prices
    return true
  }
  /// Counts a round of prices as steps.
  private mutating func count(_ progress: (Int) -> Double) -> Bool {
    annealing.steps += layout.roundSteps
    return progress(annealing.steps) < 1
  }

  /// Each twice as long as the one before.
  private mutating func anneal(_ progress: (Int) -> Double, _ improved: (Seating) -> Void) -> Bool {
    let from = steps
    annealings += 1
    annealing.beginPeak(fromHere: trail.worth > .min)
    cool(from: Annealing.hot, steps: (Self.opening * seating.count) << min(annealings, 30), progress, improved)
    annealed += steps - from
    return true
  }
  private mutating func cool(from hot: Double, steps length: Int, _ progress: (Int) -> Double, _ improved: (Seating) -> Void) {
    let from = steps
    annealing.cool(from: hot, progress: { progress($0) < 1 ? Double($0 - from) / Double(length) : 1 }, improved: improved)
  }

  /// A dive, and an annealing of what it says. False when time was over before.
  private mutating func dive(_ progress: (Int) -> Double, _ improved: (Seating) -> Void) -> Bool {
    guard let prices else { return false }
    var dive = Dive(layout, prices.pricing, price: prices.bestPrice, chance: Chance(seed: chance.next()))
    dives += 1
    if dives > Self.whole && chance.below(20) > 0 { keep(&dive) }
    let gap = max(1, Self.gap * prices.best)
    // Whether large tenants go before, or those of whom it is clear where they go.
    let bulk = 0.5 + 1.5 * chance.unit()
    for _ in 0..<Self.leading {
      dive.round(gap: gap)
      if !count(progress) { return false }
    }
    while dive.next(bulk: bulk) {
      for _ in 0..<Self.between {
        dive.round(gap: gap)
        if !count(progress) { return false }
      }
    }
    dive.seat(in: seating)
    annealing.beginPeak()
    annealing.fill(improved: improved)
    cool(from: Self.warm, steps: Self.settling * seating.count, progress, improved)
    return true
  }

  /// Keeps a part of the plan: some tenants by chance, or all but some who are there in a few months.
  private mutating func keep(_ dive: inout Dive) {
    let (from, months) = (chance.below(layout.horizon), 4 + chance.below(16))
    let isByMonth = chance.unit() < 0.5
    let share = isByMonth ? 0.8 : 0.3 + 0.4 * chance.unit()
    for tenant in 0..<seating.count where seating.isSeated(tenant) {
      let number = Int(seating.choice[tenant])
      let (begin, end) = (Int(layout.parts[number]), Int(layout.parts[number + 1]))
      let isThere = Int(layout.from[begin]) < from + months && from < Int(layout.until[end - 1])
      if (isThere || !isByMonth) && chance.unit() < share { continue }
      dive.fix(tenant, choice: number, picks: (0..<(end - begin)).map { seating.picks[tenant * seating.width + $0] })
    }
  }
}
