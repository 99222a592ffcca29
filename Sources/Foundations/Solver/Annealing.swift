/// Ruin and recreate under annealing: a step takes a few out and puts back all who are not seated, each where it is worth most, and is kept
/// when it does not cost too much for the temperature.
struct Annealing {
  private struct Kept {
    let tenant: Int
    let choice: Int32
    let worth: Int
    let picks: [Int32]
  }
  /// Of the mean of what tenants are worth at best: how much a step may cost at first and at last.
  private static let hot = 0.12
  private static let cold = 0.01

  let seating: Seating
  private var chance: Chance
  private(set) var steps = 0

  init(_ puzzle: Puzzle, seed: UInt64) {
    seating = Seating(puzzle)
    chance = Chance(seed: seed)
  }

  /// Searches until `progress` (of the steps made; 0 at first) reaches 1, and says each improvement. The same seed and progress give the same plans.
  mutating func run(progress: (Int) -> Double, improved: (Seating) -> Void) {
    let puzzle = seating.puzzle
    var insertion = Insertion(puzzle, seed: chance.next())
    let byWorth = (0..<seating.count).sorted { one, other in
      let (left, right) = (puzzle.wishes[one], puzzle.wishes[other])
      return left.isMandatory != right.isMandatory ? left.isMandatory : left.most > right.most
    }
    for tenant in byWorth { _ = insertion.seat(tenant, in: seating, blur: 0) }
    improved(seating)
    if seating.count == 0 { return }
    var best = seating.score
    let mean = Double(max(1, puzzle.wishes.reduce(0) { $0 + max(0, $1.most) } / seating.count))
    var temperature = Self.hot * mean
    var disturbance = Disturbance(width: seating.width)
    var kept: [Kept] = []
    while true {
      if steps & 63 == 0 {
        let done = progress(steps)
        if done >= 1 { return }
        temperature = mean * Self.hot * power(Self.cold / Self.hot, done)
      }
      steps += 1
      let before = seating.score
      disturbance.begin(in: seating, &chance)
      kept.removeAll(keepingCapacity: true)
      for tenant in disturbance.out {
        kept.append(
          Kept(
            tenant: tenant, choice: seating.choice[tenant], worth: seating.worth[tenant],
            picks: Array(seating.picks[tenant * seating.width..<(tenant + 1) * seating.width])))
        seating.remove(tenant)
      }
      let guests = recreate(disturbance, &insertion, temperature)
      let gain = seating.score - before
      if gain >= 0 || chance.unit() < exponential(Double(gain) / temperature) {
        if seating.score > best {
          best = seating.score
          improved(seating)
        }
        continue
      }
      for tenant in guests where seating.isSeated(tenant) { seating.remove(tenant) }
      for one in kept {
        for index in 0..<seating.width { seating.picks[one.tenant * seating.width + index] = one.picks[index] }
        seating.place(one.tenant, choice: one.choice, worth: one.worth)
      }
    }
  }

  /// Puts back who can be; all whom this may have seated.
  private mutating func recreate(_ disturbance: Disturbance, _ insertion: inout Insertion, _ temperature: Double) -> [Int] {
    let puzzle = seating.puzzle
    var waiting = (0..<seating.count).filter { !seating.isSeated($0) }
    if let guest = disturbance.guest {
      for index in 0..<seating.width { seating.picks[guest.tenant * seating.width + index] = disturbance.picks[index] }
      seating.place(guest.tenant, choice: Int32(guest.choice), worth: guest.worth)
    }
    // The order decides who gets the better place.
    for index in stride(from: waiting.count - 1, to: 0, by: -1) { waiting.swapAt(index, chance.below(index + 1)) }
    switch chance.below(4) {
    case 0: waiting.sort { puzzle.wishes[$0].most > puzzle.wishes[$1].most }
    case 1: waiting.sort { puzzle.wishes[$0].bulk > puzzle.wishes[$1].bulk }
    default: break
    }
    let blur = chance.below(3) == 0 ? 0 : UInt64(max(1, 2 * temperature * chance.unit()))
    for tenant in waiting where !seating.isSeated(tenant) { _ = insertion.seat(tenant, in: seating, blur: blur) }
    return waiting
  }
}
