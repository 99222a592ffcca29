/// Prices on their way down: by zone and month at first, then by module and month, in steps that grow shorter when nothing is won.
struct Descent {
  private(set) var prices: BlockPrices
  private var step = 0.1
  private var (rounds, fails) = (0, 0)
  private var lowest = Double.infinity

  init(_ layout: Layout) {
    prices = BlockPrices(layout)
    prices.byZone = true
  }

  /// One round; `target` is the value of a plan, and only steers. False when these prices say no less any more.
  mutating func round(target: Int) -> Bool {
    rounds += 1
    let goesOn = prices.refine(step: step, target: Double(target))
    if prices.best < lowest - 0.01 { (lowest, fails) = (prices.best, 0) } else { fails += 1 }
    // Prices by module are many, and want a longer search.
    let (patience, shorter) = prices.byZone ? (15, 0.75) : (40, 0.85)
    if fails > patience { (step, fails) = (step * shorter, 0) }
    return goesOn && rounds < 4_000 && step >= 0.002
  }

  mutating func goByModule() {
    prices.byZone = false
    prices.restart()
    (step, rounds, fails) = (0.1, 0, 0)
  }
}
