/// By how much parting by each tenant has lowered what is said, for each euro that was undecided. Whoever has brought more than others is parted by
/// sooner; of whom nothing is known yet, the mean is thought.
struct PseudoCosts {
  /// How much the greater of two gains counts beside the smaller, which is what the bound falls by in the end.
  private static let greater = 0.2
  private var own: [(sum: Double, count: Double)]
  private var all = (sum: 0.0, count: 0.0)

  init(tenants: Int) { own = Array(repeating: (0, 0), count: tenants) }

  /// - Parameters:
  ///   - undecided: the euros that were, as `Split.weight` has them without this.
  ///   - gains: how much less is said of either part than of both together.
  mutating func learn(_ tenant: Int, undecided: Double, gains: [Double]) {
    guard let least = gains.min(), let most = gains.max(), undecided > 0 else { return }
    let ratio = (least + Self.greater * most) / undecided
    own[tenant] = (own[tenant].sum + ratio, own[tenant].count + 1)
    all = (all.sum + ratio, all.count + 1)
  }

  /// How many times the mean, the mean itself counting as once seen.
  func factor(_ tenant: Int) -> Double {
    guard all.sum > 0 else { return 1 }
    let mean = all.sum / all.count
    return (own[tenant].sum + mean) / (own[tenant].count + 1) / mean
  }
}
