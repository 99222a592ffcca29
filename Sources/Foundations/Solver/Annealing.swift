/// Ruin and recreate under annealing: a step takes a few out and puts back all who are not seated, each where it is worth most, and is kept
/// when it does not cost too much for the temperature.
struct Annealing: ~Copyable {
  /// Of the mean of what is at stake with a tenant: how much a step may cost at first and at last.
  static let hot = 0.14
  private static let cold = 0.011

  let seating: Seating
  /// What has been done; whoever does something else between coolings adds its share.
  var steps = 0
  private let layout: Layout
  private var chance: Chance
  private var insertion: Insertion
  private var disturbance: Disturbance
  private var best = Int.min
  /// Who was taken out by the step, and what they had.
  private var kept: [(tenant: Int, choice: Int32, worth: Int)] = []
  private var keptPicks: [Int32] = []
  private var waiting: [Int] = []
  /// The best plan since `peak` was set anew, with what it is worth.
  private(set) var peak: (worth: Int, plan: Seating.Known)

  /// - Parameter plan: a plan to begin with, a valid one: what is found is not worth less.
  init(_ layout: Layout, seed: UInt64, from plan: Solution? = nil) {
    self.layout = layout
    let seating = Seating(layout)
    var chance = Chance(seed: seed)
    insertion = Insertion(layout, seed: chance.next())
    disturbance = Disturbance(width: seating.width)
    (self.seating, self.chance, peak) = (seating, chance, (.min, Seating.Known(seating)))
    if let plan { seating.put(plan) }
  }

  /// Seats whoever can be, those first who must be housed, then those who are worth most.
  mutating func fill(improved: (Seating) -> Void) {
    for first in [true, false] {
      for tenant in layout.byMost where layout.mandatory[tenant] == first && !seating.isSeated(tenant) {
        _ = insertion.seat(tenant, in: seating, blur: 0)
      }
    }
    note(improved)
  }

  /// Looks for the best from this plan on, which itself counts or not.
  mutating func beginPeak(fromHere: Bool = true) { peak = (fromHere ? seating.score : .min, Seating.Known(seating)) }
  /// The mean of what is at stake with a tenant.
  var stake: Double { Double(max(1, layout.puzzle.wishes.reduce(0) { $0 + $1.stake } / seating.count)) }

  /// Says the plan if it is the best so far.
  private mutating func note(_ improved: (Seating) -> Void) {
    if seating.score > peak.worth { peak = (seating.score, Seating.Known(seating)) }
    if seating.score <= best { return }
    best = seating.score
    improved(seating)
  }

  /// Searches, at first at the temperature `hot`, until `progress` (of the steps made) reaches 1, and says each improvement. The same seed and
  /// progress give the same plans.
  mutating func cool(from hot: Double = hot, progress: (Int) -> Double, improved: (Seating) -> Void) {
    let mean = stake
    var temperature = hot * mean
    let began = steps
    while true {
      if (steps - began) & 63 == 0 {
        let done = progress(steps)
        if done >= 1 { return }
        temperature = mean * hot * power(Self.cold / hot, done)
      }
      steps += 1
      let before = seating.score
      disturbance.begin(in: seating, &chance)
      ruin()
      recreate(temperature)
      let gain = seating.score - before
      if gain >= 0 || chance.unit() < exponential(Double(gain) / temperature) { note(improved) } else { undo() }
    }
  }

  private mutating func ruin() {
    kept.removeAll(keepingCapacity: true)
    keptPicks.removeAll(keepingCapacity: true)
    for tenant in disturbance.out {
      kept.append((tenant, seating.choice[tenant], seating.worth[tenant]))
      for index in 0..<seating.width { keptPicks.append(seating.picks[tenant * seating.width + index]) }
      seating.remove(tenant)
    }
  }

  private func undo() {
    for tenant in waiting where seating.isSeated(tenant) { seating.remove(tenant) }
    for (number, one) in kept.enumerated() {
      for index in 0..<seating.width { seating.picks[one.tenant * seating.width + index] = keptPicks[number * seating.width + index] }
      seating.place(one.tenant, choice: one.choice, worth: one.worth)
    }
  }

  /// Puts back who can be; whom this may have seated stays in `waiting`.
  private mutating func recreate(_ temperature: Double) {
    waiting.removeAll(keepingCapacity: true)
    // The order decides who gets the better place.
    switch chance.below(4) {
    case 0: for tenant in layout.byMost where !seating.isSeated(tenant) { waiting.append(tenant) }
    case 1: for tenant in layout.byBulk where !seating.isSeated(tenant) { waiting.append(tenant) }
    default:
      for tenant in 0..<seating.count where !seating.isSeated(tenant) { waiting.append(tenant) }
      for index in stride(from: waiting.count - 1, to: 0, by: -1) { waiting.swapAt(index, chance.below(index + 1)) }
    }
    if let guest = disturbance.guest {
      for index in 0..<seating.width { seating.picks[guest.tenant * seating.width + index] = disturbance.picks[index] }
      seating.place(guest.tenant, choice: Int32(guest.choice), worth: guest.worth)
    }
    let blur = chance.below(3) == 0 ? 0 : UInt64(max(1, 2 * temperature * chance.unit()))
    for tenant in waiting where !seating.isSeated(tenant) { _ = insertion.seat(tenant, in: seating, blur: blur) }
  }
}
