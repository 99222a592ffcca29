/// Ruin and recreate under annealing: a step takes a few out and puts back all who are not seated, each where it is worth most, and is kept
/// when it does not cost too much for the temperature.
struct Annealing {
  /// Of the mean of what is at stake with a tenant: how much a step may cost at first and at last.
  private static let hot = 0.14
  private static let cold = 0.011

  let seating: Seating
  private var chance: Chance
  private(set) var steps = 0
  /// Who was taken out by the step, and what they had.
  private var kept: [(tenant: Int, choice: Int32, worth: Int)] = []
  private var keptPicks: [Int32] = []
  private var waiting: [Int] = []

  /// - Parameter plan: a plan to begin with, a valid one: what is found is not worth less.
  init(_ layout: Layout, seed: UInt64, from plan: Solution? = nil) {
    seating = Seating(layout)
    chance = Chance(seed: seed)
    for (number, tenant) in layout.puzzle.instance.tenants.enumerated() {
      if let seat = plan?.plans[tenant.id] { _ = seating.put(number, seat) }
    }
  }

  /// Searches until `progress` (of the steps made; 0 at first) reaches 1, and says each improvement. The same seed and progress give the same plans.
  mutating func run(progress: (Int) -> Double, improved: (Seating) -> Void) {
    let layout = seating.layout
    var insertion = Insertion(layout, seed: chance.next())
    for first in [true, false] {
      for tenant in layout.byMost where layout.mandatory[tenant] == first && !seating.isSeated(tenant) {
        _ = insertion.seat(tenant, in: seating, blur: 0)
      }
    }
    improved(seating)
    if seating.count == 0 || layout.zones == 0 { return }
    var best = seating.score
    let mean = Double(max(1, layout.puzzle.wishes.reduce(0) { $0 + $1.stake } / seating.count))
    var temperature = Self.hot * mean
    var disturbance = Disturbance(width: seating.width)
    while true {
      if steps & 63 == 0 {
        let done = progress(steps)
        if done >= 1 { return }
        temperature = mean * Self.hot * power(Self.cold / Self.hot, done)
      }
      steps += 1
      let before = seating.score
      disturbance.begin(in: seating, &chance)
      ruin(disturbance)
      recreate(disturbance, &insertion, temperature)
      let gain = seating.score - before
      if gain >= 0 || chance.unit() < exponential(Double(gain) / temperature) {
        if seating.score > best {
          best = seating.score
          improved(seating)
        }
      } else {
        undo()
      }
    }
  }

  private mutating func ruin(_ disturbance: Disturbance) {
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
  private mutating func recreate(_ disturbance: Disturbance, _ insertion: inout Insertion, _ temperature: Double) {
    let layout = seating.layout
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
