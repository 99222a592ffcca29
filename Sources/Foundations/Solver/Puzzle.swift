/// The instance laid out for searching: for each tenant every choice of terms, and for each stretch every block that might do.
final class Puzzle: Sendable {
  struct Candidate: Sendable {
    let mask: UInt64
    let zone: Int32
    /// Lowest module.
    let first: Int32
    /// Preferences over the stretch; in the first stretch less the move from where the tenant is today.
    let value: Int32
  }
  struct Part: Sendable {
    let stretch: Stretch
    /// Zone after zone.
    let candidates: [Candidate]
    let nesting: Nesting
  }
  /// For each candidate, those of the part before from which no move is needed: how many, and which, one candidate's after the other's.
  struct Nesting: Sendable {
    var counts: [Int32] = []
    var from: [Int32] = []
  }
  struct Choice: Sendable {
    let terms: Terms
    let parts: [Part]
    /// No plan with these terms is worth more.
    let most: Int
  }
  struct Wish: Sendable {
    /// The most promising first.
    let choices: [Choice]
    let moveCost: Int?
    let isMandatory: Bool

    var most: Int { choices.first?.most ?? 0 }
    /// What a plan may win or lose with this tenant: of one who may be refused all that it is worth, of one who must be housed a move and a worse choice.
    var stake: Int { isMandatory ? max(0, moveCost ?? 0) + most - (choices.last?.most ?? 0) : max(0, most) }
    /// Module months of the most promising choice.
    var bulk: Int { choices.first?.parts.reduce(0) { $0 + $1.stretch.size * $1.stretch.months } ?? 0 }
  }

  let instance: Instance
  let ground: Ground
  let wishes: [Wish]
  /// By zone and month: which cells are in service.
  let inService: [[UInt64]]
  /// The largest numbers of parts of a choice and of candidates of a part.
  let width: Int
  let depth: Int
  /// What refusing a mandatory tenant costs: more than everything else together is worth.
  let penalty: Int

  /// With `keeping`, what departs from today's plan is worth less, and who is held stays as they are.
  init(_ instance: Instance, keeping: Keeping? = nil) {
    let ground = Ground(instance)
    let inService = ground.zones.map { zone in
      (0..<instance.horizon).map { month in
        zone.modules.enumerated().reduce(UInt64(0)) { mask, cell in
          instance.modules[cell.element].serves(month) ? mask | 1 << UInt64(cell.offset) : mask
        }
      }
    }
    let wishes = instance.tenants.map { Self.wish($0, in: instance, ground, inService, keeping?.today(of: $0, on: ground)) }
    (self.instance, self.ground, self.inService, self.wishes) = (instance, ground, inService, wishes)
    width = wishes.reduce(1) { most, wish in max(most, wish.choices.map(\.parts.count).max() ?? 0) }
    depth = wishes.reduce(1) { most, wish in
      wish.choices.reduce(most) { most, choice in choice.parts.reduce(most) { max($0, $1.candidates.count) } }
    }
    let mostRuns = instance.modules.count * instance.horizon
    penalty = 1 + wishes.reduce(0) { $0 + max(0, $1.most) } + instance.weights.frag * mostRuns
  }

  /// By module and month, row after row: 1 in service, else 0.
  var serving: [Double] { instance.modules.flatMap { module in (0..<instance.horizon).map { module.serves($0) ? 1 : 0 } } }

  private static func wish(
    _ tenant: Instance.Tenant, in instance: Instance, _ ground: Ground, _ inService: [[UInt64]], _ kept: Keeping.Today?
  ) -> Wish {
    let floors = Dictionary(uniqueKeysWithValues: instance.corridors.map { ($0.id, $0.floor) })
    let liking = instance.modules.map { tenant.liking(of: $0, floor: floors[$0.corridor] ?? 0) }
    let today = tenant.currentModules.flatMap(ground.block)
    let own = (today.map { [$0] } ?? []) + (kept?.blocks.compactMap(\.block) ?? [])
    let within = tenant.within.map(Set.init)
    let allowed = tenant.among.map(ground.masks(of:))
    // The same sizes come again with each start: what is told of a size is told once.
    var known: [Int: (blocks: [Block], liked: [Int])] = [:]
    func blocks(_ size: Int) -> (blocks: [Block], liked: [Int]) {
      if let told = known[size] { return told }
      let blocks = ground.blocks(size, with: own, among: allowed).filter { block in
        within?.contains(ground.zones[block.zone].corridor) ?? true && allowed.map { block.mask & ~$0[block.zone] == 0 } ?? true
      }
      let told = (blocks, blocks.map { ground.sum(liking, over: $0) })
      known[size] = told
      return told
    }
    let choices = tenant.terms(horizon: instance.horizon).compactMap { terms -> Choice? in
      if let kept, kept.isHeld, kept.start != terms.start || (kept.room == 1) != terms.room { return nil }
      var parts: [Part] = []
      for stretch in terms.stretches {
        guard stretch.size < ground.blocks.count else { return nil }
        let (blocks, liked) = blocks(stretch.size)
        var candidates: [Candidate] = []
        candidates.reserveCapacity(blocks.count)
        for (block, liked) in zip(blocks, liked) {
          // A module comes into service once and goes out once, so that the first and the last month say it of all between.
          guard block.mask & ~(inService[block.zone][stretch.from] & inService[block.zone][stretch.until - 1]) == 0 else { continue }
          var value = (stretch.months * liked * tenant.prob).floored(by: 100)
          if parts.isEmpty, let today, !today.nests(block) {
            guard let cost = tenant.moveCost else { continue }
            value -= cost
          }
          if let kept, kept.departs(with: block, from: stretch.from, until: stretch.until) {
            if kept.isHeld { continue }
            value -= kept.price
          }
          candidates.append(Candidate(mask: block.mask, zone: Int32(block.zone), first: Int32(block.first), value: Int32(value)))
        }
        if candidates.isEmpty { return nil }
        parts.append(Part(stretch: stretch, candidates: candidates, nesting: nesting(of: candidates, after: parts.last)))
      }
      if parts.isEmpty { return nil }
      let liked = parts.reduce(0) { sum, part in sum + Int(part.candidates.reduce(Int32.min) { max($0, $1.value) }) }
      let worth = terms.worth(plus: kept?.bonus(for: terms) ?? 0)
      return Choice(terms: worth, parts: parts, most: worth.worth + liked)
    }
    return Wish(
      choices: choices.sorted { $0.most > $1.most }, moveCost: tenant.moveCost, isMandatory: tenant.mandatory || kept?.isHeld ?? false)
  }

  private static func nesting(of candidates: [Candidate], after part: Part?) -> Nesting {
    guard let part else { return Nesting(counts: Array(repeating: 0, count: candidates.count)) }
    var nesting = Nesting()
    nesting.counts.reserveCapacity(candidates.count)
    let before = part.candidates
    // Both go zone after zone: those before of a candidate's zone are a range that moves on.
    var (low, high) = (0, 0)
    for candidate in candidates {
      while low < before.count && before[low].zone < candidate.zone { low += 1 }
      high = max(low, high)
      while high < before.count && before[high].zone == candidate.zone { high += 1 }
      let known = nesting.from.count
      for place in low..<high {
        let common = candidate.mask & before[place].mask
        if common == candidate.mask || common == before[place].mask { nesting.from.append(Int32(place)) }
      }
      nesting.counts.append(Int32(nesting.from.count - known))
    }
    return nesting
  }
}
