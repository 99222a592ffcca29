/// What tenants have wanted in the rounds of prices; the latest count most. It stands for the shares of a linear relaxation.
struct Wants {
  /// Into which two parts all plans of a part fall.
  struct Split {
    let tenant: Int
    let cuts: [Cut]
    /// The smaller share, times what the tenant is worth at most.
    let undecided: Double
  }

  private struct One {
    let choice: Int
    let zone: Int
    var share: Double
  }
  private static let decay = 0.97
  /// The zones whose number has a binary digit, for each digit.
  private static let digits: [UInt64] = [
    0xAAAA_AAAA_AAAA_AAAA, 0xCCCC_CCCC_CCCC_CCCC, 0xF0F0_F0F0_F0F0_F0F0,
    0xFF00_FF00_FF00_FF00, 0xFFFF_0000_FFFF_0000, 0xFFFF_FFFF_0000_0000,
  ]
  private let layout: Layout
  private var ones: [[One]]
  private var out: [Double]
  /// What a round counts: each more than the one before.
  private var weight = 1.0

  init(_ layout: Layout) {
    self.layout = layout
    ones = Array(repeating: [], count: layout.tenants)
    out = Array(repeating: 0, count: layout.tenants)
  }

  mutating func next() { weight /= Self.decay }
  mutating func staysOut(_ tenant: Int) { out[tenant] += weight }
  mutating func comes(_ tenant: Int, with choice: Int, zone: Int) {
    if let known = ones[tenant].firstIndex(where: { $0.choice == choice && $0.zone == zone }) {
      ones[tenant][known].share += weight
    } else {
      ones[tenant].append(One(choice: choice, zone: zone, share: weight))
    }
  }

  /// Where the tenants are least decided and most is at stake, times what parting by them has brought. nil when all want one thing.
  ///
  /// - Parameter comes: by tenant, whether it has to come.
  func split(_ comes: [Bool], _ costs: PseudoCosts) -> Split? {
    var (most, chosen): (Double, Split?) = (0, nil)
    for tenant in ones.indices {
      let worth = Double(max(1, layout.puzzle.wishes[tenant].most))
      let factor = costs.factor(tenant)
      let all = ones[tenant].reduce(out[tenant]) { $0 + $1.share }
      for (share, cuts) in sides(of: tenant, comes[tenant]) {
        let undecided = min(share, all - share) / all * worth
        if undecided * factor > most {
          (most, chosen) = (
            undecided * factor, Split(tenant: tenant, cuts: cuts, undecided: undecided)
          )
        }
      }
    }
    return chosen
  }
  /// What each way of telling the plans of a tenant apart has of its shares, and the two parts.
  private func sides(of tenant: Int, _ comes: Bool) -> [(share: Double, cuts: [Cut])] {
    let wish = layout.puzzle.wishes[tenant]
    let first = Int(layout.choices[tenant])
    var sides: [(share: Double, cuts: [Cut])] = []
    func tell(_ one: Cut.Side, _ other: Cut.Side, _ isOne: (One) -> Bool) {
      // The other part takes in that it stays away.
      let cuts = [
        Cut(tenant: tenant, side: one, comes: true), Cut(tenant: tenant, side: other, comes: comes),
      ]
      sides.append((ones[tenant].reduce(0) { $0 + (isOne($1) ? $1.share : 0) }, cuts))
    }
    if !comes { tell(.coming, .coming) { _ in true } }
    let starts = Set(ones[tenant].map { wish.choices[$0.choice - first].terms.start }).sorted()
    for start in starts.dropLast() {
      tell(.start(0...start), .start((start + 1)...Int.max)) { wish.choices[$0.choice - first].terms.start <= start }
    }
    tell(.room(true), .room(false)) { wish.choices[$0.choice - first].terms.room }
    // Each zone by itself, and by the digits of its number.
    let single = Set(ones[tenant].map(\.zone)).sorted().map(Limits.bit)
    for zones in single + Self.digits { tell(.zones(zones), .zones(~zones)) { zones & Limits.bit($0.zone) != 0 } }
    return sides
  }
}
